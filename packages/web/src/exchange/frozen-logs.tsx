import type { LogStatus, PartnerStatus } from '../api/shapes.ts'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import classes from './frozen-logs.module.css'

/** Why a log of a partner stands still and what people do about it, in order; and what a log got back after this node was put back. */
export default function FrozenLogs({ partner }: { readonly partner: PartnerStatus }) {
  return (
    <>
      {partner.logs.map((log) =>
        log.frozen === null ? (
          <Recovered key={log.origin} party={partner.party} log={log} />
        ) : (
          <Frozen key={log.origin} party={partner.party} log={log} reason={log.frozen} />
        ),
      )}
    </>
  )
}

function Frozen({ party, log, reason }: { readonly party: string; readonly log: LogStatus; readonly reason: string }) {
  const text = useText()
  const name = useParties().nameOf(party)
  const values = { party: name, reason: text.find(`faults.${reason}`) ?? reason }
  const steps = [1, 2, 3].flatMap((step) => text.find(`epochs.do.${reason}.${step}`, values) ?? [])
  const isComingBack = log.wanted != null && log.wanted > log.size
  return (
    <Notice tone={isComingBack ? 'warn' : 'bad'} title={text(log.direction === 'out' ? 'epochs.frozen.out' : 'epochs.frozen.in', values)}>
      <div className="stack-tight">
        <p>{text.find(`epochs.what.${reason}`, values) ?? text('epochs.what.other', values)}</p>
        {isComingBack ? (
          <p>
            {text('epochs.restoring', {
              ...values,
              done: formatNumber(log.size, text.tag),
              total: formatNumber(log.wanted ?? 0, text.tag),
            })}
          </p>
        ) : null}
        {steps.length === 0 ? null : (
          <>
            <p>
              <strong>{text('epochs.steps')}</strong>
            </p>
            <ol className={classes.steps}>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </>
        )}
        <p className="small">
          <code>{log.origin}</code> · {text('epochs.kept', { size: log.receipted })}
        </p>
      </div>
    </Notice>
  )
}

function Recovered({ party, log }: { readonly party: string; readonly log: LogStatus }) {
  const text = useText()
  const name = useParties().nameOf(party)
  const back = log.recovered
  if (back == null) return null
  return (
    <Notice tone="warn" title={text('epochs.recovered.title')}>
      <p>{text('epochs.recovered.back', { party: name, count: back.to - back.from, records: back.records })}</p>
      <p>{text('epochs.recovered.lost', { from: formatNumber(back.journalFrom, text.tag) })}</p>
      {back.moved === 0 ? null : <p>{text('epochs.recovered.moved', { count: back.moved })}</p>}
    </Notice>
  )
}
