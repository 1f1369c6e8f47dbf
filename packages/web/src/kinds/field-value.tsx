import { isJsonObject, type Json } from '@enlace/core'
import { choiceLabel, type Field, type FieldType, fieldLabel, identify, type Kind, partsOf } from '@enlace/records'
import { Link } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { useContentLanguage } from '../language/content-language.ts'
import { formatBytes, formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconAlertTriangle } from '../parts/icon.tsx'
import { useParties } from '../parts/party.ts'
import { Time } from '../parts/time.tsx'
import classes from './facts.module.css'
import type { SayLabel } from './kind-words.ts'
import { useRecordTitle } from './record-titles.ts'
import { sayIdentifierReason, sayIdentifierType } from './say-identifier.ts'

/** A value and where it stands in its kind. The value is a stranger's: whatever does not fit its type is shown as JSON, never trusted. */
export type ValueProps = {
  readonly value: Json
  readonly field: Field
  readonly kind: Kind
  readonly path: readonly string[]
  readonly say: SayLabel
}

/** Draws one value by its field's type. */
export function FieldValue(props: ValueProps): ReactNode {
  const Draw = draws[props.field.type] ?? AsJson
  return <Draw {...props} />
}

function AsJson({ value }: { readonly value: Json }) {
  return typeof value === 'string' ? (
    <span className={classes.words}>{value}</span>
  ) : (
    <pre className={classes.json}>{JSON.stringify(value, null, 2)}</pre>
  )
}

function Words({ value, path }: ValueProps) {
  const { named } = useParties()
  if (typeof value !== 'string') return <AsJson value={value} />
  // Parties and agencies are written by their codes and read by their names.
  const name = /(^|_)(agency|party|sought_by)$/.test(path.at(-1) ?? '') ? named(value) : undefined
  return <span className={classes.words}>{name ?? value}</span>
}

function Code({ value }: ValueProps) {
  return typeof value === 'string' ? <code className={classes.code}>{value}</code> : <AsJson value={value} />
}

function Choice({ value, field, kind, path, say }: ValueProps) {
  if (typeof value !== 'string') return <AsJson value={value} />
  const english = field.choices !== undefined && Object.hasOwn(field.choices, value) ? field.choices[value] : undefined
  return english === undefined ? <code>{value}</code> : <span>{say(choiceLabel(kind, path, value, english))}</span>
}

function Day({ value }: ValueProps) {
  const text = useText()
  return typeof value === 'string' ? <time dateTime={value}>{formatDay(value, text.tag)}</time> : <AsJson value={value} />
}

function Instant({ value }: ValueProps) {
  return typeof value === 'string' ? <Time at={value} /> : <AsJson value={value} />
}

function Amount({ value }: ValueProps) {
  const text = useText()
  return typeof value === 'number' ? <span>{formatNumber(value, text.tag, { maximumFractionDigits: 6 })}</span> : <AsJson value={value} />
}

function Quantity({ value, field, kind, path, say }: ValueProps) {
  const text = useText()
  if (!isJsonObject(value) || typeof value.value !== 'number' || typeof value.unit !== 'string') return <AsJson value={value} />
  const unit = partsOf(field)?.unit
  const english = unit?.choices !== undefined && Object.hasOwn(unit.choices, value.unit) ? unit.choices[value.unit] : undefined
  const name = english === undefined ? value.unit : say(choiceLabel(kind, [...path, 'unit'], value.unit, english))
  return (
    <span>
      {formatNumber(value.value, text.tag, { maximumFractionDigits: 6 })} {name}
    </span>
  )
}

function YesNo({ value }: ValueProps) {
  const text = useText()
  return typeof value === 'boolean' ? <span>{text(value ? 'value.yes' : 'value.no')}</span> : <AsJson value={value} />
}

function displayName(tag: string, type: 'region' | 'language', code: string): string {
  try {
    return new Intl.DisplayNames([tag], { type }).of(code) ?? code
  } catch {
    return code
  }
}

function Country({ value }: ValueProps) {
  const text = useText()
  return typeof value === 'string' ? <span>{displayName(text.tag, 'region', value)}</span> : <AsJson value={value} />
}

function Tongue({ value }: ValueProps) {
  const text = useText()
  return typeof value === 'string' ? <span>{displayName(text.tag, 'language', value)}</span> : <AsJson value={value} />
}

function Place({ value }: ValueProps) {
  const text = useText()
  if (!isJsonObject(value)) return <AsJson value={value} />
  const words = (name: string) => (typeof value[name] === 'string' ? [value[name] as string] : [])
  const country = words('country').map((code) => displayName(text.tag, 'region', code))
  const parts = [...words('name'), ...words('street_address'), ...words('city'), ...words('administrative_area'), ...country]
  const { latitude, longitude } = value
  return (
    <span>
      {parts.join(', ')}
      {typeof latitude === 'number' && typeof longitude === 'number' ? (
        <code className={classes.code}>
          {' '}
          {latitude.toFixed(4)}, {longitude.toFixed(4)}
        </code>
      ) : null}
    </span>
  )
}

function Identifier({ value, field, say }: ValueProps) {
  const only = field.identifierTypes?.length === 1 ? field.identifierTypes[0] : undefined
  const written = isJsonObject(value) ? value.value : value
  const type = isJsonObject(value) && typeof value.type === 'string' ? value.type : only
  if (typeof written !== 'string') return <AsJson value={value} />
  const issuer = isJsonObject(value) ? [value.state, value.country].filter((part) => typeof part === 'string').join(', ') : ''
  const verdict = type === undefined ? undefined : identify(type, written)
  return (
    <span className={classes.identifier}>
      <code className={classes.code}>{written}</code>
      {only === undefined && type !== undefined ? <span className="soft small">{sayIdentifierType(type, say)}</span> : null}
      {issuer === '' ? null : <span className="soft small">{issuer}</span>}
      {verdict?.valid === false ? (
        <span className={classes.warning}>
          <IconAlertTriangle size={15} aria-hidden="true" />
          {sayIdentifierReason(verdict.reason, say)}
        </span>
      ) : null}
    </span>
  )
}

function Reference({ value }: ValueProps) {
  return typeof value === 'string' ? <RecordLink id={value} /> : <AsJson value={value} />
}

function RecordLink({ id }: { readonly id: string }) {
  const title = useRecordTitle(id)
  return (
    <Link to="/records/$id" params={{ id }} title={id}>
      {title}
    </Link>
  )
}

function List({ value, field, ...place }: ValueProps) {
  if (!Array.isArray(value) || field.of === undefined) return <AsJson value={value} />
  const of = { ...field.of, label: field.label }
  return (
    <ul className={classes.list}>
      {value.map((item: Json, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list of the record never changes while shown
        <li key={index}>
          <FieldValue value={item} field={of} {...place} />
        </li>
      ))}
    </ul>
  )
}

function Group({ value, field, kind, path, say }: ValueProps) {
  if (!isJsonObject(value)) return <AsJson value={value} />
  const parts = partsOf(field) ?? {}
  return (
    <dl className={classes.parts}>
      {Object.entries(value).map(([name, held]) => {
        const part = Object.hasOwn(parts, name) ? parts[name] : undefined
        return (
          <div key={name}>
            <dt>{part === undefined ? <code>{name}</code> : say(fieldLabel(kind, [...path, name], part))}</dt>
            <dd>
              {part === undefined ? (
                <AsJson value={held as Json} />
              ) : (
                <FieldValue value={held as Json} field={part} kind={kind} path={[...path, name]} say={say} />
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Localized({ value }: ValueProps) {
  const text = useText()
  const content = useContentLanguage()
  if (!isJsonObject(value)) return <AsJson value={value} />
  const words = Object.fromEntries(Object.entries(value).flatMap(([code, said]) => (typeof said === 'string' ? [[code, said]] : [])))
  return (
    <span className={classes.words} dir="auto">
      {words[content] ?? text.of(words)}
    </span>
  )
}

function Pairs({ value }: ValueProps) {
  if (!isJsonObject(value)) return <AsJson value={value} />
  return (
    <dl className={classes.parts}>
      {Object.entries(value).map(([name, held]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof held === 'string' ? <code className={classes.code}>{held}</code> : <AsJson value={held as Json} />}</dd>
        </div>
      ))}
    </dl>
  )
}

function Binary({ value }: ValueProps) {
  const text = useText()
  return typeof value === 'string' ? <span>{formatBytes(Math.floor((value.length * 3) / 4), text.tag)}</span> : <AsJson value={value} />
}

const draws: Readonly<Record<FieldType, ComponentType<ValueProps>>> = {
  text: Words,
  long_text: Words,
  choice: Choice,
  open_choice: Choice,
  date: Day,
  instant: Instant,
  number: Amount,
  integer: Amount,
  quantity: Quantity,
  boolean: YesNo,
  country: Country,
  place: Place,
  identifier: Identifier,
  reference: Reference,
  list: List,
  group: Group,
  localized_text: Localized,
  language: Tongue,
  link: Code,
  hashes: Pairs,
  dictionary: Pairs,
  binary: Binary,
  hex: Code,
  anything: AsJson,
}
