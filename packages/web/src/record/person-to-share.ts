import type { RecordDetail } from '../api/shapes.ts'

type Held = Pick<RecordDetail, 'id' | 'kind' | 'agency' | 'sharedWith' | 'view'>

/**
 * The record that tells an agency, with which a case is shared, who it is about: the name alone before an entry of a list. Undefined when it reads one
 * already, or when the holder of the case holds none.
 */
export function personToShare<T extends Held>(persons: readonly T[], holder: string, agency: string): T | undefined {
  if (persons.some((person) => person.agency === agency || (person.sharedWith ?? []).includes(agency))) return undefined
  const open = persons.filter((person) => person.agency === holder && person.view !== 'hidden')
  return open.find(({ kind }) => kind === 'identity') ?? open[0]
}
