import type { InstrumentDetail, InstrumentList, SimulationAnswer, SimulationRequest } from '@enlace/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** Packs change with the software only. */
const staleTime = 3_600_000

export const askInstruments = queryOptions({
  queryKey: ['instruments'],
  queryFn: ({ signal }) => send<InstrumentList>('GET', '/instruments', { signal }),
  staleTime,
})

export const askInstrument = (id: string) =>
  queryOptions({
    queryKey: ['instruments', id],
    queryFn: ({ signal }) => send<InstrumentDetail>('GET', `/instruments/${encodeURIComponent(id)}`, { signal }),
    staleTime,
  })

export const askSimulation = (request: SimulationRequest) =>
  queryOptions({
    queryKey: ['simulation', request],
    queryFn: ({ signal }) => send<SimulationAnswer>('POST', '/clocks/simulate', { body: request, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime,
  })
