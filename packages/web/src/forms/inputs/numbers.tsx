import { isJsonObject, type Json } from '@enlace/core'
import { choiceLabel, type Field, fieldLabel, partsOf } from '@enlace/records'
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatNumber } from '../../language/format.ts'
import { type Text, useText } from '../../language/text.ts'
import { type InputProps, inputId, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { leftToRight } from './direction.ts'
import { FieldError, frameOf } from './frame.tsx'
import classes from './inputs.module.css'
import { parseNumber } from './parse-number.ts'

/** A number in its range. What is no number stays as written, and is said. */
export function NumberInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const { min, max, type } = props.field
  const frame = frameOf(words, props.at, readOnly, props.bare)
  const range =
    min !== undefined && max !== undefined
      ? text('forms.range', { min: formatNumber(min, text.tag), max: formatNumber(max, text.tag) })
      : undefined
  return (
    <NumberBox
      {...frame}
      description={props.bare === true ? undefined : (frame.description ?? range)}
      error={words.error ?? wrongNumber(props.value, props.field, text)}
      inputMode={type === 'integer' ? 'numeric' : 'decimal'}
      value={props.value}
      onWrite={(value) => props.onChange(value)}
    />
  )
}

/** What is wrong with a number, said before it is sent; undefined when nothing is. */
function wrongNumber(value: Json | undefined, { min, max, type }: Field, text: Text): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'number') return text('forms.notANumber')
  if (type === 'integer' && !Number.isSafeInteger(value)) return text('forms.notWhole')
  if (min !== undefined && value < min) return text('forms.tooSmall', { min: formatNumber(min, text.tag) })
  if (max !== undefined && value > max) return text('forms.tooLarge', { max: formatNumber(max, text.tag) })
  return undefined
}

/** An amount with its unit; money is one whose units are currencies. */
export function QuantityInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { kind, say, readOnly, prefix, errorOf } = useFormScope()
  const { path, at, field, onChange } = props
  const held = isJsonObject(props.value) ? props.value : {}
  const unit = partsOf(field)?.unit
  const units = Object.entries(unit?.choices ?? {})
  const amount = held.value as Json | undefined
  const chosen = typeof held.unit === 'string' ? held.unit : (units[0]?.[0] ?? '')
  const write = (change: { readonly value?: Json; readonly unit?: string }) => {
    const next = { unit: chosen, ...held, ...change }
    onChange(next.value === undefined || next.value === null ? null : (next as Json))
  }
  const amountField: Field = { type: 'number', label: '', min: 0 }
  const wrong = words.error ?? errorOf(`${at}/value`) ?? wrongNumber(amount, amountField, text)
  const money = isCurrency(chosen) && typeof amount === 'number'
  return (
    <div>
      <div className={classes.amount}>
        <NumberBox
          {...frameOf({ ...words, error: undefined }, at, readOnly, props.bare)}
          inputMode="decimal"
          value={amount}
          onWrite={(value) => write({ value })}
        />
        <NativeSelect
          id={inputId(prefix, `${at}/unit`)}
          aria-label={`${words.label}: ${unit === undefined ? '' : say(fieldLabel(kind, [...path, 'unit'], unit))}`}
          disabled={readOnly}
          value={chosen}
          onChange={(event) => write({ unit: event.currentTarget.value })}
          data={units.map(([code, english]) => ({
            value: code,
            label: unit?.properNames === true ? code : say(choiceLabel(kind, [...path, 'unit'], code, english)),
          }))}
        />
      </div>
      {money ? (
        <span className={classes.resolved}>
          {formatNumber(amount, text.tag, { style: 'currency', currency: chosen, currencyDisplay: 'name' })}
        </span>
      ) : null}
      {wrong === undefined ? null : <FieldError>{wrong}</FieldError>}
    </div>
  )
}

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code)
}

type BoxProps = Omit<ReturnType<typeof frameOf>, 'description' | 'error'> & {
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly inputMode: 'numeric' | 'decimal'
  readonly value: Json | undefined
  readonly onWrite: (value: Json) => void
}

/** Keeps the writer's own text while it is written: `1,2` on the way to `1,200` is not rewritten under the hands. */
function NumberBox({ value, onWrite, ...rest }: BoxProps) {
  const [written, setWritten] = useState<string>()
  const shown = written !== undefined && (parseNumber(written) ?? written) === (value ?? '') ? written : textOf(value)
  return (
    <TextInput
      {...rest}
      attributes={leftToRight}
      maxLength={40}
      value={shown}
      onChange={(event) => {
        const next = event.currentTarget.value
        setWritten(next)
        onWrite(next.trim() === '' ? null : (parseNumber(next) ?? next))
      }}
    />
  )
}
