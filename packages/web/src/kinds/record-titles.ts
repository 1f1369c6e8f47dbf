import { typeOfId } from '@enlace/records'
import { createContext, useContext } from 'react'
import { useKindTitle } from './kind-title.ts'

/** Titles of records that a page knows already, by id: a reference to one of them is read by its title. */
export const RecordTitles = createContext<ReadonlyMap<string, string>>(new Map())

/** The title of a record; where the page does not know it, what it is and the last characters of its id. */
export function useRecordTitle(id: string): string {
  const kindTitle = useKindTitle()
  return useContext(RecordTitles).get(id) || `${kindTitle(typeOfId(id))} …${id.slice(-6)}`
}
