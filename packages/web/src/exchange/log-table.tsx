import type { LogStatus } from '../api/shapes.ts'
import { formatDuration, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconArrowDownLeft, IconArrowUpRight } from '../parts/icon.tsx'
import { ScrollX } from '../parts/scroll-x.tsx'
import { Ago, Time } from '../parts/time.tsx'
import classes from './log-table.module.css'

/** The logs with one partner as numbers: how much, how much receipted, what waits since when, how fast. */
export function LogTable({ logs }: { readonly logs: readonly LogStatus[] }) {
  const text = useText()
  return (
    <ScrollX label={text('log.caption')}>
      <table className={classes.table}>
        <caption className="unseen">{text('log.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('log.log')}</th>
            <th scope="col" className="number">
              {text('log.size')}
            </th>
            <th scope="col" className="number">
              {text('log.receipted')}
            </th>
            <th scope="col" className="number">
              {text('log.waiting')}
            </th>
            <th scope="col">{text('log.oldest')}</th>
            <th scope="col" className="number">
              {text('log.lastHour')}
            </th>
            <th scope="col">{text('log.latency')}</th>
            <th scope="col">{text('log.lastReceipt')}</th>
          </tr>
        </thead>
        <tbody>
          {logs.map((log) => (
            <tr key={log.origin}>
              <th scope="row" className={classes.log}>
                <span className="cluster">
                  {log.direction === 'out' ? (
                    <IconArrowUpRight size={16} aria-hidden="true" />
                  ) : (
                    <IconArrowDownLeft size={16} aria-hidden="true" />
                  )}
                  {text(log.direction === 'out' ? 'log.out' : 'log.in')}
                  {log.lane === 'flash' ? <span className="soft small">· {text('log.flash')}</span> : null}
                </span>
                {log.ready ? null : <div className="soft small">{text('log.flash.not')}</div>}
                <code className={classes.origin}>{log.origin}</code>
              </th>
              <td data-label={text('log.size')} className="number">
                {formatNumber(log.size, text.tag)}
              </td>
              <td data-label={text('log.receipted')} className="number">
                {formatNumber(log.receipted, text.tag)}
              </td>
              <td data-label={text('log.waiting')} className="number" data-waits={log.waiting > 0 ? true : undefined}>
                {formatNumber(log.waiting, text.tag)}
                {log.sent > log.receipted ? (
                  <div className="soft small">{text('log.underWay', { count: log.sent - log.receipted })}</div>
                ) : null}
              </td>
              <td data-label={text('log.oldest')}>{log.oldestWaitingSince === null ? '-' : <Ago at={log.oldestWaitingSince} />}</td>
              <td data-label={text('log.lastHour')} className="number">
                {formatNumber(log.lastHour, text.tag)}
              </td>
              <td data-label={text('log.latency')}>
                {log.latencyMs.p50 === null || log.latencyMs.p95 === null
                  ? '-'
                  : text('log.latency.value', {
                      p50: formatDuration(log.latencyMs.p50, text.tag),
                      p95: formatDuration(log.latencyMs.p95, text.tag),
                    })}
              </td>
              <td data-label={text('log.lastReceipt')}>
                {log.lastReceiptAt === null ? '-' : <Time at={log.lastReceiptAt} brief seconds />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}
