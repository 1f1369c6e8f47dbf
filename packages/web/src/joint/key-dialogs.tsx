import type { JointDraftDetail } from '@enlace/api'
import { Checkbox, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { fromLocalInput, toLocalInput } from '../kinds/local-instant.ts'
import { useText } from '../language/text.ts'
import { InstantField } from '../parts/day-field.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { ReasonField, readReason } from '../parts/reason-field.tsx'
import classes from './joint.module.css'
import { shownAt } from './shown-at.ts'

type Asked = { readonly detail: JointDraftDetail; readonly onClose: () => void }

/** So far ahead of the present an instant is offered, and so much at least it has to be: the other side needs the certificate too. */
const [offeredMs, leastMs] = [3_600_000, 10_000]

/** The first key: this exact text at this instant. */
export function FirstKeyDialog({ detail, onClose }: Asked) {
  const text = useText()
  const client = useQueryClient()
  const parties = useParties()
  const [chosen, setChosen] = useState(() => toLocalInput(new Date(nodeNow().getTime() + offeredMs).toISOString()))
  const [embargo, setEmbargo] = useState('')
  const [reason, setReason] = useState('')
  const [read, setRead] = useState(false)
  const [tried, setTried] = useState(false)
  const now = nodeNow().getTime()
  const theirs = detail.release.signed.find(
    ({ party, withdrawnAt, at }) => party !== detail.party && withdrawnAt === null && Date.parse(at) > now,
  )
  const instant = theirs?.at ?? fromLocalInput(chosen)
  const isPast = instant === undefined || Date.parse(instant) < now + leastMs
  const doubts = detail.clauses.flatMap((clause, i) => clause.heads.flatMap(({ warnings }) => (warnings.length === 0 ? [] : [i + 1])))
  const unsettled = detail.comments.filter(({ settledBy }) => settledBy === null).length
  const hasDoubts = doubts.length + unsettled > 0
  const submit = async () => {
    setTried(true)
    if (isPast || (hasDoubts && !read)) return false
    const body = { sha256: detail.text?.sha256, at: instant, embargo: embargo.trim(), reason: readReason(reason) }
    await send('POST', `${pathOf(detail)}/sign`, { body })
    await client.invalidateQueries({ queryKey: ['record'] })
    return true
  }
  return (
    <FormDialog title={text('joint.sign')} action={text('joint.sign')} done={text('joint.sign.done')} onSubmit={submit} onClose={onClose}>
      <p className="soft small">{text('joint.sign.lead')}</p>
      <code className={classes.hash}>{detail.text?.sha256}</code>
      {theirs !== undefined && theirs.sha256 !== detail.text?.sha256 ? (
        <Notice tone="bad" title={text('joint.fault.bytes_differ', { party: parties.nameOf(theirs.party) })}>
          {text('joint.fault.bytes_differ.do')}
        </Notice>
      ) : null}
      {hasDoubts ? (
        <Notice tone="warn" title={text('joint.doubts')}>
          <div className="stack-tight">
            {doubts.length === 0 ? null : <span>{text('joint.doubts.clauses', { numbers: doubts.join(', '), count: doubts.length })}</span>}
            {unsettled === 0 ? null : <span>{text('joint.doubts.comments', { count: unsettled })}</span>}
            <Checkbox
              label={text('joint.doubts.read')}
              checked={read}
              error={tried && !read ? text('joint.doubts.missing') : undefined}
              onChange={({ currentTarget: { checked } }) => setRead(checked)}
            />
          </div>
        </Notice>
      ) : null}
      {theirs === undefined ? (
        <InstantField
          step={1}
          label={text('joint.at.local')}
          description={text('joint.at.help')}
          value={chosen}
          error={isPast ? text('joint.at.past') : undefined}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        />
      ) : (
        <DefinitionList items={[{ term: text('joint.at.theirs'), detail: shownAt(theirs.at, text.tag) }]} />
      )}
      <TextInput
        label={text('joint.embargo')}
        description={text('joint.embargo.help')}
        value={embargo}
        maxLength={300}
        onChange={({ currentTarget: { value } }) => setEmbargo(value)}
      />
      <ReasonField value={reason} onChange={setReason} tried={tried} rows={2} />
    </FormDialog>
  )
}

/** The second key: it signs the certificate, or refuses to. */
export function SecondKeyDialog({
  detail,
  at,
  outcome,
  onClose,
}: Asked & { readonly at: number; readonly outcome: 'confirmed' | 'refused' }) {
  const text = useText()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const key = detail.keys[at]
  if (key === undefined) return null
  const submit = async () => {
    setTried(true)
    await send('POST', `/proposals/${encodeURIComponent(key.proposal.id)}`, { body: { outcome, reason: readReason(reason) } })
    await client.invalidateQueries({ queryKey: ['record'] })
    return true
  }
  const title = text(outcome === 'confirmed' ? 'joint.key.confirm' : 'joint.key.refuse')
  return (
    <FormDialog title={title} action={title} done={text('joint.done')} onSubmit={submit} onClose={onClose}>
      {outcome === 'confirmed' ? <p>{text('joint.key.confirm.lead')}</p> : null}
      <DefinitionList
        items={[
          { term: text('joint.at'), detail: shownAt(key.at, text.tag) },
          { term: text('joint.sha256'), detail: <code className={classes.hash}>{key.sha256}</code> },
        ]}
      />
      <ReasonField value={reason} onChange={setReason} tried={tried} rows={2} />
    </FormDialog>
  )
}

/** Takes the own certificate back while its instant has not come. */
export function TakeBackDialog({ detail, onClose }: Asked) {
  const text = useText()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    await send('POST', `${pathOf(detail)}/take-back`, { body: { reason: readReason(reason) } })
    await client.invalidateQueries({ queryKey: ['record'] })
  }
  return (
    <FormDialog title={text('joint.back')} action={text('joint.back')} done={text('joint.back.done')} onSubmit={submit} onClose={onClose}>
      <p>{text('joint.back.lead')}</p>
      <ReasonField value={reason} onChange={setReason} tried={tried} rows={2} />
    </FormDialog>
  )
}

function pathOf({ draft }: JointDraftDetail): string {
  return `/programme/drafts/${encodeURIComponent(draft.record.id)}`
}
