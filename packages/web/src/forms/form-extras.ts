import type { Json } from '@enlace/core'
import type { ComponentType } from 'react'
import type { FormError } from './form-errors.ts'
import type { Limits } from './limits.ts'

export type FormValues = Readonly<Record<string, Json>>

/** What the part above a form knows of it, and how it changes it. */
export type FormHeadProps = {
  readonly values: FormValues
  readonly limits: Limits
  readonly missing: readonly FormError[]
  readonly readOnly: boolean
  /** Brings the focus to the input of a place, opening what is folded. */
  readonly goTo: (at: string) => void
  readonly onChange: (values: FormValues, limits?: Partial<Limits>) => void
}

/** What a page adds to the form of a kind. */
export type FormExtras = {
  /** Values and limits that the form begins with; they are kept with the first thing that is written. */
  readonly preset?: { readonly values: FormValues; readonly limits: Partial<Limits> }
  /** Values of fields that nobody fills in by hand, from those that somebody did. */
  readonly derive?: (values: FormValues) => FormValues
  /** Fields that the part above, or `derive`, writes. */
  readonly hides?: readonly string[]
  /** What is missing beyond what the kind asks for. */
  readonly findMissing?: (values: FormValues, limits: Limits) => readonly FormError[]
  readonly Head?: ComponentType<FormHeadProps>
}
