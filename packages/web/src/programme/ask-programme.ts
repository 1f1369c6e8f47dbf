import type { MechanismDetail, OfficeList, OpenItems, ProgrammeHub, SessionDetail } from '@enlace/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

type Search = Readonly<Record<string, string | undefined>>

function asked<T>(key: readonly unknown[], path: string, search: Search = {}) {
  return queryOptions({
    queryKey: ['record', 'programme', ...key, search],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined))
      return send<T>('GET', `/programme${path}${query.size === 0 ? '' : `?${query}`}`, { signal })
    },
    placeholderData: keepPreviousData,
  })
}

/** Programmes, bodies and sessions; news of any record makes them stale. */
export const askProgramme = (search: Search) => asked<ProgrammeHub>([], '', search)
export const askMechanism = (id: string) => asked<MechanismDetail>(['mechanism', id], `/mechanisms/${encodeURIComponent(id)}`)
export const askProgrammeSession = (id: string) => asked<SessionDetail>(['session', id], `/sessions/${encodeURIComponent(id)}`)
export const askOpenItems = (id: string) => asked<OpenItems>(['open', id], `/sessions/${encodeURIComponent(id)}/open`)
export const askOffices = (search: Search) => asked<OfficeList>(['offices'], '/offices', search)
