import type { Json, JsonObject } from '@enlace/core'
import {
  fieldLabel,
  fieldMarksOf,
  fieldValue,
  type Kind,
  type PlacedField,
  removedFieldsOf,
  tearLinesOf,
  tornFieldsOf,
  undescribedFields,
} from '@enlace/records'
import { useText } from '../language/text.ts'
import { IconScissors, IconUser } from '../parts/icon.tsx'
import { Loading } from '../parts/page-state.tsx'
import { Tlp } from '../parts/tlp.tsx'
import classes from './facts.module.css'
import { FieldValue } from './field-value.tsx'
import { type SayLabel, useKindWords } from './kind-words.ts'

type Row = { readonly placed: PlacedField; readonly value: Json }

/** STIX's own bookkeeping: true of every object, so it comes last, and no officer strikes it. */
export const housekeeping: ReadonlySet<string> = new Set([
  'type',
  'spec_version',
  'id',
  'created',
  'modified',
  'created_by_ref',
  'extensions',
  'object_marking_refs',
  'granular_markings',
  'lang',
  'labels',
  // Of a grouping: STIX wants it said, and it says nothing of a case.
  'context',
])

/** The facts of a record, read from its kind's definition: what the kind shows first, then the rest, then what is newer than this node. */
export function Facts({ kind, object, title }: { readonly kind: Kind; readonly object: JsonObject; readonly title?: string }) {
  const text = useText()
  const say = useKindWords()
  if (say === undefined) return <Loading />
  const rows = kind.fields.flatMap((placed): readonly Row[] => {
    const value = fieldValue(placed, object)
    // What already stands as the heading is not said twice.
    return value === undefined || value === title ? [] : [{ placed, value }]
  })
  const first = kind.shows.flatMap((name) => rows.filter(({ placed }) => placed.name === name))
  const rest = rows.filter(({ placed }) => !kind.shows.includes(placed.name) && !housekeeping.has(placed.name))
  const last = rows.filter(
    ({ placed }) => !kind.shows.includes(placed.name) && housekeeping.has(placed.name) && placed.name !== 'extensions',
  )
  const newer = undescribedFields(kind, object)
  const struck = removedFieldsOf(object)
  const lang = typeof object.lang === 'string' ? object.lang : undefined
  return (
    <div className="stack" lang={lang}>
      <Rows rows={[...first, ...rest]} kind={kind} say={say} object={object} />
      {struck.length === 0 ? null : (
        <p className={classes.struck}>
          <IconScissors size={16} aria-hidden="true" />
          <span>
            {text('facts.struck', { count: struck.length })} {struck.map((name) => nameOfField(kind, name, say)).join(', ')}
          </span>
        </p>
      )}
      {newer.length === 0 ? null : (
        <section className="stack-tight">
          <h3>{text('facts.newer')}</h3>
          <p className="soft small">{text('facts.newer.detail')}</p>
          <dl className={classes.facts}>
            {newer.map((placed) => (
              <div key={placed.name}>
                <dt>
                  <code>{placed.path.at(-1)}</code>
                </dt>
                <dd>
                  <pre className={classes.json}>{JSON.stringify(fieldValue(placed, object), null, 2)}</pre>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {last.length === 0 ? null : (
        <details>
          <summary>{text('facts.housekeeping')}</summary>
          <Rows rows={last} kind={kind} say={say} object={object} />
        </details>
      )}
    </div>
  )
}

function nameOfField(kind: Kind, name: string, say: SayLabel): string {
  const placed = kind.fields.find((field) => field.name === name)
  return placed === undefined ? name : say(fieldLabel(kind, [placed.name], placed.field))
}

function Rows({
  rows,
  kind,
  say,
  object,
}: {
  readonly rows: readonly Row[]
  readonly kind: Kind
  readonly say: SayLabel
  readonly object: JsonObject
}) {
  const text = useText()
  return (
    <dl className={classes.facts}>
      {rows.map(({ placed, value }) => (
        <div key={placed.name} className={placed.field.type === 'long_text' || placed.name === 'name' ? classes.wide : undefined}>
          <dt>
            {say(fieldLabel(kind, [placed.name], placed.field))}
            {placed.field.personal === true ? (
              <span className={classes.personal} title={text('facts.personal')}>
                <IconUser size={13} aria-hidden="true" />
                <span className="unseen">{text('facts.personal')}</span>
              </span>
            ) : null}
            <PartMarks object={object} at={placed.path.join('.')} />
          </dt>
          <dd>
            <FieldValue value={value} field={placed.field} kind={kind} path={[placed.name]} say={say} />
            <TearLines object={object} at={placed.path.join('.')} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const isWithin = (selector: string, at: string) => selector === at || selector.startsWith(`${at}.`)

/** The marks of a field, or of parts of it: who may read less of the record than the whole is said beside the field. */
function PartMarks({ object, at }: { readonly object: JsonObject; readonly at: string }) {
  const text = useText()
  const labels = [...new Set(fieldMarksOf(object).flatMap(({ selector, label }) => (isWithin(selector, at) ? [label] : [])))]
  const torn = tornFieldsOf(object).some((selector) => isWithin(selector, at))
  return (
    <>
      {labels.map((label) => (
        <span key={label} className={classes.mark}>
          <Tlp label={label} />
        </span>
      ))}
      {torn ? <span className={classes.mark}>{text('third.torn')}</span> : null}
    </>
  )
}

function TearLines({ object, at }: { readonly object: JsonObject; readonly at: string }) {
  const text = useText()
  return tearLinesOf(object)
    .filter(({ selector }) => isWithin(selector, at))
    .map((line) => (
      <div key={line.selector} className={classes.tearLine}>
        <span className="cluster soft small">
          {text('third.tearLine')} <Tlp label={line.tlp} />
        </span>
        <p dir="auto">{line.text}</p>
      </div>
    ))
}
