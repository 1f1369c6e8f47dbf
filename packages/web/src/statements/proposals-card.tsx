import type { StatementDetail } from '@enlace/api'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { statementExtension } from '@enlace/records'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askRecord } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { useWrite } from '../forms/use-write.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import { useDeed } from '../parts/use-deed.ts'
import { AcceptDialog } from './accept-dialog.tsx'
import { useChangeStatement } from './change-statement.ts'
import classes from './statements.module.css'

export type Proposal = StatementDetail['proposals'][number]

const whats = ['commitment', 'person', 'date', 'figure', 'label'] as const

/** What the rules propose, each with its rule and its passage, for a person to accept, change or set aside. */
export function ProposalsCard({ detail }: { readonly detail: StatementDetail }) {
  const text = useText()
  const may = useMay()
  const [what, setWhat] = useState('commitment')
  const [decided, setDecided] = useState(false)
  const [accepting, setAccepting] = useState<Proposal>()
  const { proposals, statement, party } = detail
  if (proposals.length === 0) return null
  const ofKind = proposals.filter((one) => what === '' || one.what === what)
  const shown = ofKind.filter(({ state }) => decided || state === 'open')
  const writes = may('record.create')
  return (
    <Card title={text('statements.proposals')} lead={text('statements.proposals.lead')}>
      <div className="stack">
        <div className="cluster" data-no-print>
          <NativeSelect
            label={text('statements.proposals.show')}
            value={what}
            onChange={(event) => setWhat(event.currentTarget.value)}
            data={[
              ...whats.map((each) => ({
                value: each,
                label: `${text(`statements.what.${each}`)} (${proposals.filter((one) => one.what === each && one.state === 'open').length})`,
              })),
              { value: '', label: text('statements.what.all') },
            ]}
          />
          <Checkbox
            label={text('statements.proposals.decided')}
            checked={decided}
            onChange={(event) => setDecided(event.currentTarget.checked)}
          />
          <span className="soft small" role="status">
            {text('statements.proposals.count', { open: ofKind.filter(({ state }) => state === 'open').length, all: ofKind.length })}
          </span>
        </div>
        {shown.length === 0 ? <p className="soft">{text('statements.proposals.none')}</p> : null}
        <div>
          {shown.map((one, i) => (
            // Two proposals may share rule, clause and passage: their place tells them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole
            <div key={`${one.clause} ${one.rule} ${i}`} className={classes.proposal}>
              <span className="cluster small">
                <Tag>{text.find(`statements.rule.${one.rule}`) ?? one.rule}</Tag>
                <span className="soft">{text('statements.clause', { number: one.clause })}</span>
                <Says proposal={one} />
                {one.state === 'open' ? null : (
                  <Tag tone={one.state === 'accepted' ? 'good' : 'plain'}>{text(`statements.state.${one.state}`)}</Tag>
                )}
              </span>
              <blockquote lang={one.language}>{one.passage}</blockquote>
              <InOther proposal={one} />
              {writes && one.state === 'open' ? (
                <span className="cluster" data-no-print>
                  <Button size="xs" onClick={() => setAccepting(one)}>
                    {text('statements.accept')}
                  </Button>
                  {statement.record.from === party && statement.record.kind === 'statement' ? (
                    <Reject id={statement.record.id} proposal={one} />
                  ) : (
                    <RejectBeside id={statement.record.id} proposal={one} />
                  )}
                </span>
              ) : null}
            </div>
          ))}
        </div>
      </div>
      {accepting === undefined ? null : <AcceptDialog detail={detail} proposal={accepting} onClose={() => setAccepting(undefined)} />}
    </Card>
  )
}

/** The sentence of the other language, and what it says differently. */
function InOther({ proposal }: { readonly proposal: Proposal }) {
  const text = useText()
  const other = otherOf(proposal)
  if (other === undefined) return null
  return (
    <>
      <blockquote lang={other.language}>{other.passage}</blockquote>
      {other.differs.length === 0 ? null : (
        <span className="cluster">
          {other.differs.map((what) => (
            <Tag key={what} tone="bad">
              {text.find(`statements.differs.${what}`) ?? what}
            </Tag>
          ))}
        </span>
      )}
    </>
  )
}

/** What the rules read in the other language of a clause, where as many sentences bind somebody in each. */
export function otherOf({ other }: Proposal): { language: string; passage: string; differs: readonly string[] } | undefined {
  if (typeof other !== 'object' || other === null || !('passage' in other) || !('language' in other)) return undefined
  const differs = 'differs' in other && Array.isArray(other.differs) ? other.differs.map(String) : []
  return { language: String(other.language), passage: String(other.passage), differs }
}

/** What the rule read out of the passage, in one line. */
function Says({ proposal }: { readonly proposal: Proposal }) {
  const text = useText()
  const parties = useParties()
  const said = (name: string) => (typeof proposal[name] === 'string' ? String(proposal[name]) : undefined)
  switch (proposal.what) {
    case 'commitment': {
      const owners = Array.isArray(proposal.owners) ? proposal.owners.map((party) => parties.nameOf(String(party))) : []
      const [due, rule] = [said('due'), said('dueRule')]
      return (
        <>
          <span>
            {owners.length === 0 ? text('statements.owners.none') : owners.join(', ')}:{' '}
            {text.find(`statements.modality.${said('modality')}`)},{' '}
            {due === undefined ? text('statements.due.none') : text('statements.due', { day: formatDay(due, text.tag) })}
          </span>
          {rule === undefined || text.find(`statements.dueRule.${rule}`) === undefined ? null : (
            <span className="soft">{text.find(`statements.dueRule.${rule}`)}</span>
          )}
        </>
      )
    }
    case 'person':
      return (
        <strong>
          {said('name')}, {said('role')}
        </strong>
      )
    case 'date': {
      const fault = said('fault')
      if (fault !== undefined) return <Tag tone="bad">{text.find(`statements.fault.${fault}`) ?? fault}</Tag>
      return <strong>{formatDay(said('value') ?? '', text.tag)}</strong>
    }
    case 'figure': {
      const number = (value: unknown) => (typeof value === 'number' ? value.toLocaleString(text.tag) : '')
      const unit = { percent: '%', USD: ' USD', MXN: ' MXN' }[said('unit') ?? ''] ?? ''
      const value = proposal.low === proposal.high ? number(proposal.low) : `${number(proposal.low)}–${number(proposal.high)}`
      return (
        <>
          <strong>
            {value}
            {unit} {said('of')}
          </strong>
          {proposal.isChange === true && said('baseline') === undefined ? (
            <Tag tone="warn">{text('statements.figure.noBaseline')}</Tag>
          ) : null}
        </>
      )
    }
    case 'label':
      return (
        <>
          <strong lang={proposal.language}>«{said('label')}»</strong>
          {proposal.isAlleged === true ? <Tag>{text('statements.label.alleged')}</Tag> : null}
          {said('speaker') === undefined ? null : <span>{text('statements.label.speaker', { speaker: said('speaker') ?? '' })}</span>}
        </>
      )
  }
}

function Reject({ id, proposal }: { readonly id: string; readonly proposal: Proposal }) {
  const text = useText()
  const change = useChangeStatement(id)
  const { busy, run } = useDeed(
    async () =>
      await change((object) => ({
        set_aside: [...setAsideOf(object), toSetAside(proposal)],
      })),
    { done: text('statements.rejected'), onClose: () => undefined },
  )
  return (
    <Button size="xs" variant="default" loading={busy} onClick={run}>
      {text('statements.reject')}
    </Button>
  )
}

/** What another party wrote is not ours to change: that its proposal was set aside stands in a record of our own, which goes to nobody. */
function RejectBeside({ id, proposal }: { readonly id: string; readonly proposal: Proposal }) {
  const text = useText()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: true })
  const { data: record } = useQuery(askRecord(id))
  const { busy, run } = useDeed(
    async () => {
      if (usual === undefined || record === undefined) return
      const aside = toSetAside(proposal)
      const words = { abstract: aside.words.slice(0, 120), content: aside.words, object_refs: [id] }
      await write('set-aside', { ...words, ...aside }, envelopeOfCase(record.envelope as JsonObject, usual, []))
    },
    { done: text('statements.rejected'), onClose: () => undefined },
  )
  return (
    <Button size="xs" variant="default" loading={busy} disabled={usual === undefined || record === undefined} onClick={run}>
      {text('statements.reject')}
    </Button>
  )
}

function toSetAside({ clause, rule, passage }: Proposal): { readonly clause: string; readonly rule: string; readonly words: string } {
  return { clause, rule, words: passage.slice(0, 1000) }
}

function setAsideOf(object: JsonObject): readonly Json[] {
  const inside = isJsonObject(object.extensions) ? object.extensions[statementExtension] : undefined
  return isJsonObject(inside) && Array.isArray(inside.set_aside) ? inside.set_aside : []
}
