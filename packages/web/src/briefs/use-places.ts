import { useQuery } from '@tanstack/react-query'
import { askProgramme } from '../programme/ask-programme.ts'
import { useName } from '../programme/session-row.tsx'
import type { Place } from './raise-dialog.tsx'

/** The bodies and programmes in which something can be raised, by their names in the reader’s language; undefined until the node has said them. */
export function usePlaces(): readonly Place[] | undefined {
  const nameOf = useName()
  const { data } = useQuery(askProgramme({}))
  return data === undefined
    ? undefined
    : [...data.mechanisms, ...data.programmes].map(({ record, names }) => ({
        id: record.id,
        name: nameOf({ names, title: record.title }),
      }))
}
