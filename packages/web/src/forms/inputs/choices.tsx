import type { Json } from '@enlace/core'
import { choiceLabel } from '@enlace/records'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useText } from '../../language/text.ts'
import { type InputProps, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { ownDirection } from './direction.ts'
import { FieldGroup, frameOf } from './frame.tsx'
import classes from './inputs.module.css'

function useOptions({ path, field }: Pick<InputProps, 'path' | 'field'>): readonly { readonly value: string; readonly label: string }[] {
  const { kind, say } = useFormScope()
  return Object.entries(field.choices ?? {}).map(([value, english]) => ({
    value,
    label: field.properNames === true ? english : say(choiceLabel(kind, path, value, english)),
  }))
}

/** One of a closed list. A code that these pages do not know is kept and shown as it is. */
export function ChoiceInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const options = useOptions(props)
  const value = textOf(props.value)
  const unlisted = value !== '' && !options.some((option) => option.value === value) ? [{ value, label: value }] : []
  const { readOnly: _, ...frame } = frameOf(words, props.at, readOnly, props.bare)
  return (
    <NativeSelect
      {...frame}
      disabled={readOnly}
      value={value}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: words.required ? text('form.chooseOne') : text('forms.notStated') }, ...options, ...unlisted]}
    />
  )
}

const other = '\u0000other'

/** One of a list that may grow elsewhere: the last choice is one's own word. */
export function OpenChoiceInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const options = useOptions(props)
  const value = textOf(props.value)
  const own = (value !== '' && !options.some((option) => option.value === value)) || props.value === ''
  const { readOnly: _, ...frame } = frameOf(words, props.at, readOnly, props.bare)
  return (
    <div className="stack-tight">
      <NativeSelect
        {...frame}
        disabled={readOnly}
        value={own ? other : value}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          props.onChange(chosen === '' ? null : chosen === other ? '' : chosen)
        }}
        data={[
          { value: '', label: words.required ? text('form.chooseOne') : text('forms.notStated') },
          ...options,
          { value: other, label: text('forms.ownWord') },
        ]}
      />
      {own ? (
        <TextInput
          aria-label={`${words.label}: ${text('forms.ownWord')}`}
          attributes={ownDirection}
          readOnly={readOnly}
          maxLength={250}
          value={value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      ) : null}
    </div>
  )
}

/** Several of a closed list. */
export function ChoicesInput(props: InputProps) {
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const of = props.field.of ?? props.field
  const options = useOptions({ path: props.path, field: of })
  const held: readonly Json[] = Array.isArray(props.value) ? props.value : []
  const unlisted = held.flatMap((code) =>
    typeof code === 'string' && !options.some((option) => option.value === code) ? [{ value: code, label: code }] : [],
  )
  const toggle = (code: string, on: boolean) => {
    const next = on ? [...held, code] : held.filter((each) => each !== code)
    props.onChange(next.length === 0 ? null : next)
  }
  return (
    <FieldGroup words={words} at={props.at}>
      <div className={classes.choices}>
        {[...options, ...unlisted].map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            disabled={readOnly}
            checked={held.includes(option.value)}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
        ))}
      </div>
    </FieldGroup>
  )
}

/** Yes, no, or not stated: an empty box would not tell the last two apart. */
export function YesNoInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const { readOnly: _, ...frame } = frameOf(words, props.at, readOnly, props.bare)
  return (
    <NativeSelect
      {...frame}
      disabled={readOnly}
      value={typeof props.value === 'boolean' ? String(props.value) : ''}
      onChange={(event) => props.onChange(event.currentTarget.value === '' ? null : event.currentTarget.value === 'true')}
      data={[
        { value: '', label: text('forms.notStated') },
        { value: 'true', label: text('forms.yes') },
        { value: 'false', label: text('forms.no') },
      ]}
    />
  )
}
