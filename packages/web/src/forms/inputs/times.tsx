import { isDate, maxRoughDate, parseRoughDate, type RoughDate } from '@enlace/records'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { nodeNow } from '../../api/node-clock.ts'
import { fromLocalInput, toLocalInput, zoneName } from '../../kinds/local-instant.ts'
import { formatDay, formatLongDay } from '../../language/format.ts'
import { type Text, useText } from '../../language/text.ts'
import { type InputProps, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { frameOf } from './frame.tsx'
import classes from './inputs.module.css'

/** A moment on the reader's own clock, to the minute; kept in UTC. */
export function InstantInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const { value, onChange, field } = props
  const instant = typeof value === 'string' ? value : ''
  const zone = zoneName(text.tag, instant === '' ? nodeNow() : new Date(instant))
  const frame = frameOf(words, props.at, readOnly, props.bare)
  // STIX asks some instants for milliseconds, which toISOString always writes.
  const now = () => onChange(nodeNow().toISOString())
  return (
    <TextInput
      {...frame}
      type="datetime-local"
      max="9999-12-31T23:59"
      description={
        props.bare === true ? undefined : [words.help, text('form.zone', { zone })].filter((part) => part !== undefined).join(' ')
      }
      value={toLocalInput(instant)}
      onChange={(event) => onChange(fromLocalInput(event.currentTarget.value) ?? null)}
      rightSectionWidth={field.required === true && instant !== '' ? undefined : '4.5rem'}
      rightSection={
        readOnly || instant !== '' ? null : (
          <Button variant="subtle" size="compact-sm" onClick={now}>
            {text('forms.now')}
          </Button>
        )
      }
    />
  )
}

/**
 * A day, month or year as somebody says it: «enero de 2026», «this Friday». What it was taken to mean stands under it before it is kept;
 * the record keeps only what is known, so a month stays a month.
 */
export function DayInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const partial = props.field.partial === true
  const value = textOf(props.value)
  const [written, setWritten] = useState<string>()
  const read = (said: string) =>
    parseRoughDate(said, { now: nodeNow(), locale: text.language, zone: Intl.DateTimeFormat().resolvedOptions().timeZone })
  const shown = written ?? value
  const parsed = shown === '' ? undefined : read(shown)
  const resolved = parsed?.ok === true ? parsed.value : undefined
  const wrong =
    shown === ''
      ? undefined
      : resolved === undefined
        ? text(partial ? 'forms.date.unread.partial' : 'forms.date.unread')
        : !partial && resolved.precision !== 'day'
          ? text('forms.date.needsDay')
          : undefined
  const frame = frameOf(words, props.at, readOnly, props.bare)
  return (
    <div>
      <TextInput
        {...frame}
        description={props.bare === true ? undefined : (words.help ?? text(partial ? 'forms.date.hint.partial' : 'forms.date.hint'))}
        error={wrong ?? words.error}
        value={shown}
        maxLength={maxRoughDate}
        autoComplete="off"
        onChange={(event) => {
          const said = event.currentTarget.value
          setWritten(said)
          const next = said.trim() === '' ? undefined : read(said)
          props.onChange(next === undefined ? null : next.ok ? next.value.value : said)
        }}
        onBlur={() => {
          // The draft keeps the resolved day: tomorrow, «tomorrow» would mean another.
          if (isDate(value, true)) setWritten(undefined)
        }}
      />
      {resolved === undefined || wrong !== undefined ? null : (
        <span className={classes.resolved} role="status">
          <strong>{sayRoughDate(resolved, text)}</strong>
          <span>{text(`forms.precision.${resolved.precision}`)}</span>
          {resolved.reading === 'year_assumed' || resolved.reading === 'order_assumed' ? (
            <span className={classes.warn}>{text(`forms.date.${resolved.reading}`)}</span>
          ) : null}
        </span>
      )}
    </div>
  )
}

/** A resolved day with its weekday; a month or a year as exact as it is. */
function sayRoughDate({ value, precision }: RoughDate, text: Text): string {
  return precision === 'day' ? formatLongDay(value, text.tag) : formatDay(value, text.tag)
}
