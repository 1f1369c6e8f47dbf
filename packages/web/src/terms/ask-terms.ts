import { queryOptions } from '@tanstack/react-query'

/** The legal terms, fetched when a page first shows one. */
export const askTerms = queryOptions({
  queryKey: ['terms'],
  queryFn: async () => (await import('../../../../packs/terms/legal.json')).default,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})
