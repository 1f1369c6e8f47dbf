import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { diffEnvelopes, diffVersions, type FieldChange, fieldLabel, type Kind, kinds, recordLabel } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { askRecordVersion } from '../api/questions.ts'
import { FieldValue } from '../kinds/field-value.tsx'
import { type SayLabel, useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { DiffText } from '../parts/diff-text.tsx'
import { ProblemNotice } from '../parts/notice.tsx'
import classes from './version-diff.module.css'

/** What changed between two versions of one record, field by field: what it says, then how it may be used. */
export function VersionDiff({ id, from, to }: { readonly id: string; readonly from: number; readonly to: number }) {
  const text = useText()
  const say = useKindWords()
  const [older, newer] = [useQuery(askRecordVersion(id, from)), useQuery(askRecordVersion(id, to))]
  const problem = older.error ?? newer.error
  if (problem !== null) return <ProblemNotice problem={problem} />
  if (older.data === undefined || newer.data === undefined || say === undefined)
    return (
      <p role="status" className="soft">
        {text('record.versions.comparing')}
      </p>
    )
  const kind = kinds.get(newer.data.kind)
  const said = diffVersions(kind, older.data.object as JsonObject, newer.data.object as JsonObject)
  const used = diffEnvelopes(older.data.envelope as JsonObject, newer.data.envelope as JsonObject)
  return (
    <div className="stack">
      <p role="status">
        <strong>{text('record.versions.changes', { count: said.length + used.length })}</strong>
      </p>
      {said.length === 0 ? null : <Changes title={text('record.diff.object')} changes={said} kind={kind} say={say} />}
      {used.length === 0 ? null : <Changes title={text('record.diff.envelope')} changes={used} kind={undefined} say={say} envelope />}
    </div>
  )
}

function Changes({
  title,
  changes,
  kind,
  say,
  envelope = false,
}: {
  readonly title: string
  readonly changes: readonly FieldChange[]
  readonly kind: Kind | undefined
  readonly say: SayLabel
  readonly envelope?: boolean
}) {
  const text = useText()
  const nameOf = ({ name, field }: FieldChange) => {
    if (envelope) return say(recordLabel(`envelope.field.${name}`))
    return kind === undefined || field === undefined ? <code>{name}</code> : say(fieldLabel(kind, [name], field))
  }
  const draw = (change: FieldChange, value: Json) => {
    if (envelope) return sayMember(change.name, value, say)
    if (kind === undefined || change.field === undefined) return <code className={classes.json}>{JSON.stringify(value, null, 1)}</code>
    return <FieldValue value={value} field={change.field} kind={kind} path={[change.name]} say={say} />
  }
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      <dl className={classes.changes}>
        {changes.map((change) => (
          <div key={change.path.join('/')}>
            <dt>
              <span>{nameOf(change)}</span>
              <span className={classes.how} data-change={change.change}>
                {text(`record.diff.${change.change}`)}
              </span>
            </dt>
            <dd>
              <ChangedValue change={change} draw={(value) => draw(change, value)} itemOf={(item) => draw(change, [item])} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function ChangedValue({
  change: { before, after, items },
  draw,
  itemOf,
}: {
  readonly change: FieldChange
  readonly draw: (value: Json) => ReactNode
  readonly itemOf: (item: Json) => ReactNode
}) {
  const text = useText()
  if (typeof before === 'string' && typeof after === 'string' && /\s/.test(before + after))
    return <DiffText before={before} after={after} />
  if (items !== undefined && items.added.length + items.removed.length === 0) return <p className="soft">{text('record.diff.reordered')}</p>
  const gone = items === undefined ? (before === undefined ? [] : [draw(before)]) : items.removed.map(itemOf)
  const come = items === undefined ? (after === undefined ? [] : [draw(after)]) : items.added.map(itemOf)
  return (
    <div className={classes.pair}>
      {gone.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values have no identity but their place
        <div key={`-${place}`} className={classes.gone}>
          <span className="unseen">{text('record.diff.before')}: </span>
          {value}
        </div>
      ))}
      {come.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values have no identity but their place
        <div key={`+${place}`} className={classes.come}>
          <span className="unseen">{text('record.diff.after')}: </span>
          {value}
        </div>
      ))}
    </div>
  )
}

/** A member of the envelope in words: codes by their labels, parts joined, anything newer as it was written. */
function sayMember(name: string, value: Json, say: SayLabel): string {
  if (typeof value === 'string') {
    const key = `envelope.${name}.${value}`
    const words = say(recordLabel(key))
    return words === value.replaceAll('_', ' ') ? value : words
  }
  if (Array.isArray(value)) return value.map((item: Json) => sayMember(name, item, say)).join(', ')
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([part, inner]) => sayMember(`${name}.${part}`, inner as Json, say))
      .join(', ')
  return String(value)
}
