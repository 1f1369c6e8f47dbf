import type { Json } from '@enlace/core'
import type { Kind, PlacedField } from '@enlace/records'
import { useId } from 'react'
import { type FormScope, FormScopeProvider } from '../forms/form-scope.ts'
import { FieldInput as Input } from '../forms/inputs/field-input.tsx'
import type { SayLabel } from './kind-words.ts'

export type InputProps = {
  readonly kind: Kind
  readonly placed: PlacedField
  readonly say: SayLabel
  readonly value: Json | undefined
  /** null: cleared. */
  readonly onChange: (value: Json) => void
  readonly error: string | undefined
  /** Filled in from a message, not by a person. */
  readonly proposed: boolean
}

/** One input of a kind outside a whole form: a dialog that asks a few fields. Drawn by the type of the field, like every other. */
export function FieldInput({ kind, placed, say, value, onChange, error, proposed }: InputProps) {
  const prefix = useId().replaceAll(/[^A-Za-z0-9_-]/g, '')
  const scope: FormScope = {
    ...{ kind, say, prefix, readOnly: false, stubs: {} },
    errorOf: (at) => (at === placed.name ? error : undefined),
    isProposed: () => proposed,
  }
  return (
    <FormScopeProvider value={scope}>
      <Input path={[placed.name]} at={placed.name} field={placed.field} value={value} onChange={onChange} />
    </FormScopeProvider>
  )
}
