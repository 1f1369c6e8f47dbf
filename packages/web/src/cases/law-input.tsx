import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { askInstruments } from '../clocks/ask-clocks.ts'
import { Combobox } from '../forms/combobox.tsx'
import { useText } from '../language/text.ts'
import { isBasis, lawOf, lawsLike } from './law-options.ts'

/** The law or treaty that something rests on: an instrument of this node by its name, or the words of whoever writes. `value`: its code or those words. */
export function LawInput({
  label,
  value,
  error,
  maxLength,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly error?: ReactNode
  readonly maxLength: number
  readonly onChange: (value: string) => void
}) {
  const text = useText()
  const id = useId()
  const { data } = useQuery({ ...askInstruments, retry: false })
  const [typed, setTyped] = useState<string>()
  const laws = (data?.items ?? [])
    .filter(isBasis)
    .map(({ id: code, short, reference }) => {
      const label = text.of(short)
      return { value: code, label, ...(label === reference ? {} : { detail: reference }) }
    })
    .sort((a, b) => a.label.localeCompare(b.label, text.tag))
  const shown = typed ?? laws.find((law) => law.value === value)?.label ?? value
  return (
    <Combobox
      frame={{ id, label, description: text('cases.add.law'), error }}
      words={shown}
      onWords={(said) => {
        const words = said.slice(0, maxLength)
        setTyped(words)
        onChange(lawOf(words, laws))
      }}
      options={lawsLike(shown, laws)}
      onChoose={(law) => {
        setTyped(undefined)
        onChange(law.value)
      }}
    />
  )
}
