import {
  type BeatRow,
  type MechanismDetail,
  type MechanismRow,
  type ProgrammeRow,
  routes,
  type SessionDetail,
  type SessionRow,
  type Summary,
  type ToldSession,
} from '@enlace/api'
import { Fault } from '@enlace/core'
import { type Actor, beatOfMechanism, daysBetween, foldName } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { findLatest } from '../store/read-changes.ts'
import { readCommitments } from '../store/read-commitments.ts'
import { type HeldRecord, readHeld } from '../store/read-held.ts'
import { mechanismWish, officeTermWish, programmeWish, readSessions } from '../store/read-sessions.ts'
import { dayOf } from './day-of.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { wordsOfField } from './gather-brief.ts'
import { knownTerms, listOffices } from './known-terms.ts'
import { mount } from './mount.ts'
import { findOpenItems } from './open-items.ts'
import { chainOf, neighboursOf } from './session-chain.ts'
import { showCommitments } from './show-commitments.ts'
import { summarise } from './show-record.ts'
import { accountsOf, type FoldedSession, foldSession, latestText, nameOf, tellSession, toSessionRow } from './show-session.ts'
import type { Site } from './site.ts'

/** Mounts programmes, bodies, offices and sessions: written as records, folded when asked for. */
export function mountProgrammeRoutes(site: Site, desk: Desk): void {
  mount(site, routes.readProgramme, async ({ query }, actor) => {
    const on = dayOf(desk, query.on)
    const all = await readAll(actor, on)
    const { programmes, mechanisms, folded, rows } = all
    const wanted = query.q === undefined ? undefined : foldName(query.q).split(' ').filter(Boolean)
    const summaries = await summariesOf(actor, [...programmes, ...mechanisms.values()])
    return {
      programmes: programmes
        .filter((one) => isNamed(one, wanted))
        .flatMap((one) => {
          const record = summaries.get(one.version.seq)
          return record === undefined ? [] : [toProgrammeRow(one, record, programmes)]
        }),
      mechanisms: [...mechanisms.values()].filter((one) => isNamed(one, wanted)).flatMap((one) => toMechanismRow(one, all, summaries, on)),
      sessions: folded.flatMap(({ id }) => rows.get(id) ?? []).toSorted(latestFirst),
      on,
      more: all.more,
    }
  })

  mount(site, routes.listOffices, async ({ query }, actor) => {
    const on = dayOf(desk, query.on)
    const { items } = await readHeld(desk, actor.agency, officeTermWish)
    return { ...listOffices(knownTerms(items), { q: query.q, of: query.of, on }), on }
  })

  mount(site, routes.readMechanism, async ({ params, query }, actor): Promise<MechanismDetail> => {
    const on = dayOf(desk, query.on)
    const { version } = await findRecord(desk, actor, 'programme.read_mechanism', params.id)
    const all = await readAll(actor, on)
    const held = version.kind === 'mechanism' ? all.mechanisms.get(params.id) : undefined
    const summaries = await summariesOf(actor, held === undefined ? [] : [held])
    const [mechanism] = held === undefined ? [] : toMechanismRow(held, all, summaries, on)
    if (held === undefined || mechanism === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    const { text } = fieldsOf(held.record)
    const own = all.folded.filter((one) => latestText(one.held, 'mechanism_ref') === params.id)
    const told = await tell(actor, own, all)
    const chained = new Map(
      own.flatMap(({ id }) => chainOf(id, all.folded).links.map(({ session }) => [session.id, all.rows.get(session.id)] as const)),
    )
    return {
      mechanism,
      mandate: wordsOfField(held.record, 'mandate'),
      mandateSource: text('mandate_source') ?? null,
      url: text('source_url') ?? null,
      beatWords: wordsOfField(held.record, 'cadence_words'),
      beatSource: text('cadence_source') ?? null,
      children: [...all.mechanisms.values()].filter(({ record }) => fieldsOf(record).text('parent_ref') === params.id).map(nameOf),
      sessions: told.toSorted(inSeries),
      chain: [...chained.values()].flatMap((row) => row ?? []).toSorted((a, b) => (dayOrEnd(a) < dayOrEnd(b) ? -1 : 1)),
      on,
    }
  })

  mount(site, routes.readProgrammeSession, async ({ params, query }, actor): Promise<SessionDetail> => {
    const on = dayOf(desk, query.on)
    const { all, folded } = await findSession(actor, params.id, on)
    const [told] = await tell(actor, [folded], all)
    if (told === undefined) throw new Fault('record_erased')
    const { links, circular } = chainOf(folded.id, all.folded)
    const { before, after } = neighboursOf(folded, all.folded)
    const { items } = await readCommitments(desk, actor.agency)
    const shown = await showCommitments(desk, actor, items, on)
    const named = (field: string) =>
      new Set(items.filter(({ record }) => fieldsOf(record).text(field) === folded.id).map(({ version }) => version.seq))
    const [dueBy, agreedAt] = [named('due_by_ref'), named('session_ref')]
    const { lastDay } = folded.state
    const isDue = (end: string | null) =>
      end !== null && lastDay !== null && before?.state.lastDay != null && end <= lastDay && end > before.state.lastDay
    const nameOfFolded = (one: FoldedSession | undefined) => (one === undefined ? null : nameOf(one.held.root))
    return {
      party: actor.party,
      told,
      accounts: accountsOf(folded, await summariesOf(actor, folded.held.accounts)),
      chain: links.flatMap(({ session, depth }) => {
        const row = all.rows.get(session.id)
        return row === undefined ? [] : [{ session: row, depth, source: latestText(session.held, 'caused_by_source') ?? null }]
      }),
      due: shown
        .filter(({ row }) => dueBy.has(row.record.seq) || isDue(row.lastDay))
        .map(({ row }) => {
          const end = row.lastDay ?? lastDay
          return { commitment: row, daysLeft: end === null ? null : daysBetween(on, end) }
        })
        .toSorted((a, b) => (a.daysLeft ?? 0) - (b.daysLeft ?? 0)),
      agreed: shown.filter(({ row }) => agreedAt.has(row.record.seq)).map(({ row }) => row),
      before: nameOfFolded(before),
      changed: stretchBetween(before?.state.lastDay ?? null, folded.state.lastDay, on),
      after: nameOfFolded(after),
      circular,
      on,
    }
  })

  mount(site, routes.listOpenItems, async ({ params, query }, actor) => {
    const on = dayOf(desk, query.on)
    const { all, folded } = await findSession(actor, params.id, on)
    return { items: [...(await findOpenItems(desk, actor, folded, all.folded, on))], on }
  })

  type All = Awaited<ReturnType<typeof readAll>>

  /** Everything of the programme that the caller’s agency may see, the sessions folded and as rows. */
  async function readAll(actor: Actor, on: string) {
    const [programmes, bodies, sessions] = await Promise.all([
      readHeld(desk, actor.agency, programmeWish),
      readHeld(desk, actor.agency, mechanismWish),
      readSessions(desk, actor.agency),
    ])
    const mechanisms = new Map(bodies.items.map((held) => [String(held.record.object.id), held]))
    const folded = sessions.items.map((held) => foldSession(held, on))
    const summaries = await summariesOf(
      actor,
      folded.map(({ held }) => held.root),
    )
    const rows = new Map<string, SessionRow>()
    for (const one of folded) {
      const record = summaries.get(one.held.root.version.seq)
      if (record !== undefined) rows.set(one.id, toSessionRow(one, record, mechanisms))
    }
    return { programmes: programmes.items, mechanisms, folded, rows, more: programmes.more || bodies.more || sessions.more }
  }

  /** A session by its id or by that of any account of it. */
  async function findSession(actor: Actor, id: string, on: string): Promise<{ readonly all: All; readonly folded: FoldedSession }> {
    const { version } = await findRecord(desk, actor, 'programme.read', id)
    const all = await readAll(actor, on)
    const folded = all.folded.find(({ held }) => held.accounts.some(({ record }) => record.object.id === id))
    if (folded === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    return { all, folded }
  }

  async function summariesOf(actor: Actor, held: readonly HeldRecord[]): Promise<ReadonlyMap<number, Summary>> {
    const versions = held.map(({ version }) => version)
    const found = await summarise(desk, actor, versions)
    return new Map(versions.flatMap(({ seq }, i) => (found[i] === undefined ? [] : [[seq, found[i]] as const])))
  }

  /** Sessions told whole: who came with the offices of that day, and their items with what these are about. */
  async function tell(actor: Actor, sessions: readonly FoldedSession[], all: All): Promise<readonly ToldSession[]> {
    const { items: terms } = await readHeld(desk, actor.agency, officeTermWish)
    const items = sessions.flatMap(({ held }) => held.items)
    const ids = [...new Set(items.flatMap((item) => fieldsOf(item).text('about_ref') ?? []))]
    const digests = [...items.map(({ rid }) => rid), ...ids.map((id) => recordDigest(desk.searchKey, id))]
    const found = await summarise(desk, actor, await findLatest(desk.sql, actor.agency, digests))
    const summaries = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.seq, one] as const])))
    const about = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.id, one] as const])))
    const known = knownTerms(terms)
    return sessions.flatMap((one) => {
      const row = all.rows.get(one.id)
      if (row === undefined) return []
      const since = all.folded.find(({ id }) => id === latestText(one.held, 'reviews_since_ref'))
      const reviews = since === undefined ? null : nameOf(since.held.root)
      return [tellSession(one, row, { actor, terms: known, summaries, about, reviews })]
    })
  }

  function toMechanismRow(held: HeldRecord, all: All, summaries: ReadonlyMap<number, Summary>, on: string): MechanismRow[] {
    const record = summaries.get(held.version.seq)
    if (record === undefined) return []
    const { text, codes } = fieldsOf(held.record)
    const own = all.folded.filter((one) => latestText(one.held, 'mechanism_ref') === record.id)
    const every = readField(kinds.get('mechanism'), held.record.object, 'cadence_days')
    const parent = all.mechanisms.get(text('parent_ref') ?? '')
    const programme = all.programmes.find((one) => one.record.object.id === text('programme_ref'))
    return [
      {
        record,
        names: wordsOfField(held.record, 'names'),
        others: [...codes('other_names')],
        level: text('level') ?? 'group',
        parties: [...codes('parties')],
        parent: parent === undefined ? null : nameOf(parent),
        programme: programme === undefined ? null : nameOf(programme),
        beat: typeof every === 'number' ? beatOf(every, text('from'), own, on) : null,
        sessions: own.length,
      },
    ]
  }
}

function beatOf(everyDays: number, from: string | undefined, sessions: readonly FoldedSession[], on: string): BeatRow {
  const { isMissed, ...rest } = beatOfMechanism(
    { everyDays, from },
    sessions.map(({ state }) => state),
    on,
  )
  return { ...rest, missed: isMissed }
}

function toProgrammeRow(held: HeldRecord, record: Summary, all: readonly HeldRecord[]): ProgrammeRow {
  const { text, codes } = fieldsOf(held.record)
  const before = codes('continues_refs')
  return {
    record,
    names: wordsOfField(held.record, 'names'),
    others: [...codes('other_names')],
    parties: [...codes('parties')],
    objective: wordsOfField(held.record, 'objective'),
    from: text('from') ?? null,
    until: text('until') ?? null,
    continues: all.filter((one) => before.includes(String(one.record.object.id))).map(nameOf),
    continuedBy: all.filter((one) => fieldsOf(one.record).codes('continues_refs').includes(record.id)).map(nameOf),
  }
}

/** Whether every word that is looked for stands in one of its names, accents and case aside. */
function isNamed(held: HeldRecord, wanted: readonly string[] | undefined): boolean {
  if (wanted === undefined) return true
  const { title, names } = nameOf(held)
  return [title, ...Object.values(names), ...fieldsOf(held.record).codes('other_names')].some((name) => {
    const folded = foldName(name)
    return wanted.every((word) => folded.includes(word))
  })
}

/** From the end of one session to that of the next, or to today where that is yet to come. */
function stretchBetween(since: string | null, until: string | null, today: string): SessionDetail['changed'] {
  const on = until === null || until > today ? today : until
  return since === null || since >= on ? null : { since, on }
}

/** A month stands before its days. */
function dayOrEnd({ day, lastDay }: SessionRow): string {
  return day ?? lastDay ?? '9999'
}

/** What is to come without a day stands on top, then the latest day. */
function latestFirst(a: SessionRow, b: SessionRow): number {
  const [first, second] = [a.lastDay ?? '9999', b.lastDay ?? '9999']
  return first < second ? 1 : first > second ? -1 : b.record.seq - a.record.seq
}

function inSeries(a: ToldSession, b: ToldSession): number {
  const [first, second] = [a.session.number, b.session.number]
  return first !== null && second !== null && first !== second ? first - second : -latestFirst(a.session, b.session)
}
