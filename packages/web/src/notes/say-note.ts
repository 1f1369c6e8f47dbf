import type { NoteDetail } from '@enlace/api'
import { choiceLabel, fieldLabel, findField, kinds, stateLabel } from '@enlace/records'
import { useKindWords } from '../kinds/kind-words.ts'
import { useText } from '../language/text.ts'
import { useRoleName } from '../people/role-name.ts'

const kind = kinds.get('diplomatic-note')

/** Says fields, codes and states of a note in the reader's language; a code newer than this node stands as it is. */
export function useNoteWords() {
  const text = useText()
  const say = useKindWords()
  const roleName = useRoleName()
  const list = (items: readonly string[]) => new Intl.ListFormat(text.tag, { type: 'disjunction' }).format(items)
  const state = (code: string) => {
    const found = kind?.states.find((one) => one.code === code)
    return kind === undefined || found === undefined || say === undefined ? code : say(stateLabel(kind, code, found.label))
  }
  const choices = (name: string) => (kind === undefined ? undefined : findField(kind, name))?.field.choices ?? {}
  const choice = (name: string, code: string) => {
    const english = choices(name)[code]
    return kind === undefined || english === undefined || say === undefined ? code : say(choiceLabel(kind, [name], code, english))
  }
  return {
    label: (name: string) => {
      const placed = kind === undefined ? undefined : findField(kind, name)
      return kind === undefined || placed === undefined || say === undefined ? name : say(fieldLabel(kind, [name], placed.field))
    },
    choice,
    choices: (name: string) => Object.keys(choices(name)).map((code) => ({ value: code, label: choice(name, code) })),
    state,
    /** Why a stamp is not the reader's to put now, and whose turn it is: by role, and by name where colleagues of theirs could. */
    whyNot: ({ refused, from, roles = [], who = [] }: NoteDetail['moves'][number]) => {
      const turn = { roles: list(roles.map(roleName)), who: who.length === 0 ? 'nobody' : list(who) }
      return refused === null || refused === 'other_side' ? '' : text(`notes.not.${refused}`, { state: state(from), ...turn })
    },
    stamp: (code: string) => text.find(`notes.stamp.${code}`) ?? code,
    put: (code: string) => text.find(`notes.put.${code}`) ?? code,
    language: (code: string) => new Intl.DisplayNames([text.tag], { type: 'language', fallback: 'code' }).of(code) ?? code,
  }
}
