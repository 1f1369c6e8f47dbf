import type { DeltaShape } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { BriefLines } from './brief-line.tsx'

/** The groups of what changed, each with its lines. */
export function DeltaGroups({ delta: { groups, since } }: { readonly delta: Pick<DeltaShape, 'groups' | 'since'> }) {
  const text = useText()
  if (groups.length === 0) return <p className="soft">{text('briefs.delta.none', { day: formatDay(since, text.tag) })}</p>
  return (
    <div className="stack">
      {groups.map(({ group, lines }) => (
        <section key={group} className="stack-tight">
          <h3>{text.find(`briefs.group.${group}`) ?? group}</h3>
          <BriefLines lines={lines} empty="" />
        </section>
      ))}
    </div>
  )
}
