import { choiceLabel, kinds } from '@enlace/records'
import { useKindWords } from './kind-words.ts'

/** Says the codes of a kind's choices in the reader's language, a newer node's as they are; undefined while the words are on their way. */
export function useCodeWords(kindName: string): ((field: string, code: string) => string) | undefined {
  const say = useKindWords()
  const kind = kinds.get(kindName)
  if (say === undefined || kind === undefined) return undefined
  return (name, code) => {
    const placed = kind.fields.find((one) => one.name === name)
    const choices = placed?.field.choices ?? placed?.field.of?.choices
    const english = choices !== undefined && Object.hasOwn(choices, code) ? choices[code] : undefined
    return placed === undefined || english === undefined ? code : say(choiceLabel(kind, [name], code, english))
  }
}
