import { isJsonObject, type Json } from '@enlace/core'
import { choiceLabel, type FieldType, fieldLabel, helpLabel, type Kind, type PlacedField, partsOf } from '@enlace/records'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type ComponentType, useId } from 'react'
import { useText } from '../language/text.ts'
import classes from './field-input.module.css'
import { IdentifierInput } from './identifier-input.tsx'
import type { SayLabel } from './kind-words.ts'
import { fromLocalInput, toLocalInput, zoneName } from './local-instant.ts'

export type InputProps = {
  readonly kind: Kind
  readonly placed: PlacedField
  readonly say: SayLabel
  readonly value: Json | undefined
  /** null: cleared. */
  readonly onChange: (value: Json) => void
  readonly error: string | undefined
  /** Filled in from the message, not by a person. */
  readonly proposed: boolean
}

/** Draws the input of one field by its type; a type without an input here is not offered (its records come by API or import). */
export function FieldInput(props: InputProps) {
  const { field } = props.placed
  const Draw = field.type === 'list' && field.of?.type === 'identifier' ? IdentifierInput : inputs[field.type]
  return Draw === undefined ? null : <Draw {...props} />
}

/** Label, help, error and the mark of a proposed value, alike for every input. */
export function useFrame({ kind, placed, say, error, proposed }: InputProps) {
  const text = useText()
  const help = helpLabel(kind, [placed.name], placed.field)
  return {
    label: (
      <>
        {say(fieldLabel(kind, [placed.name], placed.field))}
        {proposed ? <span className={classes.proposed}>{text('alert.proposed')}</span> : null}
      </>
    ),
    description: help === undefined ? undefined : say(help),
    error,
    required: placed.field.required === true,
    name: placed.name,
    'data-field': placed.name,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function Line(props: InputProps) {
  return (
    <TextInput
      {...useFrame(props)}
      value={textOf(props.value)}
      maxLength={props.placed.field.maxLength ?? 1000}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  )
}

function Paragraphs(props: InputProps) {
  return (
    <Textarea
      {...useFrame(props)}
      value={textOf(props.value)}
      rows={3}
      maxLength={props.placed.field.maxLength ?? 10_000}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  )
}

function Choice(props: InputProps) {
  const text = useText()
  const { kind, placed, say, value, onChange } = props
  const known = Object.entries(placed.field.choices ?? {})
  const unlisted = typeof value === 'string' && !known.some(([code]) => code === value) ? [{ value, label: value }] : []
  return (
    <NativeSelect
      {...useFrame(props)}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[
        { value: '', label: placed.field.required === true ? text('form.chooseOne') : '' },
        ...known.map(([code, english]) => ({ value: code, label: say(choiceLabel(kind, [placed.name], code, english)) })),
        ...unlisted,
      ]}
    />
  )
}

function Instant(props: InputProps) {
  const text = useText()
  const { value, onChange } = props
  const frame = useFrame(props)
  const zone = zoneName(text.tag, typeof value === 'string' ? new Date(value) : new Date())
  return (
    <TextInput
      {...frame}
      type="datetime-local"
      description={[frame.description, text('form.zone', { zone })].filter((part) => part !== undefined).join(' ')}
      value={typeof value === 'string' ? toLocalInput(value) : ''}
      onChange={(event) => onChange(fromLocalInput(event.currentTarget.value) ?? null)}
    />
  )
}

function Count(props: InputProps) {
  const { field } = props.placed
  return (
    <TextInput
      {...useFrame(props)}
      type="number"
      inputMode="decimal"
      min={field.min}
      max={field.max}
      step={field.type === 'integer' ? 1 : 'any'}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value === '' ? null : event.currentTarget.valueAsNumber)}
    />
  )
}

function Quantity(props: InputProps) {
  const id = useId()
  const { placed, value, onChange, say, kind } = props
  const frame = useFrame(props)
  const held = isJsonObject(value) ? value : {}
  const unit = partsOf(placed.field)?.unit
  const units = Object.entries(unit?.choices ?? {})
  const write = (change: { readonly value?: number | undefined; readonly unit?: string }) => {
    const next = { value: held.value, unit: held.unit ?? units[0]?.[0], ...change }
    onChange(next.value === undefined ? null : (next as Json))
  }
  return (
    <div className={classes.quantity}>
      <TextInput
        {...frame}
        id={id}
        type="number"
        min={0}
        step="any"
        value={textOf(held.value as Json | undefined)}
        onChange={(event) => write({ value: event.currentTarget.value === '' ? undefined : event.currentTarget.valueAsNumber })}
      />
      <NativeSelect
        aria-label={unit === undefined ? '' : say(fieldLabel(kind, [placed.name, 'unit'], unit))}
        value={textOf(held.unit as Json | undefined)}
        onChange={(event) => write({ unit: event.currentTarget.value })}
        data={units.map(([code, english]) => ({
          value: code,
          label: unit === undefined ? code : say(choiceLabel(kind, [placed.name, 'unit'], code, english)),
        }))}
      />
    </div>
  )
}

function Place(props: InputProps) {
  const held = isJsonObject(props.value) ? props.value : {}
  return (
    <TextInput
      {...useFrame(props)}
      value={textOf(held.name as Json | undefined)}
      maxLength={300}
      onChange={(event) => {
        const { name: _name, ...rest } = held
        const next = event.currentTarget.value === '' ? rest : { ...rest, name: event.currentTarget.value }
        props.onChange(Object.keys(next).length === 0 ? null : (next as Json))
      }}
    />
  )
}

const inputs: Partial<Readonly<Record<FieldType, ComponentType<InputProps>>>> = {
  text: Line,
  long_text: Paragraphs,
  choice: Choice,
  open_choice: Choice,
  instant: Instant,
  number: Count,
  integer: Count,
  quantity: Quantity,
  place: Place,
}
