import { createContext, useContext } from 'react'

/** Titles of records that a page knows already, by id: a reference to one of them is read by its title. */
export const RecordTitles = createContext<ReadonlyMap<string, string>>(new Map())

/** The title of a record, or its id where the page does not know it. */
export function useRecordTitle(id: string): string {
  const title = useContext(RecordTitles).get(id)
  return title === undefined || title === '' ? id : title
}
