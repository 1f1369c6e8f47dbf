import { Button } from '@mantine/core'
import type { Summary } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { IconX } from '../parts/icon.tsx'
import { FindRecord } from '../record/find-record.tsx'

/** Records that go with a step: found by searching, named by their ids. */
export function GivesPicker({
  not,
  chosen,
  onChange,
}: {
  readonly not: string
  readonly chosen: readonly Summary[]
  readonly onChange: (chosen: readonly Summary[]) => void
}) {
  const text = useText()
  return (
    <fieldset className="stack-tight">
      <legend>{text('requests.gives')}</legend>
      {chosen.length === 0 ? null : (
        <ul className="stack-tight">
          {chosen.map((record) => (
            <li key={record.id} className="cluster">
              <bdi>{record.title || record.id}</bdi>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={text('requests.gives.remove', { title: record.title || record.id })}
                onClick={() => onChange(chosen.filter(({ id }) => id !== record.id))}
              >
                <IconX size={16} />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <FindRecord
        label={text('requests.gives.find')}
        not={[not, ...chosen.map(({ id }) => id)]}
        onChoose={(record) => onChange([...chosen, record])}
      />
    </fieldset>
  )
}
