import type { RetentionRuleView } from '@enlace/api'
import '@mantine/core/styles/Radio.layer.css'
import { NumberInput, Radio } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import { Loading } from '../parts/page-state.tsx'
import { ReasonField, readReason } from '../parts/reason-field.tsx'
import { showToast } from '../parts/toast.ts'
import { useRoleName } from '../people/role-name.ts'
import { askForesight, askRetention, type Period, sendPeriod } from './ask-retention.ts'

/** Asks for another period, says what it would erase before anything happens, and proposes it. */
export default function PeriodDialog({ rule, onClose }: { readonly rule: RetentionRuleView; readonly onClose: () => void }) {
  const [wanted, setWanted] = useState<Period>()
  return wanted === undefined ? (
    <Choose rule={rule} onChoose={setWanted} onClose={onClose} />
  ) : (
    <Foresee rule={rule} wanted={wanted} onClose={onClose} />
  )
}

function Choose({
  rule,
  onChoose,
  onClose,
}: {
  readonly rule: RetentionRuleView
  readonly onChoose: (period: Period) => void
  readonly onClose: () => void
}) {
  const text = useText()
  const [days, setDays] = useState<number | string>(rule.days ?? '')
  const [atEnd, setAtEnd] = useState(rule.atEnd)
  const [tried, setTried] = useState(false)
  const whole = typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 36_500
  const choose = () => {
    setTried(true)
    if (days === '') onChoose({ rule: rule.id, days: null, atEnd })
    else if (whole) onChoose({ rule: rule.id, days, atEnd })
    // What it would erase takes the place of this dialog.
    return false
  }
  return (
    <FormDialog
      title={text('retention.dialog.title', { rule: text.of(rule.title) })}
      action={text('retention.dialog.foresee')}
      onSubmit={choose}
      onClose={onClose}
    >
      <NumberInput
        label={text('retention.dialog.days')}
        description={text('retention.dialog.days.help')}
        value={days}
        onChange={setDays}
        min={1}
        max={36_500}
        allowDecimal={false}
        allowNegative={false}
        error={tried && days !== '' && !whole ? text('retention.dialog.days.wrong') : undefined}
      />
      <Radio.Group
        label={text('retention.dialog.atEnd')}
        value={atEnd}
        onChange={(value) => setAtEnd(value === 'erase' ? 'erase' : 'review')}
      >
        <div className="stack-tight">
          <Radio value="erase" label={text('retention.atEnd.erase')} description={text('retention.atEnd.erase.help')} />
          <Radio value="review" label={text('retention.atEnd.review')} description={text('retention.atEnd.review.help')} />
        </div>
      </Radio.Group>
    </FormDialog>
  )
}

function Foresee({ rule, wanted, onClose }: { readonly rule: RetentionRuleView; readonly wanted: Period; readonly onClose: () => void }) {
  const text = useText()
  const client = useQueryClient()
  const roleName = useRoleName()
  const foresight = useQuery(askForesight(wanted))
  const [reason, setReason] = useState('')
  const title = text('retention.dialog.title', { rule: text.of(rule.title) })
  if (foresight.data === undefined) {
    return (
      <Dialog title={title} onClose={onClose}>
        {foresight.isError ? <ProblemNotice problem={foresight.error} /> : <Loading lines={3} />}
      </Dialog>
    )
  }
  const { kept, wouldErase, wouldReview, held, change } = foresight.data
  const will = [
    text('retention.will.kept', { count: kept }),
    text('retention.will.erase', { count: wouldErase }),
    ...(wouldReview === 0 ? [] : [text('retention.will.review', { count: wouldReview })]),
    ...(held === 0 ? [] : [text('retention.will.held', { count: held })]),
    ...(change.why === null
      ? [text('people.will.now')]
      : [
          text.find(`decisions.second_${change.why}`) ?? change.why,
          text('people.will.second', {
            roles: new Intl.ListFormat(text.tag, { type: 'disjunction' }).format(change.seconds.map(roleName)),
          }),
        ]),
  ]
  const act = async () => {
    const { change: made } = await sendPeriod(wanted, readReason(reason), false)
    const until = made.proposal?.expiresAt
    showToast(until === undefined ? text('retention.done') : text('retention.waits', { until: formatInstant(until, text.tag) }), {
      ...(until === undefined ? { tone: 'good' as const } : {}),
    })
    await Promise.all([
      client.invalidateQueries({ queryKey: askRetention.queryKey }),
      client.invalidateQueries({ queryKey: ['proposals'] }),
    ])
  }
  return (
    <Confirm
      title={title}
      will={will}
      action={text(change.why === null ? 'retention.dialog.set' : 'people.propose')}
      grave={wouldErase > 0}
      onConfirm={act}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </Confirm>
  )
}
