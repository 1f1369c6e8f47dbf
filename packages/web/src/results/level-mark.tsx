import type { EvidenceOfValue } from '@enlace/api'
import { useText } from '../language/text.ts'
import { Tag, type Tone } from '../parts/tag.tsx'

const tones: Readonly<Record<EvidenceOfValue['level'], Tone>> = {
  asserted: 'plain',
  referenced: 'plain',
  sealed: 'info',
  confirmed: 'good',
  independent: 'good',
  disputed: 'warn',
}

/** The rung of the evidence ladder in its fixed words. */
export function LevelMark({ level, code }: { readonly level: EvidenceOfValue['level']; readonly code: string }) {
  const text = useText()
  return (
    <Tag tone={tones[level]} title={text(`results.level.${level}.means`)}>
      {code} · {text(`results.level.${level}`)}
    </Tag>
  )
}
