import type { RequestForms } from '@enlace/api'
import type { FormValues } from '../forms/form-extras.ts'
import type { Limits } from '../forms/limits.ts'

/** One thing that a form of request asks for, and where its input stands. */
export type FormNeed = { readonly name: string; readonly at: string }

const ofLimits: Readonly<Record<string, string>> = {
  purpose: 'limits/purpose',
  legal_basis: 'limits/article',
  permitted_use: 'limits/uses',
}

/** Everything that a form asks for; a request is always called something. */
export function findNeeds(form: Pick<RequestForms['items'][number], 'needs'>): readonly FormNeed[] {
  return ['abstract', ...form.needs].map((name) => ({ name, at: ofLimits[name] ?? name }))
}

/** Whether what a need asks for is there. */
export function isThere(need: FormNeed, values: FormValues, limits: Limits): boolean {
  if (need.name === 'purpose') return limits.purpose.trim() !== ''
  if (need.name === 'legal_basis') return limits.instrument.trim() !== '' && limits.article.trim() !== ''
  if (need.name === 'permitted_use') return limits.uses.length > 0
  const value = values[need.name]
  return typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}
