import type { ChangeAnswer } from '@enlace/api'
import { Button, NativeSelect } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/send.ts'
import type { LogStatus, PartnerStatus } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { ReasonField } from '../parts/reason-field.tsx'
import { showToast } from '../parts/toast.ts'

/** Why a log ends; the words are `epochs.reason.<code>`. */
const reasons = ['forked', 'damaged', 'compromised', 'yearly'] as const
type EpochReason = (typeof reasons)[number]

/** The button that begins the ceremony by which logs go over into their next epoch; who may not is told who may. */
export function OpenEpoch({
  partner,
  logs,
  likely,
}: {
  readonly partner: PartnerStatus
  /** The logs to choose from; one stands without a question. */
  readonly logs: readonly LogStatus[]
  /** The reason that the state of the log suggests. */
  readonly likely: EpochReason
}) {
  const text = useText()
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('exchange.open_epoch')) return <p className="soft small">{text('epochs.open.role')}</p>
  const accepts = logs.every((log) => log.direction === 'in')
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {text(accepts ? 'epochs.open.accept' : 'epochs.open')}
      </Button>
      {open ? <Ask partner={partner} logs={logs} likely={likely} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function Ask({
  partner,
  logs,
  likely,
  onClose,
}: {
  readonly partner: PartnerStatus
  readonly logs: readonly LogStatus[]
  readonly likely: EpochReason
  readonly onClose: () => void
}) {
  const text = useText()
  const client = useQueryClient()
  const party = useParties().nameOf(partner.party)
  const [origin, setOrigin] = useState(logs[0]?.origin ?? '')
  const [code, setCode] = useState<EpochReason>(likely)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const accepts = logs.find((log) => log.origin === origin)?.direction === 'in'
  const submit = async () => {
    setTried(true)
    if (reason.trim() === '') return false
    const { proposal } = await send<ChangeAnswer>('POST', `/exchange/${encodeURIComponent(partner.party)}/epochs`, {
      body: { origin, code, reason: reason.trim() },
    })
    client.invalidateQueries({ queryKey: ['proposals'] })
    showToast(text('epochs.open.waits', { until: formatInstant(proposal?.expiresAt ?? '', text.tag) }))
  }
  return (
    <FormDialog
      title={text(accepts ? 'epochs.open.accept.title' : 'epochs.open.title', { party })}
      action={text('epochs.open.propose')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{text(accepts ? 'epochs.open.in' : 'epochs.open.out', { party })}</p>
      {accepts ? null : <p>{text(code === 'yearly' ? 'epochs.open.yearly' : 'epochs.open.again')}</p>}
      {logs.length === 1 ? (
        <p className="small">
          <code>{origin}</code>
        </p>
      ) : (
        <NativeSelect
          label={text('epochs.open.log')}
          value={origin}
          onChange={(event) => setOrigin(event.currentTarget.value)}
          data={logs.map((log) => log.origin)}
        />
      )}
      <NativeSelect
        label={text('epochs.open.why')}
        value={code}
        onChange={(event) => setCode(reasons.find((one) => one === event.currentTarget.value) ?? 'forked')}
        data={reasons.map((value) => ({ value, label: text(`epochs.reason.${value}`) }))}
      />
      <ReasonField value={reason} onChange={setReason} tried={tried} />
    </FormDialog>
  )
}
