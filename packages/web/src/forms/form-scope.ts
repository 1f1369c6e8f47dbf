import type { Json } from '@enlace/core'
import { type Field, fieldLabel, helpLabel, type Kind, partsOf } from '@enlace/records'
import { createContext, useContext } from 'react'
import type { SayLabel } from '../kinds/kind-words.ts'
import type { Stub } from './stubs.ts'

/** What every input of one form shares. */
export type FormScope = {
  readonly kind: Kind
  readonly say: SayLabel
  /** Told apart when two forms stand on one page (a dialog over a page). */
  readonly prefix: string
  /** The sentence that stands beside an input, by its place: `identifiers/0/value`. */
  readonly errorOf: (at: string) => string | undefined
  /** True for a field that was filled in from a message, by the field's name. */
  readonly isProposed: (name: string) => boolean
  readonly readOnly: boolean
  /** Records that were made on the spot in this form, by id. */
  readonly stubs: Readonly<Record<string, Stub>>
  /** Makes one and gives its id; absent where a form cannot store more than its own record. */
  readonly addStub?: (type: string, name: string) => string
}

/** One input: which field of the kind, where its value lies in the form, and what it holds now. */
export type InputProps = {
  /** Names from the kind's field down to a part, for labels: `['identifiers', 'value']`. */
  readonly path: readonly string[]
  /** Place of the value, list indexes included: `identifiers/0/value`. */
  readonly at: string
  readonly field: Field
  readonly value: Json | undefined
  /** null: cleared. */
  readonly onChange: (value: Json) => void
  /** Said instead of the field's own label: one item of a list. */
  readonly label?: string
  /** One part beside others, whose label is for those who listen. */
  readonly bare?: boolean
}

const context = createContext<FormScope | undefined>(undefined)
export const FormScopeProvider = context.Provider

/** The form that an input stands in. Throws outside one: a mistake in the page. */
export function useFormScope(): FormScope {
  const scope = useContext(context)
  if (scope === undefined) throw new Error('an input outside a form')
  return scope
}

/** The id of the input at a place, for labels and for links to it. */
export function inputId(prefix: string, at: string): string {
  return `${prefix}-${at.replaceAll(/[^A-Za-z0-9_-]+/g, '-')}`
}

/** The id of what heads a section of a form: no field of any kind has it. */
export function headingId(prefix: string, section: 'paste' | 'help' | 'facts' | 'files' | 'limits'): string {
  return `${prefix}-of-${section}`
}

/** Label, help, error and id of an input, said in the reader's words. */
export function useInputWords({ path, at, field, label }: Pick<InputProps, 'path' | 'at' | 'field' | 'label'>) {
  const { kind, say, prefix, errorOf, isProposed } = useFormScope()
  const help = label === undefined ? helpLabel(kind, path, field) : undefined
  return {
    id: inputId(prefix, at),
    label: label ?? say(fieldLabel(kind, path, field)),
    help: help === undefined ? undefined : say(help),
    error: errorOf(at),
    required: field.required === true,
    personal: field.personal === true,
    proposed: isProposed(at),
  }
}

/** What an empty new item of a list holds. */
export function emptyOf(field: Field): Json {
  if (partsOf(field) !== undefined || ['dictionary', 'hashes', 'localized_text'].includes(field.type)) return {}
  return field.type === 'list' ? [] : ''
}

/** A value as the text of an input: what cannot be text shows as none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
