import { fieldLabel, kinds } from '@enlace/records'
import { useKindWords } from './kind-words.ts'

/** Names of a kind's fields in the reader's language; a struck field is named `a` or by a path `/extensions/x/a`: its last part counts. */
export function useFieldNames(kindName: string): (name: string) => string {
  const say = useKindWords()
  const kind = kinds.get(kindName)
  return (name) => {
    const last = name.split(/[/.]/).at(-1) ?? name
    const placed = kind?.fields.find((field) => field.name === last)
    return kind === undefined || placed === undefined || say === undefined ? last : say(fieldLabel(kind, [placed.name], placed.field))
  }
}
