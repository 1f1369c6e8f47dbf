import type { JointDraftDetail } from '@enlace/api'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { type Definition, DefinitionList } from '../parts/definition-list.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { releaseTone } from './release-tone.ts'

/** The exact text by its hash, the certificates, what stands in the way, and what becomes of it at the instant. */
export function ReleaseCard({ detail }: { readonly detail: JointDraftDetail }) {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const [asking, setAsking] = useState<'sign' | 'back'>()
  const { release, text: exact, draft, clocks, proposals } = detail
  const at = (instant: string) => formatInstant(instant, text.tag, { seconds: true })
  const items: readonly (Definition | undefined)[] = [
    exact === null ? undefined : { term: text('joint.sha256'), detail: <code>{exact.sha256}</code> },
    release.at === null ? undefined : { term: text('joint.at'), detail: at(release.at) },
    ...release.signed.map(({ party, made, receiptedAt, withdrawnAt, embargo }) => ({
      term: text('joint.certificate', { party: parties.nameOf(party) }),
      detail: [
        withdrawnAt === null ? text('joint.signedAt', { at: at(made) }) : text('joint.withdrawnAt', { at: at(withdrawnAt) }),
        party === detail.party && receiptedAt !== null ? text('joint.receipted') : '',
        embargo,
      ]
        .filter((words) => words !== '')
        .join(' '),
    })),
    ...release.published.map(({ party, at: when, lateSeconds }) => ({
      term: parties.nameOf(party),
      detail: text('joint.publishedAt', { at: at(when), late: lateSeconds }),
    })),
    ...clocks.map(({ party, state, aheadMs }) => ({
      term: text('joint.clock', { party: parties.nameOf(party) }),
      detail: text(`joint.clock.${state}`, { seconds: Math.round((aheadMs ?? 0) / 1000) }),
    })),
  ]
  const signsFor = exact !== null && !['armed', 'due', 'published'].includes(release.state)
  const isSigned = release.signed.some(({ party, withdrawnAt }) => party === detail.party && withdrawnAt === null)
  return (
    <Card
      title={text('joint.release')}
      lead={exact === null ? draft.problems.map((code) => text.find(`joint.problem.${code}`) ?? code).join(' ') : undefined}
      actions={<Tag tone={releaseTone(release.state)}>{text(`joint.release.${release.state}`)}</Tag>}
    >
      <div className="stack">
        {release.faults.map(({ code, of }) => (
          <Notice key={`${code} ${of}`} tone="bad" title={text.find(`joint.fault.${code}`, { party: parties.nameOf(of) }) ?? code} />
        ))}
        {release.difference === null ? null : (
          <Notice tone="bad" title={text('joint.difference', { where: release.difference.where, offset: release.difference.offset })}>
            {`“${release.difference.ours}” / “${release.difference.theirs}”`}
          </Notice>
        )}
        {release.unseen
          .filter((party) => party !== detail.party)
          .map((party) => (
            <Notice key={party} tone="warn" title={text('joint.unseen', { party: parties.nameOf(party) })} />
          ))}
        {proposals.length === 0 ? null : (
          <Notice tone="info" title={text('joint.secondKey')}>
            <Link to="/proposals">{text('people.nav.proposals')}</Link>
          </Notice>
        )}
        <DefinitionList items={items.filter((item) => item !== undefined)} />
        <span className="cluster">
          {may('joint.sign') && signsFor ? <Button onClick={() => setAsking('sign')}>{text('joint.sign')}</Button> : null}
          {may('joint.withdraw') && isSigned && release.state !== 'published' ? (
            <Button variant="default" onClick={() => setAsking('back')}>
              {text('joint.back')}
            </Button>
          ) : null}
          {detail.published === null ? null : (
            <a
              download="statement.json"
              href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(detail.published.document))}`}
            >
              {text('joint.file')}
            </a>
          )}
        </span>
      </div>
      {asking === undefined ? null : <KeyDialog detail={detail} what={asking} onClose={() => setAsking(undefined)} />}
    </Card>
  )
}

/** So far ahead of the present an instant is offered. */
const offeredMs = 3_600_000

function KeyDialog({
  detail,
  what,
  onClose,
}: {
  readonly detail: JointDraftDetail
  readonly what: 'sign' | 'back'
  readonly onClose: () => void
}) {
  const text = useText()
  const client = useQueryClient()
  const [at, setAt] = useState(() => new Date(Math.ceil((nodeNow().getTime() + offeredMs) / 60_000) * 60_000).toISOString().slice(0, 19))
  const [embargo, setEmbargo] = useState('')
  const [reason, setReason] = useState('')
  const theirs = detail.release.signed.find(({ party, withdrawnAt }) => party !== detail.party && withdrawnAt === null)?.at
  const instant = theirs ?? new Date(`${at}Z`).toISOString()
  const submit = async () => {
    const path = `/programme/drafts/${encodeURIComponent(detail.draft.record.id)}`
    const sha256 = detail.text?.sha256
    if (what === 'sign')
      await send('POST', `${path}/sign`, { body: { sha256, at: instant, embargo: embargo.trim(), reason: reason.trim() } })
    else await send('POST', `${path}/take-back`, { body: { reason: reason.trim() } })
    await client.invalidateQueries({ queryKey: ['record'] })
  }
  const title = text(what === 'sign' ? 'joint.sign' : 'joint.back')
  return (
    <FormDialog title={title} action={title} done={text('joint.done')} onSubmit={submit} onClose={onClose}>
      {what === 'back' ? null : (
        <>
          <p className="soft small">{text('joint.sign.lead')}</p>
          <code>{detail.text?.sha256}</code>
          <TextInput
            type="datetime-local"
            step={1}
            label={text('joint.at.utc')}
            value={instant.slice(0, 19)}
            readOnly={theirs !== undefined}
            onChange={({ currentTarget: { value } }) => setAt(value.length === 16 ? `${value}:00` : value)}
          />
          <TextInput
            label={text('joint.embargo')}
            value={embargo}
            maxLength={300}
            onChange={({ currentTarget: { value } }) => setEmbargo(value)}
          />
        </>
      )}
      <Textarea
        label={text('form.reason')}
        value={reason}
        required
        rows={2}
        maxLength={2000}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </FormDialog>
  )
}
