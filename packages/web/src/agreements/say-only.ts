import { choiceLabel, kinds } from '@enlace/records'
import { useFieldNames } from '../kinds/field-names.ts'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'

/** For which records of its kinds a clause holds: each coded field with its values, as the kind names them; empty where it holds for all. */
export function useSayOnly(clause: {
  readonly kinds: readonly string[]
  readonly only: Readonly<Record<string, readonly string[]>>
}): string {
  const text = useText()
  const first = clause.kinds[0] ?? ''
  const fieldName = useFieldNames(first)
  const say = useKindWords()
  const kind = kinds.get(first)
  const choice = (name: string, value: string) => {
    const english = kind?.fields.find((placed) => placed.name === name)?.field.choices?.[value]
    return kind === undefined || say === undefined || english === undefined ? value : say(choiceLabel(kind, [name], value, english))
  }
  const either = new Intl.ListFormat(text.tag, { type: 'disjunction' })
  return Object.entries(clause.only)
    .map(([name, values]) =>
      text('people.agreements.only', { field: fieldName(name), values: either.format(values.map((value) => choice(name, value))) }),
    )
    .join(' ')
}
