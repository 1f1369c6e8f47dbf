import { countryCodes } from '@enlace/records'
import { useMemo, useState } from 'react'
import { useText } from '../../language/text.ts'
import { Combobox } from '../combobox.tsx'
import { fold } from '../fold.ts'
import { type InputProps, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { frameOf } from './frame.tsx'

/** A country by its name in the reader's language or by its code. */
export function CountryInput(props: InputProps) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const [typed, setTyped] = useState<string>()
  const names = useMemo(() => {
    const say = new Intl.DisplayNames(text.tag, { type: 'region', fallback: 'code' })
    const first = ['MX', 'US']
    const all = [...countryCodes].map((code) => ({ value: code, label: say.of(code) ?? code, detail: code }))
    return all.sort((a, b) => first.indexOf(b.value) - first.indexOf(a.value) || a.label.localeCompare(b.label, text.tag))
  }, [text.tag])
  const value = textOf(props.value)
  const shown = typed ?? names.find((one) => one.value === value)?.label ?? value
  const asked = fold(shown)
  const options =
    asked === ''
      ? names.slice(0, 8)
      : names.filter(({ label, value: code }) => fold(label).includes(asked) || fold(code) === asked).slice(0, 8)
  return (
    <Combobox
      frame={frameOf(words, props.at, readOnly, props.bare)}
      words={shown}
      onWords={(next) => {
        setTyped(next)
        const exact = names.find(({ label, value: code }) => fold(label) === fold(next) || code === next.trim().toUpperCase())
        props.onChange(next.trim() === '' ? null : (exact?.value ?? next))
      }}
      options={options}
      onChoose={(option) => {
        setTyped(undefined)
        props.onChange(option.value)
      }}
      empty={text('forms.country.none')}
    />
  )
}
