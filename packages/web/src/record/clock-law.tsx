import { Link } from '@tanstack/react-router'
import type { Clock } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Tag } from '../parts/tag.tsx'

/** Where the rule of a clock stands, and that nobody agreed to it or read it there where that is so. */
export function ClockLaw({ clock: { law, standing } }: { readonly clock: Clock }) {
  const text = useText()
  if (law === undefined) return null
  const short = text.of(law.short)
  return (
    <span className="cluster small">
      <Link to="/instruments/$id" params={{ id: law.instrument }} title={law.source}>
        {standing === 'proposed' ? short : text('record.clocks.rule', { law: short, article: law.article })}
      </Link>
      {standing === 'proposed' ? (
        <Tag tone="warn">{text('record.clocks.standing.proposed')}</Tag>
      ) : law.verified ? null : (
        <Tag tone="warn">{text('record.clocks.unverified')}</Tag>
      )}
    </span>
  )
}
