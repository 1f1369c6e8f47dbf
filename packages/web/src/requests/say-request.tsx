import type { RequestForms } from '@enlace/api'
import { choiceLabel, fieldLabel, findField, kinds } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { Tag } from '../parts/tag.tsx'
import { askRequestForms } from './ask-requests.ts'

/** Says codes of a request in the reader's language; a code newer than this node stands as it is. */
export function useRequestWords() {
  const text = useText()
  const say = useKindWords()
  const { data: forms } = useQuery(askRequestForms)
  const choice = (kindName: string, name: string, value: string) => {
    const kind = kinds.get(kindName)
    const english = kind === undefined ? undefined : findField(kind, name)?.field.choices?.[value]
    if (kind === undefined || english === undefined || say === undefined) return value
    return say(choiceLabel(kind, [name], value, english))
  }
  const field = (kindName: string, name: string) => {
    const kind = kinds.get(kindName)
    const placed = kind === undefined ? undefined : findField(kind, name)
    return kind === undefined || placed === undefined || say === undefined ? name : say(fieldLabel(kind, [name], placed.field))
  }
  /** What a form asks for: a field of the request, or a member of its envelope. Empty until the words are here. */
  const need = (name: string) => (say === undefined ? '' : (text.find(`requests.field.${name}`) ?? field('request', name)))
  const formOf = (id: string) => forms?.find((form) => form.id === id)
  /** What an instrument is called, in both languages, where the form rests on it. */
  const lawOf = (form: string, instrument: string) => {
    const found = formOf(form)
    return [...(found?.documents ?? []), ...(found?.grounds ?? []), ...(found?.clocks ?? [])].find((rule) => rule.instrument === instrument)
      ?.law
  }
  return {
    formOf,
    lawOf,
    need,
    form: (id: string) => text.of(formOf(id)?.title) || text.find(`requests.form.${id}`) || id,
    state: (form: string, state: string | null) =>
      state === null
        ? text('requests.state.unknown')
        : text.of(formOf(form)?.states[state]) || text.find(`work.${state}`) || text.find(`requests.work.${state}`) || state,
    /** By the form's own word where it has one. */
    step: (step: string, form?: string) => text.of(formOf(form ?? '')?.steps[step]) || choice('request-step', 'step', step),
    documentState: (state: string) => choice('request-step', 'document_state', state),
    match: (match: string) => choice('request-step', 'match', match),
    verdict: (verdict: string) => choice('request-step', 'verdict', verdict),
    urgency: (urgency: string) => choice('request', 'urgency', urgency),
    confidentiality: (code: string) => choice('request', 'confidentiality', code),
    offence: (form: string, id: string) => formOf(form)?.offences.find((offence) => offence.id === id)?.title,
    stepChoice: (name: string, value: string) => choice('request-step', name, value),
    soughtFor: (value: string) => choice('request', 'sought_for', value),
    stepField: (name: string) => field('request-step', name),
    about: (about: string) => choice('request-note', 'about', about),
  }
}

type Sourced = Pick<RequestForms['items'][number]['grounds'][number], 'instrument' | 'law' | 'article' | 'verified'>

/** Where a rule stands, and that nobody read it there where that is so. */
export function Source({ rule }: { readonly rule: Sourced }) {
  const text = useText()
  return (
    <span className="small soft">
      {rule.instrument === null ? null : <>{text.of(rule.law ?? undefined) || rule.instrument} </>}
      {rule.article === null || !/\d/.test(rule.article) ? null : <>{text('requests.article', { article: rule.article })} </>}
      {rule.verified ? null : <Tag tone="warn">{text('requests.unverified')}</Tag>}
    </span>
  )
}
