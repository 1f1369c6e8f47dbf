import type { NoteDetail, NoteList } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** Diplomatic notes as the address narrows them; news about any record makes the list stale. */
export const askNotes = (query: string) =>
  queryOptions({
    queryKey: ['record', 'notes', query],
    queryFn: ({ signal }) => send<NoteList>('GET', `/notes${query}`, { signal }),
  })

export const askNote = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'note'],
    queryFn: ({ signal }) => send<NoteDetail>('GET', `/notes/${encodeURIComponent(id)}`, { signal }),
  })
