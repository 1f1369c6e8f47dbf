import type { RequestDetail } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { Tag } from '../parts/tag.tsx'
import { formatAt } from './format-at.ts'
import { useRequestWords } from './say-request.tsx'

type Step = RequestDetail['steps'][number]
const steps: readonly string[] = ['schedule', 'surrender_temporarily', 'surrender']
const members = ['day', 'place', 'means', 'handoverAt', 'zone', 'escorts', 'papers', 'property', 'medical'] as const

/** What was agreed for the handover of the person, from the last step that says it; what nobody said yet stands as open. */
export function SurrenderChecklist({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const words = useRequestWords()
  const said = detail.steps.filter(({ step, aside }) => aside === null && steps.includes(step))
  if (said.length === 0) return null
  const last = (name: (typeof members)[number]): string | null => said.findLast((step) => step[name] !== null)?.[name] ?? null
  const zone = last('zone')
  const shown = (name: (typeof members)[number]) => {
    const value = last(name)
    if (value === null) return <Tag tone="warn">{text('requests.open')}</Tag>
    if (name === 'means' || name === 'medical') return words.stepChoice(name, value)
    if (name === 'day') return formatDay(value, text.tag)
    if (name === 'handoverAt') return formatAt(value, zone, text.tag)
    return value
  }
  const done: readonly Step[] = said.filter(({ step }) => step !== 'schedule')
  return (
    <Card title={text('requests.surrender')} lead={text(done.length > 0 ? 'requests.surrender.done' : 'requests.surrender.agreed')}>
      <DefinitionList
        items={members
          .filter((name) => name !== 'zone')
          .map((name) => ({ term: words.stepField(name === 'handoverAt' ? 'handover_at' : name), detail: shown(name) }))}
      />
    </Card>
  )
}
