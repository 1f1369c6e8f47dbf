import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { CaseRecords, CustodyCheck, CustodyEvent, NoticeSaid } from '@enlace/policy'
import { kinds, readClaim, readField } from '@enlace/records'
import type { StoredRecord } from './stored-records.ts'

/** Kinds that say something about a case by naming it in `object_refs`. */
export const caseKinds: readonly string[] = [
  'wanted-status',
  'custody-event',
  'legal-pathway',
  'procedural-step',
  'act-role',
  'victim-notice',
]

/** What the fold reads of a case and of what was said about it. */
export function toCaseRecords(about: StoredRecord, said: readonly StoredRecord[]): CaseRecords {
  const of = (kind: string) =>
    said.filter((record) => record.kind === kind).map((record) => ({ record, base: baseOf(record), ...fieldsOf(record) }))
  return {
    facts: {
      ...baseOf(about),
      stated: fieldsOf(about).text('procedural_status') ?? 'unknown',
      soughtBy: fieldsOf(about).text('sought_by'),
    },
    custody: toCustodyEvents(said.filter((record) => record.kind === 'custody-event')),
    pathways: of('legal-pathway').map(({ base, text }) => ({
      ...base,
      ofParty: text('of_party') ?? '',
      pathway: text('pathway') ?? 'unknown',
      word: text('word') ?? '',
      saidOn: text('said_on'),
    })),
    steps: of('procedural-step').map(({ base, text }) => ({
      ...base,
      step: text('step') ?? '',
      ofParty: text('of_party') ?? '',
      day: text('day') ?? '',
      number: text('number'),
    })),
    wanted: of('wanted-status').map(({ base, text }) => ({
      ...base,
      list: text('list_id') ?? '',
      standing: text('standing') ?? '',
      from: text('from') ?? '',
      until: text('until'),
    })),
    roles: of('act-role').map(({ base, text }) => ({
      ...base,
      party: text('party') ?? '',
      role: text('role') ?? '',
      soil: text('soil') ?? '',
      authorisation: text('authorisation') ?? 'not_known',
    })),
    notices: toNoticesSaid(said.filter((record) => record.kind === 'victim-notice')),
    claims: said.flatMap(({ object }) => {
      const claim = readClaim(object)
      const says = claim?.stance === 'states' || claim?.stance === 'denies'
      return claim?.point === 'pathway' && says ? [{ id: claim.id, value: claim.value, denies: claim.stance === 'denies' }] : []
    }),
  }
}

/** Custody events as the fold reads them. */
export function toCustodyEvents(records: readonly StoredRecord[]): CustodyEvent[] {
  return records.map((record) => {
    const base = baseOf(record)
    const { text, list } = fieldsOf(record)
    return {
      ...base,
      event: text('event') ?? '',
      happenedAt: instantOf(text('happened_at')) ?? base.at,
      precision: text('precision') ?? 'minute',
      soil: text('soil') ?? '',
      fromParty: text('from_party'),
      toParty: text('to_party'),
      actingParty: text('acting_party'),
      authority: text('authority'),
      instrument: text('instrument'),
      returnBy: text('return_by'),
      checks: list('checks').map(toCheck),
    }
  })
}

/** What was said about notice to victims as the fold reads it. */
export function toNoticesSaid(records: readonly StoredRecord[]): NoticeSaid[] {
  return records.map((record) => {
    const { text, codes } = fieldsOf(record)
    return {
      ...baseOf(record),
      step: text('step') ?? '',
      person: text('person') ?? '',
      about: codes('about'),
      askedOn: text('asked_on'),
      event: text('event_ref'),
    }
  })
}

type Fields = {
  readonly text: (name: string) => string | undefined
  readonly list: (name: string) => readonly JsonObject[]
  readonly codes: (name: string) => readonly string[]
}

/** Fields of a record by name, read by its kind. */
export function fieldsOf({ kind, object }: Pick<StoredRecord, 'kind' | 'object'>): Fields {
  const read = (name: string) => readField(kinds.get(kind), object, name)
  return {
    text: (name) => textOf(read(name)),
    list: (name) => {
      const value = read(name)
      return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : []
    },
    codes: (name) => {
      const value = read(name)
      return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : []
    },
  }
}

function baseOf({ object, fromParty, addedAt }: StoredRecord): { readonly id: string; readonly by: string; readonly at: string } {
  // Its author's claim of when it was written: both nodes hold the same words, and each got them at another time.
  const at = instantOf(textOf(object.modified)) ?? addedAt.toISOString()
  return { id: String(object.id), by: fromParty, at }
}

function toCheck(check: JsonObject): CustodyCheck {
  return {
    right: textOf(check.right) ?? '',
    state: textOf(check.state) ?? 'not_known',
    at: textOf(check.noted_at),
    byWhom: textOf(check.by_whom),
    hours: typeof check.hours === 'number' ? check.hours : undefined,
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function instantOf(value: string | undefined): string | undefined {
  const ms = value === undefined ? Number.NaN : Date.parse(value)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}
