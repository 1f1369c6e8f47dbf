import { choiceLabel, findKind } from '@enlace/records'
import { useKindWords } from '../kinds/kind-words.ts'

/** Says the codes of a member of a group transfer in the reader’s language; a newer node’s, and all while the words are on their way, as they are. */
export function useMemberWords(): (field: 'pathway' | 'pending', code: string) => string {
  const say = useKindWords()
  const kind = findKind('group-transfer')
  const fields = kind?.fields.find(({ name }) => name === 'members')?.field.of?.fields
  return (name, code) => {
    const field = fields?.[name]
    const choices = field?.choices ?? field?.of?.choices
    const english = choices !== undefined && Object.hasOwn(choices, code) ? choices[code] : undefined
    return kind === undefined || say === undefined || english === undefined
      ? code
      : say(choiceLabel(kind, ['members', name], code, english))
  }
}
