import type { JsonObject } from '@enlace/core'
import { fieldLabel, type Kind, kinds } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { askRecord } from '../api/questions.ts'
import type { RecordDetail, Summary } from '../api/shapes.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import classes from './relations-card.module.css'

type Relation = RecordDetail['relations'][number]

/** Relations shown before somebody asks for all. */
const shownAtFirst = 8

/** Records tied to this one: what it points to, what points to it, and what somebody related to it, with the reason. */
export function RelationsCard({
  id,
  kind,
  relations,
  fresh,
  actions,
}: {
  readonly id: string
  /** Kind of the record. */
  readonly kind: string
  readonly relations: readonly Relation[]
  /** Ids of records that came since the reader last looked. */
  readonly fresh: ReadonlySet<string>
  readonly actions?: ReactNode
}) {
  const text = useText()
  const howOf = useHow(kind)
  const links = relations.filter(({ record }) => record.kind === 'relationship')
  const others = relations.filter(({ record }) => record.kind !== 'relationship')
  const groups = [
    { title: text('record.relations.links'), items: links },
    { title: text('record.relations.in'), items: others.filter(({ direction }) => direction === 'from') },
    { title: text('record.relations.out'), items: others.filter(({ direction }) => direction === 'to') },
  ].filter(({ items }) => items.length > 0)
  return (
    <Card title={text('relations.title', { count: relations.length })} id="relations" actions={actions}>
      {groups.length === 0 ? <p className="soft">{text('record.relations.none')}</p> : null}
      {groups.map(({ title, items }) => (
        <Group key={title} title={title} count={items.length}>
          {items.map((relation) =>
            relation.record.kind === 'relationship' ? (
              <LinkRow key={relation.record.id} of={id} relation={relation} fresh={fresh.has(relation.record.id)} />
            ) : (
              <Row
                key={relation.relation + relation.direction + relation.record.id}
                how={howOf(relation)}
                record={relation.record}
                fresh={fresh.has(relation.record.id)}
              />
            ),
          )}
        </Group>
      ))}
    </Card>
  )
}

/** Says how another record is tied to one of a kind: in words of its own, or by the field that names the one or the other. */
function useHow(kind: string): (relation: Relation) => string {
  const text = useText()
  const say = useKindWords()
  return ({ relation, direction, record }) => {
    const own = text.find(`relation.${relation}.${direction}`) ?? text.find(`relation.${relation}`)
    if (own !== undefined) return own
    const names = kinds.get(direction === 'to' ? kind : record.kind)
    const label = names === undefined || say === undefined ? undefined : labelOf(names, relation, say)
    if (label === undefined) return relation.replaceAll('_', ' ')
    return direction === 'to' ? `${label}:` : text('record.relations.namedAs', { field: label })
  }
}

/** The label of a field, or of one inside a group of fields. */
function labelOf(kind: Kind, name: string, say: NonNullable<ReturnType<typeof useKindWords>>): string | undefined {
  const own = kind.fields.find((placed) => placed.name === name)?.field
  if (own !== undefined) return say(fieldLabel(kind, [name], own))
  for (const { name: outer, field } of kind.fields) {
    const inner = field.of?.fields?.[name]
    if (inner !== undefined) return say(fieldLabel(kind, [outer, name], inner))
  }
  return undefined
}

function Group({ title, count, children }: { readonly title: string; readonly count: number; readonly children: readonly ReactNode[] }) {
  const text = useText()
  const [all, setAll] = useState(count <= shownAtFirst)
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      <ul className={classes.rows}>{all ? children : children.slice(0, shownAtFirst)}</ul>
      {all ? null : (
        <div data-no-print>
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
            {text('record.relations.more', { count })}
          </Button>
        </div>
      )}
    </section>
  )
}

function Row({
  how,
  record,
  fresh,
  reason,
}: {
  readonly how: string
  readonly record: Summary
  readonly fresh: boolean
  readonly reason?: ReactNode
}) {
  const text = useText()
  const kindTitle = useKindTitle()
  return (
    <li>
      <span className={classes.how}>{how}</span>
      <span className={classes.words}>
        <span className="cluster">
          <Link to="/records/$id" params={{ id: record.id }}>
            {record.title || kindTitle(record.kind)}
          </Link>
          {fresh ? <Tag tone="info">{text('record.news.mark')}</Tag> : null}
        </span>
        {reason}
        <span className="cluster soft small">
          {kindTitle(record.kind)} <PartyMark party={record.from} short /> <Time at={record.modified} brief />
        </span>
      </span>
    </li>
  )
}

/** A relationship record: its other end, how they relate and why. The relationship itself is a record with a page of its own. */
function LinkRow({ of, relation, fresh }: { readonly of: string; readonly relation: Relation; readonly fresh: boolean }) {
  const text = useText()
  const { record } = relation
  const { data } = useQuery(askRecord(record.id))
  if (data === undefined) return <Row how="…" record={record} fresh={fresh} />
  const { relationship_type: type, description, source_ref: source, target_ref: target } = data.object as JsonObject
  const other = data.relations.find((one) => one.direction === 'to' && one.record.id === (source === of ? target : source))?.record
  const how = typeof type === 'string' ? (text.find(`record.relate.type.${type}`) ?? type.replaceAll('-', ' ')) : record.title
  const reason = (
    <Link to="/records/$id" params={{ id: record.id }} className={classes.reason}>
      {typeof description === 'string'
        ? `${text('record.relations.reason')} ${description.slice(0, 300)}`
        : text('record.relations.noReason')}
    </Link>
  )
  if (other === undefined)
    return (
      <li>
        <span className={classes.how}>{how}</span>
        <span className={classes.words}>
          <span className="soft">{text('record.relations.unreadable')}</span>
          {reason}
        </span>
      </li>
    )
  return <Row how={source === of ? how : `← ${how}`} record={other} fresh={fresh} reason={reason} />
}
