import { attachedFilesField, fieldLabel, kinds } from '@enlace/records'
import { useText } from '../language/text.ts'
import { useKindWords } from './kind-words.ts'

/** Names of a kind's fields in the reader's language; a struck field is named `a` or by a path `/extensions/x/a`: its last part counts. */
export function useFieldNames(kindName: string): (name: string) => string {
  const say = useKindWords()
  const kind = kinds.get(kindName)
  const text = useText()
  return (name) => {
    if (name === attachedFilesField) return text.find('decisions.field_attached_files') ?? name
    const last = name.split(/[/.]/).at(-1) ?? name
    const placed = kind?.fields.find((field) => field.name === last)
    return kind === undefined || placed === undefined || say === undefined ? last : say(fieldLabel(kind, [placed.name], placed.field))
  }
}
