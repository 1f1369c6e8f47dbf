import { useText } from '../language/text.ts'
import { sources } from './sources.ts'

/** What a list or series is called: in the reader's language where the packs say, else as its publisher calls it, else its code. */
export function useListTitle(): (list: string) => string {
  const text = useText()
  return (list) => text.find(`imports.list.${list}`) ?? sources.get(list)?.list_name ?? list
}
