import type { RequestDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { instantAt, isZone } from '@enlace/records'
import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import type { Summary } from '../api/shapes.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Limit } from '../parts/limit.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { problemOf } from '../record/problem-of.ts'
import { envelopeAbout, otherSide, saysOfStep } from './ask-requests.ts'
import { GivesPicker } from './gives-picker.tsx'
import { happenedNow, lateFor, sayHappened, wrongHappened } from './happened.ts'
import { HappenedInputs } from './happened-inputs.tsx'
import { useRequestWords } from './say-request.tsx'
import { StepInputs } from './step-inputs.tsx'
import { withLabels } from './with-labels.ts'

/** One step: what it needs, and what of it the partner sees. */
export function StepDialog({
  detail,
  move,
  party,
  usual,
  onClose,
}: {
  readonly detail: RequestDetail
  readonly move: RequestDetail['moves'][number]
  readonly party: string
  readonly usual: JsonObject
  readonly onClose: () => void
}) {
  const text = useText()
  const words = useRequestWords()
  const write = useWrite()
  const form = words.formOf(detail.form)
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    move.offers.includes('zone') ? { zone: Intl.DateTimeFormat().resolvedOptions().timeZone } : {},
  )
  const parties = useParties()
  const [happened, setHappened] = useState(() => happenedNow(nodeNow()))
  const [gives, setGives] = useState<readonly Summary[]>([])
  // What stood there when the officer began to write.
  const [seen] = useState(detail.head)
  const moved = detail.head === seen ? undefined : detail.steps.find(({ id }) => id === detail.head)
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const value = (name: string) => values[name] ?? ''
  const submit = async () => {
    const missing = asked(move.needs).filter((name) => (name === 'gives' ? gives.length === 0 : value(name).trim() === ''))
    if (missing.length > 0) throw problemOf(`${text('requests.step.missing')}: ${missing.map(labelOf).join(', ')}`)
    const wrong = wrongHappened(happened, nodeNow())
    if (wrong !== undefined) throw problemOf(text(`requests.happened.${wrong}`))
    if (value('handover_at') !== '' && !isZone(value('zone').trim())) throw problemOf(text('requests.zone.unknown'))
    const given = givenOf(values)
    const says = {
      ...saysOfStep(detail, move, value('content').trim() || words.step(move.step, detail.form)),
      ...given,
      ...sayHappened(happened, nodeNow()),
      ...(move.happens ? { day: happened.day } : {}),
      ...(gives.length === 0 ? {} : { gives: gives.map(({ id }) => id) }),
    }
    try {
      await write('request-step', says, envelopeAbout(detail, usual, otherSide(detail, party)))
    } catch (cause) {
      throw withLabels(cause, labelOf)
    }
  }
  const select = (name: string, label: string, options: readonly { readonly value: string; readonly label: string }[]) => (
    <NativeSelect
      label={label}
      value={value(name)}
      onChange={set(name)}
      required
      data={[{ value: '', label: text('form.chooseOne') }, ...options]}
    />
  )
  const needs = (name: string) => move.needs.some((need) => need === name)
  /** Members that have an input of their own; the day on which a step happened is asked for above them. */
  const asked = (names: readonly string[]) => names.filter((name) => !(move.happens && name === 'day'))
  const labelOf = (name: string) => text.find(`requests.step.label.${name}`) ?? words.stepField(name)
  const late = lateFor(move.step, happened, detail.clocks)
  return (
    <FormDialog
      title={words.step(move.step, detail.form)}
      action={text('requests.step.send')}
      done={text('requests.step.done')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft small">{text('requests.step.seen', { party: parties.nameOf(otherSide(detail, party)) })}</p>
      {moved === undefined ? null : (
        <Notice
          tone="warn"
          title={text('requests.step.moved', { party: parties.nameOf(moved.by), step: words.step(moved.step, detail.form) })}
        />
      )}
      <HappenedInputs happened={happened} onChange={setHappened} />
      {late.map(({ id, instrument, title, lastDay, dueAt }) => (
        <Notice key={`${instrument} ${id}`} tone="warn" title={text('requests.happened.late', { clock: text.of(title) })}>
          <Limit at={dueAt ?? ''} lastDay={lastDay} />
        </Notice>
      ))}
      {needs('ground')
        ? select(
            'ground',
            text('requests.ground'),
            (form?.grounds ?? []).map((ground) => ({
              value: ground.id,
              label: `${text.of(ground.title)}${ground.article === null ? '' : ` (${text('requests.article', { article: ground.article })})`}${ground.verified ? '' : ` · ${text('requests.unverified')}`}`,
            })),
          )
        : null}
      {needs('document')
        ? select(
            'document',
            text('requests.document'),
            (form?.documents ?? []).map(({ id, title }) => ({ value: id, label: text.of(title) })),
          )
        : null}
      {needs('assurance') ? (
        <NativeSelect
          label={text('requests.assurance')}
          value={value('assurance')}
          onChange={(event) => {
            const assurance = event.currentTarget.value
            const words = text.of(form?.assurances.find(({ id }) => id === assurance)?.text)
            setValues({ ...values, assurance, ...(needs('content') ? { content: words } : {}) })
          }}
          required
          data={[
            { value: '', label: text('form.chooseOne') },
            ...(form?.assurances ?? [])
              .filter(({ id }) => move.assurances === null || move.assurances.includes(id))
              .map(({ id, title }) => ({ value: id, label: text.of(title) })),
          ]}
        />
      ) : null}
      <StepInputs names={asked(move.needs)} required value={value} set={set} />
      <StepInputs names={asked(move.offers)} required={false} value={value} set={set} />
      <Textarea
        label={text('requests.words')}
        value={value('content')}
        onChange={set('content')}
        required={needs('content')}
        rows={4}
        maxLength={20_000}
      />
      {needs('gives') || move.offers.includes('gives') ? <GivesPicker not={detail.record.id} chosen={gives} onChange={setGives} /> : null}
    </FormDialog>
  )
}

/** What was filled in, as the step says it: the hour of a handover is that of its place, and several offences stand with commas between them. */
function givenOf(values: Readonly<Record<string, string>>): Record<string, Json> {
  const said = Object.entries(values).flatMap(([name, one]) =>
    one.trim() === '' || name === 'content' ? [] : [[name, one.trim()] as const],
  )
  const zone = (values.zone ?? '').trim()
  const timed = said.some(([name]) => name === 'handover_at')
  return Object.fromEntries(
    said.flatMap(([name, one]): [string, Json][] => {
      if (name === 'zone' && !timed) return []
      if (name === 'handover_at') return [[name, new Date(instantAt(Date.parse(`${one}:00Z`), zone)).toISOString()]]
      if (name === 'offences' || name === 'gives')
        return [
          [
            name,
            one
              .split(',')
              .map((offence) => offence.trim())
              .filter((offence) => offence !== ''),
          ],
        ]
      return [[name, one]]
    }),
  )
}
