import type { IndicatorDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { findCausalWords, mayClaimCause, periodOf } from '@enlace/records'
import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { sayFigure } from './say-figure.ts'
import { sayPeriod } from './say-period.ts'

const reasons = ['late_report', 'lab_result', 'correction', 'method_change', 'new_edition'] as const
const absences = ['not_yet_published', 'suppressed', 'not_collected', 'refused', 'no_cases'] as const
const levels = ['low', 'medium', 'high'] as const

/** Writes one figure in the unit of the card: a number, a range, or not available and why. Words that name a cause are warned of where the card allows none. */
export function ValueDialog({ detail, onClose }: { readonly detail: IndicatorDetail; readonly onClose: () => void }) {
  const text = useText()
  const parties = useParties()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { indicator, card } = detail
  const { data: record } = useQuery(askRecord(indicator.record.id))
  const today = nodeNow().toISOString().slice(0, 10)
  const frequency = card.fields.frequency
  const usualPeriod = periodOf(
    today,
    frequency === 'day' || frequency === 'quarter' || frequency === 'half_year' || frequency === 'year' ? frequency : 'month',
    card.fields.period_type === 'us_fiscal' ? 'us_fiscal' : 'calendar',
  )
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    side: detail.party,
    what: 'number',
    start: usualPeriod.start,
    end: usualPeriod.end,
    asOf: today,
    why: 'not_yet_published',
    reason: 'late_report',
  })
  if (usual === undefined || record === undefined) return null
  const { unit } = indicator
  const value = (name: string) => values[name]?.trim() ?? ''
  const put = (name: string, said: string) => setValues({ ...values, [name]: said })
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) => put(name, event.currentTarget.value)
  const own = detail.lines.flatMap(({ entries }) =>
    entries.flatMap(({ current }) => (current.id !== null && current.from === detail.party ? [{ ...current, id: current.id }] : [])),
  )
  const revised = own.find(({ id }) => id === value('revises'))
  const choose = (id: string) => {
    const line = detail.lines.find(({ entries }) => entries.some(({ current }) => current.id === id))
    const found = own.find((one) => one.id === id)
    setValues({
      ...values,
      revises: id,
      ...(found === undefined || line === undefined ? {} : { side: line.side, start: found.start, end: found.end, source: found.source }),
    })
  }
  const attribution = (['direct', 'joint', 'contribution', 'correlated', 'unknown'] as const).find((one) => one === indicator.attribution)
  const causal = mayClaimCause(attribution) ? [] : findCausalWords(`${value('words')} ${value('note')}`)
  const number = (name: string): Readonly<Record<string, Json>> => {
    const at = { value: 'value', low: 'value_low', high: 'value_high', reporters: 'reporters', reportersOf: 'reporters_of' }[name] ?? name
    return value(name) === '' || Number.isNaN(Number(value(name))) ? {} : { [at]: Number(value(name)) }
  }
  const submit = async () => {
    const missing = value('missing')
      .split(/[,;]/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
    const says: Readonly<Record<string, Json>> = {
      card_ref: indicator.record.id,
      side: value('side'),
      period_start: value('start'),
      period_end: value('end'),
      ...(value('what') === 'number' ? number('value') : {}),
      ...(value('what') === 'range' ? { ...number('low'), ...number('high') } : {}),
      ...(value('what') === 'none' ? { not_available: value('why') } : {}),
      unit,
      ...number('reporters'),
      ...number('reportersOf'),
      ...(missing.length === 0 ? {} : { missing_reporters: missing }),
      as_of: value('asOf'),
      source: value('source'),
      ...(revised === undefined
        ? {}
        : {
            revises_ref: revised.id,
            revision_reason: value('reason'),
            ...(value('note') === '' ? {} : { revision_note: { [text.language]: value('note') } }),
          }),
      ...(value('confidence') === '' ? {} : { confidence_level: value('confidence') }),
      ...(value('confidenceWhy') === '' ? {} : { confidence_why: { [text.language]: value('confidenceWhy') } }),
    }
    const name = `${text.of(indicator.title) || indicator.record.title}, ${sayPeriod({ start: value('start'), end: value('end') }, text)}`
    const to = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, detail.party)
    await write(
      'indicator-value',
      { ...says, abstract: name.slice(0, 250), content: value('words') || name, object_refs: [indicator.record.id] },
      envelopeOfCase(record.envelope as JsonObject, usual, to),
    )
  }
  return (
    <FormDialog
      title={text('indicators.write')}
      action={text('indicators.write')}
      done={text('indicators.write.done')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft small">{text('indicators.write.lead')}</p>
      {own.length === 0 ? null : (
        <NativeSelect
          label={text('indicators.field.revises')}
          value={value('revises')}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: '', label: text('indicators.field.revises.none') },
            ...own
              .toReversed()
              .map((one) => ({ value: one.id, label: `${sayPeriod(one, text)}: ${sayFigure(one, text)} (${one.source})` })),
          ]}
        />
      )}
      {revised === undefined ? null : (
        <>
          <NativeSelect
            label={text('indicators.field.reason')}
            value={value('reason')}
            onChange={set('reason')}
            data={reasons.map((code) => ({ value: code, label: text(`indicators.reason.${code}`) }))}
          />
          <TextInput label={text('indicators.value.marks')} value={values.note ?? ''} onChange={set('note')} maxLength={500} />
        </>
      )}
      <NativeSelect
        label={text('indicators.field.side')}
        value={value('side')}
        onChange={set('side')}
        data={indicator.sides.map(({ side }) => ({
          value: side,
          label: side === 'all' ? text('indicators.column.side.all') : parties.nameOf(side),
        }))}
      />
      <div className="cluster">
        <DayField label={text('indicators.field.start')} value={value('start')} onChange={set('start')} required />
        <DayField label={text('indicators.field.end')} value={value('end')} onChange={set('end')} required />
      </div>
      <NativeSelect
        label={text('indicators.field.what')}
        value={value('what')}
        onChange={set('what')}
        data={(['number', 'range', 'none'] as const).map((what) => ({ value: what, label: text(`indicators.field.what.${what}`) }))}
      />
      {value('what') === 'number' ? (
        <NumberInput
          label={text('indicators.field.value', { unit })}
          value={values.value ?? ''}
          onChange={(said) => put('value', String(said))}
          required
        />
      ) : null}
      {value('what') === 'range' ? (
        <div className="cluster">
          <NumberInput
            label={text('indicators.field.low', { unit })}
            value={values.low ?? ''}
            onChange={(said) => put('low', String(said))}
            required
          />
          <NumberInput
            label={text('indicators.field.high', { unit })}
            value={values.high ?? ''}
            onChange={(said) => put('high', String(said))}
            required
          />
        </div>
      ) : null}
      {value('what') === 'none' ? (
        <NativeSelect
          label={text('indicators.field.why')}
          value={value('why')}
          onChange={set('why')}
          data={absences.map((code) => ({ value: code, label: text(`indicators.notAvailable.${code}`) }))}
        />
      ) : null}
      <TextInput label={text('indicators.field.source')} value={values.source ?? ''} onChange={set('source')} maxLength={300} required />
      <DayField label={text('indicators.field.asOf')} value={value('asOf')} onChange={set('asOf')} required />
      <div className="cluster">
        <NumberInput
          label={text('indicators.field.reporters')}
          value={values.reporters ?? ''}
          onChange={(said) => put('reporters', String(said))}
          min={0}
        />
        <NumberInput
          label={text('indicators.field.reportersOf')}
          value={values.reportersOf ?? ''}
          onChange={(said) => put('reportersOf', String(said))}
          min={0}
        />
      </div>
      <TextInput label={text('indicators.field.missing')} value={values.missing ?? ''} onChange={set('missing')} maxLength={500} />
      <NativeSelect
        label={text('indicators.field.confidence')}
        value={value('confidence')}
        onChange={set('confidence')}
        data={[
          { value: '', label: text('indicators.field.confidence.none') },
          ...levels.map((level) => ({ value: level, label: text(`indicators.field.confidence.${level}`) })),
        ]}
      />
      {value('confidence') === '' ? null : (
        <TextInput
          label={text('indicators.field.confidenceWhy')}
          value={values.confidenceWhy ?? ''}
          onChange={set('confidenceWhy')}
          maxLength={500}
          required
        />
      )}
      <Textarea label={text('indicators.field.words')} value={values.words ?? ''} onChange={set('words')} rows={2} maxLength={2000} />
      {causal.map(({ words, start }) => (
        <Notice
          key={start}
          tone="warn"
          title={text('indicators.causal.form', {
            words,
            allowed: text.find(`indicators.attribution.${indicator.attribution ?? 'none'}`) ?? '',
          })}
        />
      ))}
    </FormDialog>
  )
}
