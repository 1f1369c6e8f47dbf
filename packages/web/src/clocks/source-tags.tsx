import { useText } from '../language/text.ts'
import { IconAlertTriangle, IconCheck } from '../parts/icon.tsx'
import { Tag } from '../parts/tag.tsx'

/** Where a rule stands and whether anybody read it there: an unverified rule never looks like another. */
export function SourceTags({
  article,
  source,
  verified,
  methodVerified = true,
  standing,
}: {
  readonly article: string
  readonly source: string
  readonly verified: boolean
  readonly methodVerified?: boolean
  readonly standing?: string
}) {
  const text = useText()
  return (
    <span className="cluster">
      <span className="small">{standing === 'proposed' ? text('clocks.proposed') : text('clocks.article', { article })}</span>
      <Tag tone={verified ? 'good' : 'warn'} icon={verified ? <IconCheck size={14} /> : <IconAlertTriangle size={14} />} title={source}>
        {text(verified ? 'clocks.verified' : 'clocks.unverified')}
      </Tag>
      {methodVerified || !verified ? null : (
        <Tag tone="warn" icon={<IconAlertTriangle size={14} />}>
          {text('clocks.method_unverified')}
        </Tag>
      )}
    </span>
  )
}
