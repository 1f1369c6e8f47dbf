import type { JsonObject } from '@enlace/core'
import { countTransfer, isPending, readTransfer, type TransferMember } from '@enlace/records'
import { Link } from '@tanstack/react-router'
import { useContext } from 'react'
import { RecordTitles } from '../kinds/record-titles.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './groups.module.css'
import { useMemberWords } from './use-member-words.ts'

/** A group transfer counted once as an event and each person once: each member’s own pathway, and what was pending for them at that moment. */
export default function TransferCard({ object }: { readonly object: JsonObject }) {
  const text = useText()
  const transfer = readTransfer(object)
  if (transfer === undefined) return null
  const { persons, withoutCase, pending, notStated } = countTransfer(transfer)
  return (
    <Card title={text('groups.transfer')} lead={text('groups.transfer.count', { persons })} id="transfer">
      <div className="stack">
        <p className="cluster">
          {withoutCase > 0 ? <Tag tone="warn">{text('groups.transfer.withoutCase', { count: withoutCase })}</Tag> : null}
          {withoutCase < 0 ? <Tag tone="warn">{text('groups.transfer.moreCases', { count: -withoutCase })}</Tag> : null}
          {pending === 0 ? null : <Tag tone="bad">{text('groups.transfer.pending', { count: pending })}</Tag>}
          {notStated === 0 ? null : <Tag tone="warn">{text('groups.transfer.notStated', { count: notStated })}</Tag>}
        </p>
        {transfer.words.length === 0 ? null : (
          <ul className={classes.labels}>
            {transfer.words.map((one) => (
              <li key={`${one.party} ${one.word} ${one.source}`}>
                <PartyMark party={one.party} /> <q>{one.word}</q> <span className="soft small">{one.source}</span>
              </li>
            ))}
          </ul>
        )}
        {transfer.members.length === 0 ? null : <Members members={transfer.members} />}
      </div>
    </Card>
  )
}

function Members({ members }: { readonly members: readonly TransferMember[] }) {
  const text = useText()
  const say = useMemberWords()
  const rows = members.map((member, index) => ({ member, index }))
  return (
    <DataTable
      caption={text('groups.transfer.members')}
      rows={rows}
      keyOf={({ member }) => member.case}
      columns={[
        {
          id: 'case',
          header: text('groups.transfer.case'),
          rowHeader: true,
          cell: ({ member, index }) => <Case id={member.case} number={index + 1} />,
        },
        {
          id: 'pathway',
          header: text('groups.transfer.pathway'),
          cell: ({ member: { pathway, word } }) => (
            <span>
              {pathway === undefined ? text('groups.transfer.unstated') : say('pathway', pathway)}{' '}
              {word === undefined ? null : <q>{word}</q>}
            </span>
          ),
        },
        { id: 'pending', header: text('groups.transfer.then'), cell: ({ member }) => <Pending member={member} say={say} /> },
        { id: 'assurances', header: text('groups.transfer.assurances'), cell: ({ member }) => member.assurances ?? '—' },
      ]}
    />
  )
}

/** A member's case by its title; of one that is not held here only its record is asked for, which says so. */
function Case({ id, number }: { readonly id: string; readonly number: number }) {
  const text = useText()
  const title = useContext(RecordTitles).get(id)
  return (
    <Link to={title === undefined ? '/records/$id' : '/cases/$id'} params={{ id }}>
      {title || text('groups.transfer.member', { number })}
    </Link>
  )
}

function Pending({ member, say }: { readonly member: TransferMember; readonly say: ReturnType<typeof useMemberWords> }) {
  const text = useText()
  if (member.pending === undefined) return <Tag tone="warn">{text('groups.transfer.unstated')}</Tag>
  const said = member.pending.map((code) => say('pending', code)).join(', ')
  return (
    <span>
      {isPending(member) ? <Tag tone="bad">{said}</Tag> : said} {member.courtAndNumber}
    </span>
  )
}
