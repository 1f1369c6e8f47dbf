import { kinds } from '@enlace/records'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { askNode } from '../api/questions.ts'
import { partyIdentity } from '../call/party-identity.ts'
import type { FormExtras } from '../forms/form-extras.ts'
import { OpenForm } from '../forms/open-form.tsx'
import { useText } from '../language/text.ts'
import { Page } from '../parts/page.tsx'
import { Loading } from '../parts/page-state.tsx'
import { askRequestForms } from '../requests/ask-requests.ts'
import { FormHead } from '../requests/form-head.tsx'
import { findNeeds, isThere } from '../requests/form-needs.ts'
import { useRequestWords } from '../requests/say-request.tsx'

const route = getRouteApi('/desk/requests/new')
const kind = kinds.get('request')
const hides = ['form', 'to_party', 'content', 'offences'] as const

/** A new request: the form of its kind, with what the chosen form of request needs, under which instrument, with which documents and clocks. */
export function NewRequest() {
  const text = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const words = useRequestWords()
  const { data: node } = useQuery(askNode)
  const { data: forms } = useQuery(askRequestForms)
  const { data: ourselves } = useQuery({
    queryKey: ['party-identity', node?.party],
    queryFn: () => partyIdentity(node?.party ?? ''),
    enabled: node !== undefined,
  })
  // The draft that this form began stands in the address from its first change; the form stays.
  const began = useRef<string>(undefined)
  const partner = node?.partners[0]?.party ?? ''
  const first = forms?.find(({ id }) => id === search.form) ?? forms?.[0]
  const extras: FormExtras | undefined =
    first === undefined || ourselves === undefined
      ? undefined
      : {
          hides,
          Head: FormHead,
          preset: {
            values: { form: first.id, to_party: partner, urgency: 'routine', confidentiality: 'usual', ...begunWith(search) },
            limits: { instrument: first.instruments[0] ?? '', article: '', retention: 'case', to: [partner] },
          },
          derive: ({ form, abstract, object_refs: refs }) => ({
            // The sentence that STIX wants of a note is not asked of anybody.
            content: [words.form(String(form)), typeof abstract === 'string' ? abstract.trim() : '']
              .filter((part) => part !== '')
              .join(': '),
            // A request about no record is about the party that asks.
            ...(Array.isArray(refs) && refs.length > 0 ? {} : { object_refs: [ourselves] }),
          }),
          findMissing: (values, limits) => {
            const form = forms?.find(({ id }) => id === values.form)
            const needs = form === undefined ? [] : findNeeds(form).filter((need) => !isThere(need, values, limits))
            return needs.map(({ name, at }) => ({ at, label: words.need(name), message: text('requests.step.missing') }))
          },
        }
  return (
    <Page
      title={text('requests.new')}
      trail={[{ label: text('requests.title'), to: '/requests' }]}
      lead={text('requests.new.lead')}
      actions={
        <Button variant="subtle" renderRoot={(props) => <Link to="/drafts" {...props} />}>
          {text('forms.drafts')}
        </Button>
      }
    >
      {extras === undefined || kind === undefined || words.need('sought') === '' ? (
        <Loading />
      ) : (
        <OpenForm
          kind={kind}
          draftId={search.draft === began.current ? undefined : search.draft}
          extras={extras}
          onBegun={(id) => {
            began.current = id
            navigate({ to: '/requests/new', search: { ...search, draft: id }, replace: true, resetScroll: false })
          }}
          onSent={(id) => navigate({ to: '/requests/$id', params: { id } })}
          onDiscarded={() => navigate({ to: '/requests' })}
        />
      )}
    </Page>
  )
}

/** What the page that leads here says already: what this request is about, the request that it follows, and the offences. */
function begunWith({ about, follows, offences = '' }: Partial<Record<'about' | 'follows' | 'offences', string | undefined>>) {
  const refs = [about, follows].filter((id) => id !== undefined)
  const named = offences.split(',').filter((id) => id !== '')
  return {
    ...(refs.length === 0 ? {} : { object_refs: refs }),
    ...(follows === undefined ? {} : { earlier_ref: follows }),
    ...(named.length === 0 ? {} : { offences: named }),
  }
}
