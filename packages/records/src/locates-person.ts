import type { Kind } from './kind.ts'

/** Whether a record locates a person: its envelope says what the person is to the case, and one of the fields present says where. */
export function locatesPerson(personStatus: unknown, present: Kind['fields']): boolean {
  return personStatus !== undefined && personStatus !== 'none' && present.some((placed) => placed.field.type === 'place')
}
