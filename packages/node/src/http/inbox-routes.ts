import { type InboxCounts, type InboxGroup, routes, type SavedFilter } from '@enlace/api'
import { Fault, isJsonObject, type JsonObject } from '@enlace/core'
import { type Actor, elapsedMs } from '@enlace/policy'
import { type InboxKey, parseKey } from '../store/inbox-key.ts'
import type { InboxReader } from '../store/inbox-sources.ts'
import { listViews, type SavedView, setViewDeleted } from '../store/inbox-views.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { queryLexemes, toTsquery } from '../store/lexemes.ts'
import { listOfficers } from '../store/list-officers.ts'
import { countInbox, type InboxFilter, inboxGroups, inboxShows, listInbox } from '../store/read-inbox.ts'
import type { Desk } from './desk.ts'
import { printPlace, readPlace } from './inbox-place.ts'
import { mount, sendAsIs } from './mount.ts'
import { showEntries } from './show-entries.ts'
import type { Site } from './site.ts'

/** Mounts the inbox of a person: what waits from every source, whose it is, what was put aside, and their saved views. */
export function mountInboxRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listInboxItems, async ({ query }, actor) => {
    const now = desk.now()
    const after = query.cursor === undefined ? undefined : readPlace(query.cursor)
    const page = await listInbox(readerOf(desk, actor), toFilter(desk, query), {
      now,
      group: query.group,
      limit: query.limit ?? 50,
      skip: query.skip,
      after,
    })
    const next = page.next === undefined ? null : printPlace(page.next)
    return { items: await showEntries(desk, actor, page.rows, now), next, asOf: now.toISOString() }
  })

  mount(site, routes.countInbox, async ({ query }, actor) => {
    const now = desk.now()
    const counts = await countInbox(readerOf(desk, actor), toFilter(desk, query), { now, group: query.group, saved: [] })
    return toCounts(counts, now)
  })

  mount(site, routes.markInboxItems, async ({ body }, actor) => {
    const changes = body.changes.map(({ key, snoozedUntil, ...change }, i) => ({
      ...change,
      ...readItemKey(key, `/changes/${i}/key`),
      ...(snoozedUntil === undefined ? {} : { snoozedUntil: readUntil(snoozedUntil, desk.now(), `/changes/${i}/snoozedUntil`) }),
    }))
    const items = await desk.services.markItems(actor, changes)
    return {
      items: items.map(({ outcome, before }, i) => ({
        key: body.changes[i]?.key ?? '',
        outcome,
        before: { ...before, snoozedUntil: before.snoozedUntil?.toISOString() ?? null },
      })),
    }
  })

  mount(site, routes.listOfficers, async (_call, actor) => ({ items: await listOfficers(desk.sql, actor) }))

  mount(site, routes.listInboxViews, async (_call, actor) => ({ items: await showViews(desk, actor) }))

  mount(site, routes.saveInboxView, async ({ body }, actor) => {
    const { viewId } = await desk.services.saveView(actor, { name: body.name.trim(), filter: body.filter as JsonObject })
    return { id: String(viewId) }
  })

  const setDeleted = (at: () => Date | null) => async (id: string, actor: Actor) => {
    if (!(await setViewDeleted(desk.sql, actor.user, readNumber(id) ?? 0, at()))) throw new Fault('view_unknown')
    return sendAsIs(null)
  }
  const deleted = setDeleted(() => desk.now())
  const restored = setDeleted(() => null)
  mount(site, routes.deleteInboxView, async ({ params }, actor) => await deleted(params.id, actor))
  mount(site, routes.restoreInboxView, async ({ params }, actor) => await restored(params.id, actor))
}

/** What the store needs to know of who reads. */
export function readerOf(desk: Desk, actor: Actor): InboxReader {
  const term = desk.clocks.get('release-task')?.[0]?.rule.term
  const ms = term === undefined ? undefined : elapsedMs(term)
  return { sql: desk.sql, actor, releaseSeconds: ms === undefined ? undefined : ms / 1000 }
}

/** An item's name. Throws Fault `body_invalid` for anything this node did not print. */
export function readItemKey(text: string, field: string): InboxKey {
  const key = parseKey(text)
  if (!key.ok) throw new Fault('body_invalid', {}, { problems: [{ field, code: 'not_an_item' }] })
  return key.value
}

/** A whole number above nought as an address carries it. */
export function readNumber(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

// A year ahead is further than anybody means; what is past comes back at once and would only confuse.
function readUntil(text: string | null, now: Date, field: string): Date | null {
  if (text === null) return null
  const until = new Date(text)
  if (!(until > now)) throw new Fault('body_invalid', {}, { problems: [{ field, code: 'not_in_the_future' }] })
  if (until.getTime() > now.getTime() + 366 * 86_400_000) throw new Fault('body_invalid', {}, { problems: [{ field, code: 'too_far' }] })
  return until
}

type AskedFilter = Pick<SavedFilter, 'show' | 'source' | 'from' | 'kind' | 'state' | 'assignee' | 'q'>

function toFilter(desk: Desk, asked: AskedFilter): InboxFilter {
  const { source, from, kind, state, assignee, q } = asked
  const words = q === undefined ? undefined : toTsquery(queryLexemes(desk.searchKey, q))
  return { show: asked.show ?? 'open', source, from, kind, state, assignee: assignee === '-' ? '' : assignee, words }
}

function toCounts(counts: Awaited<ReturnType<typeof countInbox>>, now: Date): InboxCounts {
  const { total, groups, shows, facets, returnsAt } = counts
  const copy = (list: readonly { readonly value: string; readonly count: number }[]) => [...list]
  return {
    total,
    groups: copy(groups),
    shows: { ...shows },
    facets: { from: copy(facets.from), kind: copy(facets.kind), state: copy(facets.state), assignee: copy(facets.assignee) },
    returnsAt: returnsAt?.toISOString() ?? null,
    asOf: now.toISOString(),
  }
}

async function showViews(desk: Desk, actor: Actor) {
  const views = await listViews(desk.sql, actor.user)
  if (views.length === 0) return []
  const documents = await readJournalDocuments(
    desk.sql,
    desk.keystore,
    views.map((view) => view.seq),
  )
  const known = views.flatMap((view) => readView(view, documents.get(view.seq)) ?? [])
  const counts = await countInbox(
    readerOf(desk, actor),
    { show: 'open' },
    { now: desk.now(), saved: known.map(({ filter }) => toFilter(desk, filter)) },
  )
  return known.map((view, i) => ({ ...view, count: counts.saved[i] ?? 0 }))
}

/** A saved view as it was written; members that this version does not know are passed over. */
function readView({ viewId }: SavedView, document: JsonObject | undefined) {
  if (document === undefined || typeof document.name !== 'string') return undefined
  const filter = isJsonObject(document.filter) ? document.filter : {}
  const words = (name: string) => (typeof filter[name] === 'string' ? { [name]: filter[name] } : {})
  const show = inboxShows.find((known) => known === filter.show)
  const group: InboxGroup | undefined = inboxGroups.find((known) => known === filter.group)
  return {
    id: String(viewId),
    name: document.name,
    filter: {
      ...(show === undefined ? {} : { show }),
      ...(group === undefined ? {} : { group }),
      ...words('source'),
      ...words('from'),
      ...words('kind'),
      ...words('state'),
      ...words('assignee'),
      ...words('q'),
    } satisfies SavedFilter,
  }
}
