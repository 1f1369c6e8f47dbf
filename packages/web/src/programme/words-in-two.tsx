import { Textarea } from '@mantine/core'
import { useText } from '../language/text.ts'
import type { InTwo } from './read-in-two.ts'

const both = ['es', 'en'] as const

/** One field for each language; `tried` shows which of the `needed` is missing. */
export function WordsInTwo({
  label,
  value,
  onChange,
  tried,
  needed = both,
}: {
  readonly label: string
  readonly value: InTwo
  readonly onChange: (value: InTwo) => void
  readonly tried: boolean
  readonly needed?: readonly string[]
}) {
  const text = useText()
  return both.map((tag) => (
    <Textarea
      key={tag}
      label={text(`programme.publication.words.${tag}`, { what: label })}
      lang={tag}
      value={value[tag]}
      onChange={(event) => onChange({ ...value, [tag]: event.currentTarget.value })}
      error={tried && needed.includes(tag) && value[tag].trim() === '' ? text(`programme.publication.words.${tag}.missing`) : undefined}
      rows={2}
      maxLength={1000}
      required={needed.includes(tag)}
    />
  ))
}
