import type {
  AccountList,
  AgencyList,
  AgreementList,
  ChangeAnswer,
  ExchangeHistory,
  ProposalList,
  RoleTable,
  RosterView,
} from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from './send.ts'

/** What the pages about agencies, people and agreements ask the node, one place each. */

export const askAgencies = queryOptions({
  queryKey: ['agencies'],
  queryFn: async ({ signal }) => (await send<AgencyList>('GET', '/agencies', { signal })).items,
})

export const askAccounts = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => send<AccountList>('GET', '/accounts', { signal }),
})

export const askRoles = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) => send<RoleTable>('GET', '/roles', { signal }),
  staleTime: 3_600_000,
})

export const askRoster = (days: number) =>
  queryOptions({
    queryKey: ['roster', days],
    queryFn: ({ signal }) => send<RosterView>('GET', `/roster?days=${days}`, { signal }),
    refetchInterval: 60_000,
  })

export const askAgreements = queryOptions({
  queryKey: ['agreements'],
  queryFn: ({ signal }) => send<AgreementList>('GET', '/agreements', { signal }),
})

export const askProposals = queryOptions({
  queryKey: ['proposals'],
  queryFn: async ({ signal }) => (await send<ProposalList>('GET', '/proposals', { signal })).items,
  refetchInterval: 30_000,
})

export type HistorySpan = 'hour' | 'day' | 'week'

export const askExchangeHistory = (party: string, span: HistorySpan) =>
  queryOptions({
    queryKey: ['exchange', party, 'history', span],
    queryFn: ({ signal }) => send<ExchangeHistory>('GET', `/exchange/${encodeURIComponent(party)}/history?span=${span}`, { signal }),
    refetchInterval: 30_000,
  })

/** A change to an account as a page asks for it. */
export type AccountDeed = {
  readonly what: 'account_create' | 'account_role' | 'account_disable' | 'account_enable' | 'account_password'
  readonly user: string
  readonly role?: string
}

/** What would happen; nothing is stored. The reason is the real one's place holder and goes nowhere. */
export const askWhatWould = (deed: AccountDeed) =>
  queryOptions({
    queryKey: ['account-change', deed],
    queryFn: ({ signal }) => send<ChangeAnswer>('POST', '/account-changes', { body: { ...deed, reason: '-', dryRun: true }, signal }),
    retry: false,
    staleTime: 0,
  })
