import type { WitnessStatus } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { formatDuration } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { IconAlertTriangle, IconCheck } from '../parts/icon.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { Tag } from '../parts/tag.tsx'
import { Ago } from '../parts/time.tsx'
import { askWitnesses } from './courier-questions.ts'
import { SeenFault, SeenLogs } from './seen-logs.tsx'

type Item = WitnessStatus['items'][number]

/** Faults that contradict this node or the witness's own word: a person must look. */
const grave: ReadonlySet<string> = new Set(['witness_ahead', 'witness_lies'])

/** Who else has seen this node's logs, up to where, and what is wrong with whoever has not. */
export default function Witnesses() {
  const text = useText()
  const witnesses = useQuery({ ...askWitnesses, refetchInterval: 15_000 })
  return (
    <Card title={text('courier.witness.title')} lead={text('courier.witness.lead')}>
      <Answered question={witnesses} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={text('courier.witness.none')}>{text('courier.witness.none.detail')}</Empty>
          ) : (
            <div className="stack">
              {items.map((item) => (
                <Witness key={item.url} item={item} />
              ))}
            </div>
          )
        }
      </Answered>
    </Card>
  )
}

function Witness({ item }: { readonly item: Item }) {
  const text = useText()
  const { lastFault } = item
  const behind = item.logs.reduce((sum, log) => sum + Math.max(0, log.signed - log.size), 0)
  return (
    <section className="stack-tight">
      <div className="cluster">
        <h3 className="mono">{item.name}</h3>
        {lastFault !== null ? null : (
          <Tag tone={behind === 0 ? 'good' : 'warn'} icon={behind === 0 ? <IconCheck /> : <IconAlertTriangle />}>
            {behind === 0 ? text('courier.witness.current') : text('courier.witness.behind', { count: behind })}
          </Tag>
        )}
        <span className="soft small">
          {item.url}
          {item.lastAnswerAt === null || item.tookMs === null ? null : (
            <>
              {' · '}
              <Ago at={item.lastAnswerAt} /> ({formatDuration(item.tookMs, text.tag)})
            </>
          )}
        </span>
      </div>
      <SeenFault fault={lastFault} isGrave={lastFault !== null && grave.has(lastFault.code)} />
      <SeenLogs caption={item.name} sizeHeader={text('courier.witness.size')} logs={item.logs} />
    </section>
  )
}
