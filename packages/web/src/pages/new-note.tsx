import { openPassages } from '@enlace/records'
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import untranslated from '../../../../packs/notes/untranslated.json' with { type: 'json' }
import { askNode, askRecord, askSession } from '../api/questions.ts'
import { partyIdentity } from '../call/party-identity.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useWrite } from '../forms/use-write.ts'
import { useText } from '../language/text.ts'
import { askNote } from '../notes/ask-notes.ts'
import { type EnclosureRow, EnclosureRows } from '../notes/enclosure-rows.tsx'
import { nameOffice, officeOf } from '../notes/named-offices.ts'
import { isCalledFor, lackingIn, noteValues } from '../notes/note-values.ts'
import { useNoteWords } from '../notes/say-note.ts'
import { writeOpening } from '../notes/write-opening.ts'
import { Card } from '../parts/card.tsx'
import { DayField } from '../parts/day-field.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/page-state.tsx'
import { askRequest } from '../requests/ask-requests.ts'
import { useRequestWords } from '../requests/say-request.tsx'

const route = getRouteApi('/desk/notes/new')
const languages = ['es', 'en'] as const
const lines = ['number', 'from_office', 'to_office'] as const
const choices = ['series', 'purpose_class', 'channel'] as const

/** A new note, begun from the request that it carries or the note that it answers: the usual formula in both languages, to be gone over. */
export function NewNote() {
  const text = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const words = useNoteWords()
  const requestWords = useRequestWords()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { data: node } = useQuery(askNode)
  const { data: session } = useQuery(askSession)
  const request = useQuery({ ...askRequest(search.request ?? ''), enabled: search.request !== undefined })
  const answered = useQuery({ ...askNote(search.answers ?? ''), enabled: search.answers !== undefined })
  const { data: theirs } = useQuery({ ...askRecord(search.answers ?? ''), enabled: search.answers !== undefined })
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [enclosures, setEnclosures] = useState<readonly EnclosureRow[]>([])
  const [chosen, setChosen] = useState<readonly string[]>()
  const [missing, setMissing] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const trail = [{ label: text('notes.title'), to: '/notes' }]
  const waits = (search.request !== undefined && request.isPending) || (search.answers !== undefined && answered.isPending)
  if (node === undefined || session == null || usual === undefined || waits) {
    return (
      <Page title={text('notes.new')} trail={trail}>
        <Loading />
      </Page>
    )
  }
  const carried = request.data
  /** The agency of the other side that the request is a matter of, or that wrote the note answered; of another party the agreement's own choice. */
  const addressed = (party: string) => {
    const agency = party !== toParty ? null : (carried?.otherAgency ?? theirs?.envelope?.author_agency ?? null)
    return [{ party, ...(typeof agency === 'string' ? { agency } : {}) }]
  }
  const asking = answered.data
  const agency = node.agencies.find(({ id }) => id === session.account.agency)
  const toParty =
    asking?.record.from ??
    (carried === undefined ? undefined : carried.requesting === node.party ? carried.requested : carried.requesting) ??
    node.partners[0]?.party ??
    ''
  const partner = node.partners.find(({ party }) => party === toParty)
  const law = carried?.legalBasis ?? asking?.legalBasis ?? null
  const theirOffice = officeOf(partner, law?.instrument)
  const offices = [...node.agencies, ...node.partners.flatMap(({ offices: one = [] }) => one)]
  const defaults: Readonly<Record<string, string>> = {
    series: 'verbal',
    purpose_class: search.purpose ?? 'other',
    channel: 'electronic',
    to_party: toParty,
    from_office: text.of(agency?.name),
    to_office: asking?.fromOffice ?? text.of(theirOffice?.name),
    subject: carried?.record.title ?? asking?.subject ?? '',
    text_language: languages.find((one) => one === text.language) ?? 'es',
    translation_state: carried === undefined ? 'none' : 'courtesy',
    legalisation: 'not_required',
  }
  const plain = (name: string) => values[name] ?? defaults[name] ?? ''
  const library = plain('purpose_class') === 'assurance' ? (requestWords.formOf(carried?.form ?? '')?.assurances ?? []) : []
  /** Those that the note gives: until somebody chooses, what was asked for. */
  const given = chosen ?? Object.entries(carried?.assurances ?? {}).flatMap(([id, state]) => (state === 'asked' ? [id] : []))
  const opening = (language: string) => {
    const instrument = carried?.legalBasis?.instrument
    const laws = instrument === undefined ? undefined : requestWords.lawOf(carried?.form ?? '', instrument)
    const facts = {
      from: nameOffice(plain('from_office'), agency, offices, language),
      to: nameOffice(plain('to_office'), theirOffice, offices, language),
      article: law?.article ?? '',
      law: laws?.[language as 'es'] ?? law?.instrument ?? '',
      sought: carried?.facts.sought ?? '',
      facts: carried?.facts.facts ?? '',
      assurances: library
        .filter(({ id }) => given.includes(id))
        .map((one) => one.text[language as 'es'])
        .join('\n\n'),
    }
    return writeOpening(
      plain('purpose_class'),
      language,
      facts,
      language === defaults.text_language ? undefined : untranslated[language as 'es'],
    )
  }
  const value = (name: string) => {
    const other = languages.find((one) => one !== plain('text_language')) ?? 'en'
    if (name === 'translation_language') return other
    if (name === 'text') return values.text ?? opening(plain('text_language'))
    if (name === 'translation_text') return values.translation_text ?? opening(other)
    return plain(name)
  }
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const said = event.currentTarget.value
    setValues((before) => ({ ...before, [name]: said }))
  }
  const texts = ['text', ...(isCalledFor('translation_text', value) ? ['translation_text'] : [])]
  const open = texts.flatMap((name) => openPassages(value(name)))
  const wrong = (name: string) => (missing.includes(name) ? text('requests.step.missing') : undefined)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const lacking = lackingIn(value)
    setMissing(lacking)
    setProblem(undefined)
    if (lacking.length > 0) return
    setBusy(true)
    try {
      const about =
        carried === undefined
          ? asking === undefined
            ? [await partyIdentity(value('to_party'))]
            : [asking.record.id]
          : [carried.record.id, ...carried.subjects]
      const links = { request: carried?.record.id ?? asking?.request ?? undefined, answers: asking?.record.id, about }
      const from = carried ?? asking
      const envelope = {
        ...usual,
        ...(from === undefined
          ? {}
          : {
              purpose: from.purpose,
              permitted_use: [...from.permittedUse],
              legal_basis: from.legalBasis === null ? null : { ...from.legalBasis },
            }),
        retention: 'case',
        to: addressed(value('to_party')),
      }
      const id = await write('diplomatic-note', noteValues(value, enclosures, links), envelope)
      await navigate({ to: '/notes/$id', params: { id } })
    } catch (cause) {
      setProblem(cause)
      setBusy(false)
    }
  }
  const line = (name: string, required = false, Input: typeof DayField | typeof TextInput = TextInput) => (
    <Input
      key={name}
      label={name === 'subject' ? words.label('abstract') : words.label(name)}
      value={value(name)}
      onChange={set(name)}
      error={wrong(name)}
      maxLength={200}
      required={required}
    />
  )
  const choice = (name: string) => (
    <NativeSelect key={name} label={words.label(name)} value={value(name)} onChange={set(name)} data={words.choices(name)} />
  )
  const paragraphs = (name: string, label: string, language: string) => (
    <Textarea
      label={label}
      value={value(name)}
      onChange={set(name)}
      error={wrong(name)}
      lang={language}
      required
      autosize
      minRows={8}
      maxLength={20_000}
    />
  )
  return (
    <Page title={text('notes.new')} trail={trail} lead={text('notes.new.lead')}>
      <form className="stack" noValidate onSubmit={submit}>
        <Card>
          <div className="stack">
            {lines.map((name) => line(name, true))}
            <NativeSelect
              label={words.label('to_party')}
              value={value('to_party')}
              onChange={set('to_party')}
              required
              data={node.partners.map(({ party, name }) => ({ value: party, label: text.of(name) }))}
            />
            {choices.map(choice)}
            {line('reply_due', false, DayField)}
          </div>
        </Card>
        <Card title={text('notes.text')} lead={text('notes.text.lead')}>
          <div className="stack">
            {line('subject', true)}
            <NativeSelect
              label={words.label('text_language')}
              value={value('text_language')}
              onChange={set('text_language')}
              data={languages.map((one) => ({ value: one, label: words.language(one) }))}
            />
            {library.length === 0 ? null : (
              <Checkbox.Group label={text('notes.assurances')} value={[...given]} onChange={setChosen}>
                <div className="stack-tight">
                  {library.map(({ id, title }) => (
                    <Checkbox key={id} value={id} label={text.of(title)} />
                  ))}
                </div>
              </Checkbox.Group>
            )}
            {paragraphs('text', words.label('content'), value('text_language'))}
            {choice('translation_state')}
            {isCalledFor('translation_text', value)
              ? paragraphs('translation_text', words.label('translation_text'), value('translation_language'))
              : null}
            {open.length === 0 ? null : (
              <Notice tone="warn" title={text('notes.open', { count: open.length })}>
                {text('notes.open.detail')}
              </Notice>
            )}
            {isCalledFor('translator', value) ? line('translator', true) : null}
            {isCalledFor('translated_on', value) ? line('translated_on', true, DayField) : null}
          </div>
        </Card>
        <Card title={text('notes.formalities')}>
          <div className="stack">
            {line('seal')}
            {line('initialled_by')}
            {choice('legalisation')}
            {isCalledFor('legalisation_number', value) ? (
              <>
                {line('legalisation_number', true)}
                {line('legalisation_office', true)}
                {line('legalised_on', true, DayField)}
              </>
            ) : null}
            <EnclosureRows rows={enclosures} onChange={setEnclosures} />
          </div>
        </Card>
        {missing.length > 0 ? <Notice tone="bad" title={text('requests.missing')} /> : null}
        {problem === undefined ? null : <ProblemNotice problem={problem} />}
        <div>
          <Button type="submit" loading={busy}>
            {text('notes.save')}
          </Button>
        </div>
      </form>
    </Page>
  )
}
