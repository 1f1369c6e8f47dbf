import { useQuery } from '@tanstack/react-query'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Answered, Empty } from '../parts/page-state.tsx'
import { askTimestamps } from './courier-questions.ts'
import { SeenFault, SeenLogs } from './seen-logs.tsx'

/** Up to where an outside authority has put its own time on this node's logs, and what is wrong with it. Nothing waits for it. */
export default function Timestamps() {
  const text = useText()
  const timestamps = useQuery({ ...askTimestamps, refetchInterval: 30_000 })
  return (
    <Card title={text('courier.time.title')} lead={text('courier.time.lead')}>
      <Answered question={timestamps} lines={2}>
        {({ authority, logs }) =>
          authority === null ? (
            <Empty title={text('courier.time.none')}>{text('courier.time.none.detail')}</Empty>
          ) : (
            <div className="stack">
              <p className="soft small">
                <span className="mono">{authority.url}</span> · {text('courier.time.every', { minutes: authority.everyMinutes })}
              </p>
              <SeenFault fault={authority.lastFault} isGrave={authority.lastFault?.code === 'timestamp_untrue'} />
              <SeenLogs caption={text('courier.time.title')} sizeHeader={text('courier.time.size')} logs={logs} />
            </div>
          )
        }
      </Answered>
    </Card>
  )
}
