import { NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { envelopeOfCase } from '../cases/envelope-of-case.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { FormDialog } from '../parts/form-dialog.tsx'

const reasons = ['definition', 'counting', 'period', 'late_data', 'double_count', 'left_out', 'source', 'other'] as const

/** What somebody wants to say of a value: a finding, a contest, or a step of one. */
export type ResultWord =
  | { readonly what: 'judge'; readonly figure: string | null }
  | { readonly what: 'contest'; readonly figure: string | null }
  | { readonly what: 'step'; readonly contest: string; readonly step: 'position' | 'propose_core' | 'dissent' | 'close' }
  | { readonly what: 'accept'; readonly contest: string; readonly of: string }

/** One word about a value, written as a record of its own that goes to the other party. */
export function ResultDialog({ id, word, onClose }: { readonly id: string; readonly word: ResultWord; readonly onClose: () => void }) {
  const text = useText()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const given = word.what === 'judge' || word.what === 'contest' ? (word.figure ?? '') : ''
  const [values, setValues] = useState<Readonly<Record<string, string>>>({
    says: 'disputes',
    reason: 'counting',
    days: '14',
    figure: given,
  })
  if (usual === undefined) return null
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const value = (name: string) => values[name]?.trim() ?? ''
  const title = text(word.what === 'step' ? `results.step.${word.step}` : `results.word.${word.what}`)
  const hasFigure =
    word.what === 'contest' || (word.what === 'judge' && value('says') === 'disputes') || (word.what === 'step' && word.step !== 'close')
  const figure = value('figure')
  const submit = async () => {
    const words = value('content')
    const base = { abstract: title, content: words === '' ? title : words }
    const envelope = envelopeOfCase(undefined, usual, undefined)
    if (word.what === 'judge') {
      const disputes = value('says') === 'disputes'
      const more = disputes ? { reason: value('reason'), ...(figure === '' ? {} : { other_figure: figure }) } : {}
      const found = nodeNow().toISOString().slice(0, 10)
      await write('value-judgement', { ...base, object_refs: [id], of_ref: id, says: value('says'), found_on: found, ...more }, envelope)
    } else if (word.what === 'contest') {
      const more = figure === '' ? {} : { figure }
      await write(
        'contest',
        { ...base, object_refs: [id], of_ref: id, reason: value('reason'), days: Number(value('days')), ...more },
        envelope,
      )
    } else if (word.what === 'step') {
      const more = hasFigure && figure !== '' ? { figure } : {}
      await write('contest-step', { ...base, object_refs: [word.contest], step: word.step, ...more }, envelope)
    } else await write('contest-step', { ...base, object_refs: [word.contest], step: 'accept_core', accepts_ref: word.of }, envelope)
  }
  return (
    <FormDialog title={title} action={title} done={text('results.done')} onSubmit={submit} onClose={onClose}>
      {word.what === 'judge' ? (
        <NativeSelect
          label={text('results.finding')}
          value={value('says')}
          onChange={set('says')}
          data={(['disputes', 'confirms'] as const).map((says) => ({ value: says, label: text(`results.finding.${says}`) }))}
        />
      ) : null}
      {word.what === 'contest' || (word.what === 'judge' && value('says') === 'disputes') ? (
        <NativeSelect
          label={text('results.reason')}
          value={value('reason')}
          onChange={set('reason')}
          data={reasons.map((reason) => ({ value: reason, label: text(`results.reason.${reason}`) }))}
        />
      ) : null}
      {hasFigure ? (
        <TextInput label={text('results.otherFigure')} value={values.figure ?? ''} onChange={set('figure')} maxLength={100} />
      ) : null}
      {word.what === 'contest' ? (
        <NumberInput
          label={text('results.days')}
          description={text('results.days.help')}
          value={Number(value('days'))}
          min={3}
          max={90}
          onChange={(days) => setValues({ ...values, days: String(days) })}
        />
      ) : null}
      <Textarea label={text('results.words')} value={values.content ?? ''} onChange={set('content')} rows={3} maxLength={4000} />
    </FormDialog>
  )
}
