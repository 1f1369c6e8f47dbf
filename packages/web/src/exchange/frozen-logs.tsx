import type { StoppedLog } from '@enlace/api'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { send } from '../api/send.ts'
import type { LogStatus, PartnerStatus } from '../api/shapes.ts'
import { formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { saveFile } from '../parts/save-file.ts'
import classes from './frozen-logs.module.css'
import { OpenEpoch } from './open-epoch.tsx'

/** Why a log of a partner stands still or ended, and what people do about it, in order; and what a log got back after this node was put back. */
export default function FrozenLogs({ partner }: { readonly partner: PartnerStatus }) {
  const text = useText()
  const current = partner.logs.filter((log) => log.next == null)
  return (
    <>
      {partner.logs.map((log) => (
        <StateOfLog key={log.origin} partner={partner} log={log} />
      ))}
      <div className="cluster">
        <span className="soft small">{text('epochs.open.any')}</span>
        <OpenEpoch partner={partner} logs={current} likely="yearly" />
      </div>
    </>
  )
}

type Shown = { readonly partner: PartnerStatus; readonly log: LogStatus }

function StateOfLog({ partner, log }: Shown) {
  if (log.endedAt != null) return <Ended partner={partner} log={log} />
  if (log.next != null) return <Accepted partner={partner} log={log} />
  if (log.frozen !== null) return <Frozen partner={partner} log={log} reason={log.frozen} />
  if (log.offered != null) return <Offered partner={partner} log={log} />
  if (log.direction === 'out' && log.began != null && log.receipted === 0) return <Awaited partner={partner} log={log} />
  return <Recovered partner={partner} log={log} />
}

function Frozen({ partner, log, reason }: Shown & { readonly reason: string }) {
  const text = useText()
  const name = useParties().nameOf(partner.party)
  const values = { party: name, reason: text.find(`faults.${reason}`) ?? reason }
  const steps = [1, 2, 3].flatMap((step) => {
    const own = log.direction === 'in' ? text.find(`epochs.in.${reason}.${step}`, values) : undefined
    return own ?? text.find(`epochs.do.${reason}.${step}`, values) ?? []
  })
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
        {log.offered == null ? null : (
          <p>
            {text('epochs.offered.detail', {
              size: log.offered.size,
              reason: text.find(`epochs.reason.${log.offered.reason}`) ?? log.offered.reason,
            })}
          </p>
        )}
        <p className="small">
          <code>{log.origin}</code> · {text('epochs.kept', { size: log.receipted })}
        </p>
        {reason === 'own_log_shorter' ? null : (
          <div className="cluster">
            <OpenEpoch partner={partner} logs={[log]} likely={reason.startsWith('damaged') ? 'damaged' : 'forked'} />
            <SaveEvidence partner={partner} log={log} />
          </div>
        )}
      </div>
    </Notice>
  )
}

/** Both contradicting checkpoints in a file that anybody can check who has the log's public keys. */
function SaveEvidence({ partner, log }: Shown) {
  const text = useText()
  const save = useMutation({
    mutationFn: async () => {
      const stopped = await send<StoppedLog>(
        'GET',
        `/exchange/${encodeURIComponent(partner.party)}/stopped?origin=${encodeURIComponent(log.origin)}`,
      )
      saveFile(`${log.origin.replaceAll('/', '-')}.stopped.json`, 'application/json', JSON.stringify(stopped, null, 2))
    },
  })
  if (log.frozen === null || log.frozen === 'epoch_ended') return null
  return (
    <>
      <Button size="xs" variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        {text('epochs.evidence')}
      </Button>
      {save.error === null ? null : <ProblemNotice problem={save.error} />}
    </>
  )
}

function Ended({ partner, log }: Shown) {
  const text = useText()
  const name = useParties().nameOf(partner.party)
  const { next } = log
  if (next == null) return null
  const size = next.size ?? log.receipted
  const beyond = log.direction === 'in' ? log.size - size : 0
  return (
    <Notice tone="info" title={text(log.direction === 'out' ? 'epochs.ended.out' : 'epochs.ended.in', { party: name })}>
      <div className="stack-tight">
        <p>{text('epochs.ended.detail', { size, reason: text.find(`epochs.reason.${next.reason}`) ?? next.reason })}</p>
        {beyond > 0 ? <p>{text('epochs.ended.beyond', { count: beyond })}</p> : null}
        {next.moved > 0 ? <p>{text('epochs.ended.moved', { count: next.moved })}</p> : null}
        {next.unreadable > 0 ? <p>{text('epochs.ended.unreadable', { count: next.unreadable })}</p> : null}
        <p className="small">
          <code>{log.origin}</code> → <code>{next.origin}</code>
        </p>
        <div className="cluster">
          <SaveEvidence partner={partner} log={log} />
        </div>
      </div>
    </Notice>
  )
}

function Offered({ partner, log }: Shown) {
  const text = useText()
  const name = useParties().nameOf(partner.party)
  const { offered } = log
  if (offered == null) return null
  const reason = text.find(`epochs.reason.${offered.reason}`) ?? offered.reason
  return (
    <Notice tone="warn" title={text('epochs.offered', { party: name })}>
      <div className="stack-tight">
        <p>{text('epochs.offered.detail', { size: offered.size, reason })}</p>
        <p className="small">
          <code>{log.origin}</code> · {text('epochs.kept', { size: log.receipted })}
        </p>
        <div className="cluster">
          <OpenEpoch partner={partner} logs={[log]} likely={offered.reason === 'yearly' ? 'yearly' : 'forked'} />
        </div>
      </div>
    </Notice>
  )
}

function Accepted({ partner, log }: Shown) {
  const text = useText()
  const name = useParties().nameOf(partner.party)
  return (
    <Notice tone="info" title={text('epochs.accepted', { party: name })}>
      <p>{text('epochs.accepted.detail')}</p>
      <p className="small">
        <code>{log.origin}</code> → <code>{log.next?.origin}</code>
      </p>
    </Notice>
  )
}

function Awaited({ partner, log }: Shown) {
  const text = useText()
  const name = useParties().nameOf(partner.party)
  return (
    <Notice tone="warn" title={text('epochs.awaited', { party: name })}>
      <p>{text('epochs.awaited.detail', { count: log.waiting })}</p>
      <p className="small">
        <code>{log.origin}</code>
      </p>
    </Notice>
  )
}

function Recovered({ partner, log }: Shown) {
  const text = useText()
  const name = useParties().nameOf(partner.party)
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
