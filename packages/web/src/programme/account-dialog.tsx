import type { SessionDetail } from '@enlace/api'
import type { Json } from '@enlace/core'
import { parseRoughDate } from '@enlace/records'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ChangeEvent, useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askNode } from '../api/questions.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { DayField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useParties } from '../parts/party.ts'
import { delegationOf } from './delegation-lines.ts'
import { useWriteAbout } from './use-write-about.ts'

const states = ['planned', 'held', 'postponed', 'cancelled'] as const

/** What one’s own party tells of a session: its state with the evidence, and its day in the words of the source with what they mean. */
export function AccountDialog({ detail, onClose }: { readonly detail: SessionDetail; readonly onClose: () => void }) {
  const text = useText()
  const { session } = detail.told
  const write = useWriteAbout(session.record.id)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ state: 'held' })
  const { data: node } = useQuery(askNode)
  const parties = useParties()
  if (write === undefined || node === undefined) return null
  const meeting = [detail.party, ...node.partners.map(({ party }) => party)]
  const value = (name: string) => values[name]?.trim() ?? ''
  const set = (name: string) => (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const now = value('saidOn') === '' ? nodeNow() : new Date(`${value('saidOn')}T12:00:00Z`)
  const read = value('day') === '' ? undefined : parseRoughDate(value('day'), { now, locale: text.tag })
  const submit = async () => {
    if (read !== undefined && !read.ok) return false
    const isPostponed = value('state') === 'postponed'
    const said: Record<string, Json> = {}
    if (read?.ok === true) {
      const { value: day, precision, reading } = read.value
      said[isPostponed ? 'postponed_to' : 'held_on'] = day
      said.said_dates = [
        {
          words: value('day'),
          ...(value('saidOn') === '' ? {} : { said_on: value('saidOn') }),
          resolves_to: day,
          precision: reading === 'relative' ? 'relative' : precision,
        },
      ]
    }
    const delegations = meeting.flatMap((party) => delegationOf(party, value(`who ${party}`), text.language))
    const state = states.find((one) => one === value('state')) ?? 'planned'
    const abstract = `${session.record.title}: ${text(`programme.standing.${state}`)}`.slice(0, 200)
    return await write('session', {
      abstract,
      content: value('words') || abstract,
      account_of_ref: session.record.id,
      form: session.form,
      state,
      ...said,
      ...(value('evidence') === ''
        ? {}
        : { evidence: [{ what: value('evidence'), ...(value('url') === '' ? {} : { url: value('url') }) }] }),
      ...(value('place') === '' ? {} : { place: value('place') }),
      ...(delegations.length === 0 ? {} : { delegations }),
      ...(value('reason') === '' ? {} : { reason: value('reason') }),
    })
  }
  return (
    <FormDialog
      title={text('programme.tell')}
      action={text('programme.tell')}
      done={text('programme.written')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="soft small">{text('programme.tell.lead')}</p>
      <NativeSelect
        label={text('programme.tell.state')}
        value={value('state')}
        onChange={set('state')}
        data={states.map((state) => ({ value: state, label: text(`programme.standing.${state}`) }))}
      />
      <TextInput
        label={text('programme.tell.evidence')}
        description={text('programme.tell.evidence.help')}
        value={values.evidence ?? ''}
        onChange={set('evidence')}
        maxLength={300}
      />
      <TextInput type="url" label={text('programme.tell.url')} value={values.url ?? ''} onChange={set('url')} maxLength={500} />
      <TextInput
        label={text('programme.tell.day')}
        description={
          read?.ok === true
            ? text('programme.tell.day.means', { day: formatDay(read.value.value, text.tag) })
            : text('programme.tell.day.help')
        }
        error={read?.ok === false ? text('programme.tell.day.unknown') : undefined}
        value={values.day ?? ''}
        onChange={set('day')}
        maxLength={60}
      />
      <DayField label={text('programme.tell.saidOn')} value={values.saidOn ?? ''} onChange={set('saidOn')} />
      <TextInput label={text('programme.tell.place')} value={values.place ?? ''} onChange={set('place')} maxLength={200} />
      {meeting.map((party) => (
        <Textarea
          key={party}
          label={text('programme.tell.who', { party: parties.nameOf(party) })}
          description={text('programme.tell.who.help')}
          value={values[`who ${party}`] ?? ''}
          onChange={set(`who ${party}`)}
          autosize
          minRows={1}
          maxRows={8}
        />
      ))}
      {value('state') === 'postponed' || value('state') === 'cancelled' ? (
        <TextInput label={text('programme.tell.reason')} value={values.reason ?? ''} onChange={set('reason')} maxLength={500} />
      ) : null}
      <Textarea label={text('programme.tell.words')} value={values.words ?? ''} onChange={set('words')} rows={3} maxLength={4000} />
    </FormDialog>
  )
}
