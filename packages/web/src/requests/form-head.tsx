import type { RequestForms } from '@enlace/api'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { askNode } from '../api/questions.ts'
import type { FormHeadProps } from '../forms/form-extras.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Tag } from '../parts/tag.tsx'
import { askRequestForms } from './ask-requests.ts'
import { findNeeds } from './form-needs.ts'
import { Source, useRequestWords } from './say-request.tsx'

type Form = RequestForms['items'][number]

/** What the form of a request asks for, how much of it is there, and a way to each place that is not; then its clocks, documents and grounds with their articles. */
export function FormHead({ values, limits, missing, readOnly, goTo, onChange }: FormHeadProps) {
  const text = useText()
  const words = useRequestWords()
  const { data: node } = useQuery(askNode)
  const { data: forms = [] } = useQuery(askRequestForms)
  const form = forms.find(({ id }) => id === values.form)
  return (
    <div className="stack">
      <Card>
        <div className="stack">
          <NativeSelect
            label={text('requests.filter.form')}
            value={form?.id ?? ''}
            disabled={readOnly}
            onChange={(event) => {
              const next = forms.find(({ id }) => id === event.currentTarget.value)
              // An instrument that was only proposed goes with the form that proposed it.
              const follows = next !== undefined && (form?.instruments ?? []).concat('').includes(limits.instrument)
              onChange({ form: event.currentTarget.value }, follows ? { instrument: next.instruments[0] ?? '' } : undefined)
            }}
            data={forms.map(({ id, title }) => ({ value: id, label: text.of(title) }))}
          />
          <NativeSelect
            label={text('requests.to')}
            value={typeof values.to_party === 'string' ? values.to_party : ''}
            disabled={readOnly}
            onChange={(event) => onChange({ to_party: event.currentTarget.value }, { to: [event.currentTarget.value] })}
            data={(node?.partners ?? []).map(({ party, name }) => ({ value: party, label: text.of(name) }))}
          />
        </div>
      </Card>
      {form === undefined || form.offences.length === 0 ? null : (
        <Card title={text('requests.offences.pick')} lead={text('requests.offences.pick.lead')}>
          <Checkbox.Group
            value={textsOf(values.offences)}
            aria-label={text('requests.offences.pick')}
            onChange={(offences) => onChange({ offences })}
            disabled={readOnly}
          >
            <div className="stack-tight">
              {form.offences.map(({ id, title }) => (
                <Checkbox key={id} value={id} label={text.of(title)} />
              ))}
            </div>
          </Checkbox.Group>
        </Card>
      )}
      {form === undefined ? null : (
        <Card title={text('requests.needs')} lead={text('requests.needs.lead', { form: words.form(form.id) })}>
          <div className="stack">
            <ul className="stack-tight">
              {findNeeds(form).map((need) => {
                const lacks = missing.find((error) => error.at === need.at)
                return (
                  <li key={need.name} className="cluster">
                    <Tag tone={lacks === undefined ? 'good' : 'warn'}>
                      {text(lacks === undefined ? 'requests.need.there' : 'requests.step.missing')}
                    </Tag>
                    {lacks === undefined ? (
                      words.need(need.name)
                    ) : (
                      <Button variant="subtle" size="compact-sm" onClick={() => goTo(need.at)}>
                        {words.need(need.name)}
                      </Button>
                    )}
                  </li>
                )
              })}
            </ul>
            {form.limit === null ? null : <p className="small">{text('requests.limit', { subjects: 0, ...form.limit })}</p>}
            <Rules title={text('requests.clocks')} rules={form.clocks} />
            <Rules title={text('requests.documents')} rules={form.documents} />
            <Rules title={text('requests.grounds')} rules={form.grounds} />
          </div>
        </Card>
      )}
    </div>
  )
}

function textsOf(value: FormHeadProps['values'][string] | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function Rules({ title, rules }: { readonly title: string; readonly rules: Form['clocks'] | Form['documents'] | Form['grounds'] }) {
  const text = useText()
  if (rules.length === 0) return null
  return (
    <details>
      <summary>{`${title} (${rules.length})`}</summary>
      <ul className="stack-tight">
        {rules.map((rule) => (
          <li key={`${rule.instrument} ${rule.id}`}>
            {text.of(rule.title)} <Source rule={rule} />
          </li>
        ))}
      </ul>
    </details>
  )
}
