import { type Field, findField, kinds } from '@enlace/records'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useText } from '../language/text.ts'
import { DayField, InstantField } from '../parts/day-field.tsx'
import { useRequestWords } from './say-request.tsx'

const stepKind = kinds.get('request-step')
const shownAsItIs = ['content', 'ground', 'document', 'gives', 'assurance']

/** The members of a step that its kind describes, each as the input of its type. */
export function StepInputs({
  names,
  required,
  value,
  set,
}: {
  readonly names: readonly string[]
  readonly required: boolean
  readonly value: (name: string) => string
  readonly set: (name: string) => (event: { readonly currentTarget: { readonly value: string } }) => void
}) {
  return names
    .filter((name) => !shownAsItIs.includes(name))
    .map((name) => <StepInput key={name} name={name} required={required} value={value(name)} onChange={set(name)} />)
}

function StepInput({
  name,
  required,
  value,
  onChange,
}: {
  readonly name: string
  readonly required: boolean
  readonly value: string
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
}) {
  const text = useText()
  const words = useRequestWords()
  const field: Field | undefined = stepKind === undefined ? undefined : findField(stepKind, name)?.field
  if (stepKind === undefined || field === undefined) return null
  const label = text.find(`requests.step.label.${name}`) ?? words.stepField(name)
  const shared = { label, value, onChange, required }
  const hint = name === 'zone' ? text('requests.zone.help') : name === 'offences' ? text('requests.offences.help') : undefined
  if (field.choices !== undefined)
    return (
      <NativeSelect
        {...shared}
        data={[
          { value: '', label: text('form.chooseOne') },
          ...Object.keys(field.choices).map((code) => ({ value: code, label: words.stepChoice(name, code) })),
        ]}
      />
    )
  if (field.type === 'long_text') return <Textarea {...shared} rows={2} maxLength={field.maxLength ?? 4000} />
  const Input = field.type === 'date' ? DayField : field.type === 'instant' ? InstantField : TextInput
  return <Input {...shared} {...(hint === undefined ? {} : { description: hint })} maxLength={field.maxLength ?? 1000} />
}
