import { Textarea } from '@mantine/core'
import { useText } from '../language/text.ts'

const both = ['es', 'en'] as const

/** What the public reads, in Spanish and in English. */
export type InTwo = { readonly es: string; readonly en: string }
export const nothingSaid: InTwo = { es: '', en: '' }

/** The words without their edges; undefined while one of `needed` is missing. */
export function readInTwo(words: InTwo, needed: readonly string[] = both): Record<string, string> | undefined {
  const said = both.flatMap((tag) => (words[tag].trim() === '' ? [] : [[tag, words[tag].trim()] as const]))
  return needed.every((tag) => said.some(([one]) => one === tag)) ? Object.fromEntries(said) : undefined
}

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
