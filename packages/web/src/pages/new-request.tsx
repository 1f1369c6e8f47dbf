import { choiceLabel, fieldLabel, findField, kinds, permittedUses } from '@enlace/records'
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { askNode } from '../api/questions.ts'
import { partyIdentity } from '../call/party-identity.ts'
import { useUsualEnvelope } from '../call/use-usual-envelope.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/page-state.tsx'
import { Tag } from '../parts/tag.tsx'
import { askRequestForms, startOf, useWrite } from '../requests/ask-requests.ts'
import { Source, useRequestWords } from '../requests/say-request.tsx'

const route = getRouteApi('/desk/requests/new')
const kind = kinds.get('request')
const long = ['sought', 'facts']
const lines = ['offence', 'formalities', 'reference']
const choices = ['urgency', 'confidentiality']
/** Asked only where documents depend on it. */
const soughtFor = 'sought_for'

/** A new request: the form says what it needs, under which instrument, with which documents and clocks. */
export function NewRequest() {
  const text = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const words = useRequestWords()
  const say = useKindWords()
  const write = useWrite()
  const usual = useUsualEnvelope({ home: false })
  const { data: node } = useQuery(askNode)
  const { data: forms } = useQuery(askRequestForms)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ urgency: 'routine', confidentiality: 'usual' })
  const [uses, setUses] = useState<readonly string[]>()
  const [missing, setMissing] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const trail = [{ label: text('requests.title'), to: '/requests' }]
  if (forms === undefined || node === undefined || usual === undefined || say === undefined || kind === undefined) {
    return (
      <Page title={text('requests.new')} trail={trail}>
        <Loading />
      </Page>
    )
  }
  const form = forms.find(({ id }) => id === search.form) ?? forms[0]
  if (form === undefined) return null
  const start = startOf(usual)
  const chosen = uses ?? start.uses
  const defaults: Readonly<Record<string, string>> = {
    to_party: node.partners[0]?.party ?? '',
    instrument: form.instruments[0] ?? start.instrument,
  }
  const value = (name: string) => values[name] ?? defaults[name] ?? ''
  const set = (name: string) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const said = event.currentTarget.value
    setValues((before) => ({ ...before, [name]: said }))
  }
  const needed = (name: string) => form.needs.includes(name)
  const wrong = (name: string) => (missing.includes(name) ? text('requests.step.missing') : undefined)
  const label = (name: string) => {
    const placed = findField(kind, name)
    return placed === undefined ? name : say(fieldLabel(kind, [name], placed.field))
  }
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const all: Readonly<Record<string, boolean>> = {
      to_party: value('to_party') !== '',
      subject: value('subject').trim() !== '',
      legal_basis: value('instrument').trim() !== '' && value('article').trim() !== '',
      permitted_use: chosen.length > 0,
    }
    const wants = ['to_party', 'subject', ...form.needs]
    const lacking = wants.filter((name) => !(all[name] ?? value(name).trim() !== ''))
    setMissing(lacking)
    setProblem(undefined)
    if (lacking.length > 0) return
    setBusy(true)
    try {
      const subjects = value('subjects')
        .split(/[\s,]+/)
        .filter((id) => id !== '')
      const fields = [...long, ...lines, ...choices, soughtFor, 'reply_by']
      const says = {
        form: form.id,
        to_party: value('to_party'),
        abstract: value('subject').trim(),
        content: `${text.of(form.title)}: ${value('subject').trim()}`,
        object_refs: subjects.length > 0 ? subjects : [await partyIdentity(node.party)],
        ...Object.fromEntries(fields.flatMap((name) => (value(name).trim() === '' ? [] : [[name, value(name).trim()]]))),
      }
      const envelope = {
        ...usual,
        purpose: value('purpose').trim(),
        legal_basis: { instrument: value('instrument').trim(), article: value('article').trim() },
        permitted_use: [...chosen],
        retention: 'case',
        to: [{ party: value('to_party') }],
      }
      const id = await write('request', says, envelope)
      await navigate({ to: '/requests/$id', params: { id } })
    } catch (cause) {
      setProblem(cause)
      setBusy(false)
    }
  }
  return (
    <Page title={text('requests.new')} trail={trail} lead={text('requests.new.lead')}>
      <form className="stack" noValidate onSubmit={submit}>
        <Card>
          <div className="stack">
            <NativeSelect
              label={text('requests.filter.form')}
              value={form.id}
              onChange={(event) => navigate({ to: '/requests/new', search: { form: event.currentTarget.value }, replace: true })}
              data={forms.map(({ id, title }) => ({ value: id, label: text.of(title) }))}
            />
            <NativeSelect
              label={label('to_party')}
              value={value('to_party')}
              onChange={set('to_party')}
              required
              data={node.partners.map(({ party, name }) => ({ value: party, label: text.of(name) }))}
            />
            <TextInput
              label={text('requests.subject')}
              value={value('subject')}
              onChange={set('subject')}
              error={wrong('subject')}
              required
              maxLength={200}
            />
            {long.map((name) => (
              <Textarea
                key={name}
                label={label(name)}
                value={value(name)}
                onChange={set(name)}
                error={wrong(name)}
                required={needed(name)}
                rows={4}
                maxLength={10_000}
              />
            ))}
            {lines.map((name) => (
              <TextInput
                key={name}
                label={label(name)}
                value={value(name)}
                onChange={set(name)}
                error={wrong(name)}
                required={needed(name)}
                maxLength={300}
              />
            ))}
            {(form.documents.some(({ when }) => when !== null) ? [soughtFor, ...choices] : choices).map((name) => (
              <NativeSelect
                key={name}
                label={label(name)}
                value={value(name)}
                onChange={set(name)}
                data={[
                  ...(name === soughtFor ? [{ value: '', label: text('form.chooseOne') }] : []),
                  ...Object.entries(findField(kind, name)?.field.choices ?? {}).map(([code, english]) => ({
                    value: code,
                    label: say(choiceLabel(kind, [name], code, english)),
                  })),
                ]}
              />
            ))}
            <TextInput type="date" label={label('reply_by')} value={value('reply_by')} onChange={set('reply_by')} />
            <TextInput
              label={text('requests.subjects')}
              description={text('requests.subjects.help')}
              value={value('subjects')}
              onChange={set('subjects')}
            />
          </div>
        </Card>
        <Card title={text('requests.limits')} lead={text('requests.limits.lead')}>
          <div className="stack">
            <TextInput
              label={text('requests.field.purpose')}
              value={value('purpose')}
              onChange={set('purpose')}
              error={wrong('purpose')}
              required
              maxLength={300}
            />
            <TextInput
              label={text('requests.instrument')}
              value={value('instrument')}
              onChange={set('instrument')}
              error={wrong('legal_basis')}
              required
              maxLength={200}
            />
            <TextInput
              label={text('requests.articleField')}
              value={value('article')}
              onChange={set('article')}
              error={wrong('legal_basis')}
              required
              maxLength={60}
            />
            <fieldset className="stack-tight">
              <legend>{text('requests.field.permitted_use')}</legend>
              {Object.keys(permittedUses).map((code) => (
                <Checkbox
                  key={code}
                  label={text.find(`use.${code}`) ?? code}
                  checked={chosen.includes(code)}
                  onChange={(event) => setUses(event.currentTarget.checked ? [...chosen, code] : chosen.filter((one) => one !== code))}
                />
              ))}
              {missing.includes('permitted_use') ? <Tag tone="bad">{text('requests.step.missing')}</Tag> : null}
            </fieldset>
          </div>
        </Card>
        <Card title={text('requests.needs')}>
          <div className="stack-tight">
            {form.clocks.map((clock) => (
              <span key={`${clock.instrument} ${clock.id}`}>
                {text.of(clock.title)} <Source rule={clock} />
              </span>
            ))}
            {form.documents.map((document) => (
              <span key={document.id}>
                {text.of(document.title)} <Source rule={document} />
              </span>
            ))}
            {form.limit === null ? null : <span>{text('requests.limit', form.limit)}</span>}
          </div>
        </Card>
        {missing.length > 0 ? <Notice tone="bad" title={text('requests.missing')} /> : null}
        {problem === undefined ? null : <ProblemNotice problem={problem} />}
        <div>
          <Button type="submit" loading={busy}>
            {text('requests.send', { form: words.form(form.id) })}
          </Button>
        </div>
      </form>
    </Page>
  )
}
