import { Button } from '@mantine/core'
import { useText } from '../language/text.ts'
import { Tag } from '../parts/tag.tsx'

/** What is marked, and what may be said now. */
export function Below({
  warnings,
  may,
  say,
}: {
  readonly warnings: readonly string[]
  readonly may: readonly string[]
  readonly say: ((says: string) => void) | undefined
}) {
  const text = useText()
  return (
    <>
      {[...new Set(warnings)].map((code) => (
        <p key={code} className="small">
          <Tag tone="warn">{text.find(`briefs.warning.${code}`) ?? code}</Tag>
        </p>
      ))}
      {say === undefined || may.length === 0 ? null : (
        <span className="cluster" data-no-print>
          {may.map((says) => (
            <Button key={says} variant="default" onClick={() => say(says)}>
              {text(`briefs.say.${says as 'accepts'}`)}
            </Button>
          ))}
        </span>
      )}
    </>
  )
}
