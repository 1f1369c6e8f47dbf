import type { Delegation, NamedRecord, SessionItem, SessionRow, SessionTold, Summary, ToldSession } from '@enlace/api'
import type { Json } from '@enlace/core'
import { type Actor, type SessionState, stateOfSession } from '@enlace/policy'
import { kinds, readField, titleOf } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { wordOf } from '../store/read-commitments.ts'
import type { HeldRecord } from '../store/read-held.ts'
import { type HeldSession, toSessionAccount } from '../store/read-sessions.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { byLanguage, wordsOfField } from './gather-brief.ts'
import { type KnownTerm, officesOfPerson } from './known-terms.ts'

/** A session folded as of a day, with the records that it is made of. */
export type FoldedSession = { readonly held: HeldSession; readonly id: string; readonly state: SessionState }

export function foldSession(held: HeldSession, on: string): FoldedSession {
  return { held, id: String(held.root.record.object.id), state: stateOfSession(held.accounts.map(toSessionAccount), on) }
}

/** A record of the programme by its names. */
export function nameOf({ record }: Pick<HeldRecord, 'record'>): NamedRecord {
  return { id: String(record.object.id), title: titleOf(kinds.get(record.kind), record.object), names: wordsOfField(record, 'names') }
}

/** What a field of a session says by its latest account that says it. */
export function latestText({ accounts }: HeldSession, field: string): string | undefined {
  const said = accounts.map(({ record }) => ({ at: wordOf(record).at, value: fieldsOf(record).text(field) }))
  return said
    .filter(({ value }) => value !== undefined)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1)?.value
}

/** A session as lists show it; undefined where its first record no longer opens. */
export function toSessionRow({ held, state }: FoldedSession, record: Summary, mechanisms: ReadonlyMap<string, HeldRecord>): SessionRow {
  const mechanism = mechanisms.get(latestText(held, 'mechanism_ref') ?? '')
  const number = readField(kinds.get('session'), held.root.record.object, 'number')
  return {
    record,
    names: wordsOfField(held.root.record, 'names'),
    mechanism: mechanism === undefined ? null : nameOf(mechanism),
    form: fieldsOf(held.root.record).text('form') ?? 'meeting',
    number: typeof number === 'number' ? number : null,
    standing: state.standing,
    day: state.day,
    lastDay: state.lastDay,
    place: state.place,
    parties: state.parties.map(({ party, state: said, said: id, hasEvidence, day, place }) => ({
      ...{ party, state: said, said: id, evidence: hasEvidence, day, place },
    })),
    warnings: [...state.warnings],
  }
}

/** What is shown with a session where it is told whole: who came, its items in their order, and what it reviews. */
export function tellSession(
  folded: FoldedSession,
  session: SessionRow,
  context: {
    readonly actor: Actor
    readonly terms: readonly KnownTerm[]
    readonly summaries: ReadonlyMap<number, Summary>
    readonly about: ReadonlyMap<string, { readonly id: string; readonly kind: string; readonly title: string }>
    readonly reviews: NamedRecord | null
  },
): ToldSession {
  const { actor, terms, summaries, about, reviews } = context
  return {
    session,
    delegations: delegationsOf(folded, terms),
    items: folded.held.items.toSorted(byPosition).flatMap((item) => {
      const record = summaries.get(item.seq)
      return record === undefined ? [] : [toItem(item, record, actor, about)]
    }),
    reviews,
  }
}

function byPosition(a: StoredRecord, b: StoredRecord): number {
  const [first, second] = [positionOf(a) ?? Number.POSITIVE_INFINITY, positionOf(b) ?? Number.POSITIVE_INFINITY]
  if (first !== second) return first < second ? -1 : 1
  const [one, other] = [wordOf(a), wordOf(b)]
  return one.at < other.at ? -1 : one.at > other.at ? 1 : one.id < other.id ? -1 : 1
}

function positionOf(item: StoredRecord): number | undefined {
  const value = readField(kinds.get('session-item'), item.object, 'position')
  return typeof value === 'number' ? value : undefined
}

function toItem(
  item: StoredRecord,
  record: Summary,
  actor: Actor,
  about: ReadonlyMap<string, { readonly id: string; readonly kind: string; readonly title: string }>,
): SessionItem {
  const { text } = fieldsOf(item)
  const named = text('about_ref')
  return {
    record,
    type: text('item_type') ?? 'agenda',
    position: positionOf(item) ?? null,
    words: wordsOfField(item, 'words'),
    about: (named === undefined ? undefined : about.get(named)) ?? null,
    presenter: text('presenter') ?? null,
    outcome: text('outcome') ?? null,
    due: text('due') ?? null,
    url: text('document_url') ?? null,
    own: item.fromParty === actor.party,
  }
}

/** Who came for each party by every account of it; one whom several accounts name stands once, with who says so. */
function delegationsOf({ held, state }: FoldedSession, terms: readonly KnownTerm[]): Delegation[] {
  const day = state.lastDay
  const said = held.accounts.flatMap(({ record }) =>
    fieldsOf(record)
      .list('delegations')
      .map((member) => ({ member, by: record.fromParty })),
  )
  const parties = Map.groupBy(said, ({ member }) => String(member.party))
  return [...parties]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([party, members]) => {
      const persons = Map.groupBy(members, ({ member }) => keyOf(member.name, member.office, member.organisation))
      return {
        party,
        members: [...persons.values()]
          .map((same) => {
            const member = same.at(-1)?.member ?? {}
            const name = typeof member.name === 'string' ? member.name : null
            return {
              name,
              office: byLanguage(member.office),
              organisation: typeof member.organisation === 'string' ? member.organisation : null,
              head: same.some((one) => one.member.head === true),
              saidBy: [...new Set(same.map(({ by }) => by))].toSorted(),
              offices: name === null || day === null ? [] : officesOfPerson(terms, name, day),
            }
          })
          .toSorted((a, b) => Number(b.head) - Number(a.head)),
      }
    })
}

function keyOf(name: Json | undefined, office: Json | undefined, organisation: Json | undefined): string {
  return typeof name === 'string' ? name.toLowerCase() : JSON.stringify([office ?? null, organisation ?? null])
}

/** Every account of a session, oldest first, each with its evidence and its dates as said. */
export function accountsOf({ held, state }: FoldedSession, summaries: ReadonlyMap<number, Summary>): SessionTold[] {
  const counted = new Set(state.parties.map(({ said }) => said))
  return held.accounts
    .map((one) => ({ one, word: wordOf(one.record) }))
    .toSorted((a, b) => (a.word.at < b.word.at ? -1 : 1))
    .flatMap(({ one: { record, version }, word }) => {
      const summary = summaries.get(version.seq)
      if (summary === undefined) return []
      const { text, list } = fieldsOf(record)
      const { content, abstract } = record.object
      return [
        {
          record: summary,
          at: word.at,
          state: text('state') ?? 'planned',
          day: text('held_on') ?? null,
          place: text('place') ?? null,
          postponedTo: text('postponed_to') ?? null,
          reason: text('reason') ?? null,
          words: typeof content === 'string' && content !== abstract ? content : '',
          evidence: list('evidence').map(({ what, url, ref }) => ({ what: String(what), url: textOf(url), record: textOf(ref) })),
          dates: list('said_dates').map((date) => ({
            words: String(date.words),
            saidOn: textOf(date.said_on),
            means: textOf(date.resolves_to),
            precision: textOf(date.precision),
            source: textOf(date.source),
            agrees: agree(textOf(date.resolves_to), state.day),
          })),
          counts: counted.has(word.id),
        },
      ]
    })
}

function agree(said: string | null, day: string | null): boolean {
  return said !== null && day !== null && (said.startsWith(day) || day.startsWith(said))
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}
