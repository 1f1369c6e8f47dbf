import type { InboxGroup, InboxShow, SavedFilter } from '@enlace/api'

export const inboxShows = [
  'open',
  'waiting',
  'sent',
  'mine',
  'unassigned',
  'late',
  'snoozed',
  'closed',
] as const satisfies readonly InboxShow[]
export const inboxGroups = ['clock', 'from', 'kind', 'assignee', 'state'] as const satisfies readonly InboxGroup[]
const facets = ['source', 'from', 'kind', 'state', 'assignee', 'q'] as const

/** What the address of the inbox says: the view, what narrows it, how it is grouped, and the item opened beside the list. */
export type InboxSearch = {
  readonly show?: InboxShow | undefined
  /** `none`: one list; absent: by clock. */
  readonly group?: InboxGroup | 'none' | undefined
  readonly source?: string | undefined
  readonly from?: string | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
  /** `-`: nobody's. */
  readonly assignee?: string | undefined
  readonly q?: string | undefined
  readonly item?: string | undefined
}

/** Reads the address; words that it does not know are passed over, and named as absent: the router keeps every name it is not told about. */
export function parseInboxSearch(search: Readonly<Record<string, unknown>>): InboxSearch {
  const word = (name: string): string | undefined => {
    const value = search[name]
    const text = typeof value === 'number' ? String(value) : value
    return typeof text === 'string' && text !== '' ? text.slice(0, 200) : undefined
  }
  // Addresses of the older page said «received» for what waits for us.
  const show = word('show') === 'received' ? 'waiting' : inboxShows.find((known) => known === word('show'))
  const group = word('group') === 'none' ? ('none' as const) : inboxGroups.find((known) => known === word('group'))
  const rest = Object.fromEntries([...facets, 'item' as const].map((name) => [name, word(name)]))
  return Object.fromEntries(Object.entries({ show, group, ...rest }).filter(([name, value]) => value !== undefined || name in search))
}

/** How the list is grouped: by clock unless the address says otherwise; what is closed has no clock. */
export function groupOf(search: InboxSearch): InboxGroup | undefined {
  if (search.group === 'none' || (search.group === undefined && search.show === 'closed')) return undefined
  return search.group ?? 'clock'
}

/** The filter as the node takes it. */
export function toFilter(search: InboxSearch): SavedFilter {
  const { item: _item, group: _group, ...filter } = search
  const group = groupOf(search)
  return Object.fromEntries(
    Object.entries({ show: search.show ?? 'open', ...filter, group }).filter(([, value]) => value !== undefined),
  ) as SavedFilter
}

/** The address of a saved filter. */
export function fromFilter(filter: SavedFilter): InboxSearch {
  const { group, ...rest } = filter
  return { ...rest, group: group ?? 'none' }
}

/** True when something besides the view narrows the list. */
export function isNarrowed(search: InboxSearch): boolean {
  return facets.some((name) => search[name] !== undefined)
}
