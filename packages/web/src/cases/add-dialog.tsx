import type { CaseDetail } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { choiceLabel, countryCodes, custodyRights, fieldLabel, findLocalStep, kinds, type PlacedField, rightStates } from '@enlace/records'
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askNode, askRecord } from '../api/questions.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { addresseesOf } from '../forms/addressees-of.ts'
import { useWrite } from '../forms/use-write.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { toLocalInput } from '../kinds/local-instant.ts'
import { useText } from '../language/text.ts'
import { DayField, InstantField } from '../parts/day-field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { problemOf } from '../record/problem-of.ts'
import { envelopeOfCase } from './envelope-of-case.ts'
import { fieldsOfEvent, follow, partyFields, readChecks, readEvent } from './event-fields.ts'
import { LawInput } from './law-input.tsx'
import { useCaseWords } from './say-case.ts'

/** What is added to a case: the short fields of its kind, what is usual filled in. */
export function AddDialog({
  detail,
  kindName,
  given = {},
  onClose,
}: {
  readonly detail: CaseDetail
  readonly kindName: string
  /** What whatever led here knows already. */
  readonly given?: Readonly<Record<string, string>>
  readonly onClose: () => void
}) {
  const text = useText()
  const say = useKindWords()
  const titleOf = useKindTitle()
  const words = useCaseWords()
  const write = useWrite()
  const { data: node } = useQuery(askNode)
  const { data: record } = useQuery(askRecord(detail.record.id))
  const usual = useUsualEnvelope({ home: false })
  const kind = kinds.get(kindName)
  const own = node?.party ?? ''
  const today = nodeNow().toISOString().slice(0, 10)
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => ({
    happened_at: toLocalInput(nodeNow().toISOString()),
    precision: 'minute',
    soil: own.toUpperCase(),
    ...(kindName === 'custody-event' ? { acting_party: own, to_party: own } : { of_party: own, party: own }),
    authorisation: 'own_power',
    standing: 'listed',
    as_of: today,
    day: today,
    act_on: today,
    ...given,
  }))
  const [checks, setChecks] = useState<Readonly<Record<string, string>>>({})
  const [choice, setHome] = useState<boolean>()
  const [wrong, setWrong] = useState<readonly string[]>([])
  if (kind === undefined || say === undefined || node === undefined || usual === undefined || record === undefined) return null
  const lends = values.event === 'lent'
  const addressees = addresseesOf({ from: record.from, envelope: record.envelope as JsonObject }, own)
  const staysHome = addressees?.length === 0
  const home = choice ?? staysHome
  const to = home ? [] : staysHome ? undefined : addressees
  const fields = fieldsOfEvent(kind).filter(({ name }) => name !== 'return_by' || lends)
  const parties = [node.party, ...node.partners.map(({ party }) => party)]
  const nameOf = (party: string) =>
    text.of(party === node.party ? node.name : node.partners.find((one) => one.party === party)?.name) || party.toUpperCase()
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const said = event.currentTarget.value
    setValues((before) => follow(name, said, before))
  }
  const submit = async () => {
    const read = readEvent(fields, values, { now: nodeNow(), locale: text.tag })
    const lacking = lends && read.says.return_by === undefined ? [...read.wrong, 'return_by'] : read.wrong
    setWrong(lacking)
    if (lacking.length > 0) throw problemOf(text('cases.add.missing'))
    const rights = kindName === 'custody-event' ? readChecks(checks) : []
    const says: Record<string, Json> = {
      ...read.says,
      content: read.says.content ?? titleOf(kind.name),
      ...(values.city?.trim() ? { happened_in: { city: values.city.trim() } } : {}),
      ...(rights.length === 0 ? {} : { checks: rights }),
      object_refs: [detail.record.id],
    }
    await write(kindName, says, envelopeOfCase(record.envelope as JsonObject, usual, to))
  }
  const input = (placed: PlacedField) => {
    const { name, field } = placed
    const shared = {
      label: say(fieldLabel(kind, [name], field)),
      value: values[name] ?? '',
      onChange: set(name),
      error: wrong.includes(name) ? text('cases.add.needed') : undefined,
      required: (field.required === true && name !== 'content') || (name === 'return_by' && lends),
    }
    const none = { value: '', label: text('form.chooseOne') }
    if (partyFields.has(name)) {
      return <NativeSelect key={name} {...shared} data={[none, ...parties.map((value) => ({ value, label: nameOf(value) }))]} />
    }
    if (field.type === 'country') {
      return (
        <NativeSelect key={name} {...shared} data={[none, ...[...countryCodes].map((value) => ({ value, label: words.country(value) }))]} />
      )
    }
    if (field.choices !== undefined) {
      const codes = Object.entries(field.choices).filter(([code]) => name !== 'local_step' || ofParty(code, values.of_party))
      const data = codes.map(([value, english]) => ({ value, label: say(choiceLabel(kind, [name], value, english)) }))
      return data.length === 0 ? null : <NativeSelect key={name} {...shared} data={[none, ...data]} />
    }
    if (name === 'instrument') {
      const { label, value, error } = shared
      const change = (said: string) => setValues((before) => follow(name, said, before))
      return <LawInput key={name} label={label} value={value} error={error} maxLength={field.maxLength ?? 200} onChange={change} />
    }
    if (field.type === 'long_text') return <Textarea key={name} {...shared} rows={3} maxLength={field.maxLength ?? 10_000} />
    if (field.type === 'instant') return <InstantField key={name} {...shared} />
    if (field.type === 'date' && field.partial !== true) return <DayField key={name} {...shared} />
    const hint = field.type === 'date' ? { description: text('cases.add.rough') } : {}
    return <TextInput key={name} {...shared} {...hint} maxLength={field.maxLength ?? 300} />
  }
  return (
    <FormDialog
      title={titleOf(kind.name)}
      action={text('cases.add.send')}
      done={text('cases.add.done')}
      onSubmit={submit}
      onClose={onClose}
    >
      {fields.map(input)}
      {kindName === 'custody-event' ? (
        <>
          <TextInput label={text('cases.place')} value={values.city ?? ''} onChange={set('city')} maxLength={200} />
          <fieldset className="stack-tight">
            <legend>{text('cases.rights.title')}</legend>
            {Object.keys(custodyRights).map((right) => (
              <NativeSelect
                key={right}
                label={words.right(right)}
                value={checks[right] ?? ''}
                onChange={(event) => setChecks({ ...checks, [right]: event.currentTarget.value })}
                data={[
                  { value: '', label: words.rightState('not_known') },
                  ...Object.keys(rightStates)
                    .filter((state) => state !== 'not_known')
                    .map((state) => ({ value: state, label: words.rightState(state) })),
                ]}
              />
            ))}
          </fieldset>
        </>
      ) : null}
      <Checkbox label={text('cases.add.home')} checked={home} onChange={(event) => setHome(event.currentTarget.checked)} />
    </FormDialog>
  )
}

function ofParty(code: string, party: string | undefined): boolean {
  const local = findLocalStep(code)
  return local === undefined || party === undefined || party === '' || local.party === party
}
