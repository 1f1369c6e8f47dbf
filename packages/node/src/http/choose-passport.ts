import { Fault, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { PrintedPassport } from '@enlace/documents'
import { type Actor, type BarredNames, barNames, decideEvidence, decidePassport, type PassportClosed, passportFields } from '@enlace/policy'
import { kinds, readField, referencesOf, undescribedFields } from '@enlace/records'
import { listEveryAccountName } from '../store/accounts.ts'
import { fieldsOf } from '../store/case-records.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { linkedToCase, readCase, requestsOfCase } from '../store/read-case.ts'
import { findLatest } from '../store/read-changes.ts'
import { readSendings } from '../store/read-sendings.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'

/** A record that a passport tells of: the fields that it prints, struck where they name somebody, and why its bytes stay closed. */
export type ToldRecord = {
  readonly record: StoredRecord
  readonly closed: PassportClosed | null
  /** What is printed of it, in the shape of its kind. */
  readonly object: JsonObject
  readonly struck: number
}

export type ChosenPassport = {
  readonly version: StoredVersion
  readonly about: StoredRecord
  readonly person: string | undefined
  readonly reference: string | undefined
  readonly told: readonly ToldRecord[]
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[]
  readonly sendings: PrintedPassport['sendings']
  readonly under: readonly string[]
}

/** Most linked records that are looked at for names of other persons. */
const maxLinked = 2000
/** Stands in place of what was struck. */
export const struckText = '[…]'

/**
 * What of a case goes to the counsel of its person, record by record. `opened`: records whose words the officer has read and lets go whole. Throws
 * Fault `record_unknown`, `record_erased` or `not_permitted`.
 */
export async function choosePassport(
  desk: Desk,
  actor: Actor,
  action: 'case.make_passport' | 'case.plan_passport',
  id: string,
  opened: ReadonlySet<string>,
): Promise<ChosenPassport> {
  const { version } = await findRecord(desk, actor, action, id)
  const found = version.kind === 'case' ? await readCase(desk, version, actor.agency) : undefined
  if (found === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
  const personId = fieldsOf(found.record).text('person_ref') ?? ''
  const [person] = await findLatest(desk.sql, actor.agency, [recordDigest(desk.searchKey, personId)])
  const [personText] = person === undefined ? [] : await desk.cache.read([person])
  const barred = barNames(await namesToStrike(desk, actor, version, personId))
  const said = found.said.map((record) => {
    const evidence = decideClause(desk, actor, record)
    const decision = decidePassport(
      { ...factsOf(record, new Set([id, personId])), clause: evidence.outcome === 'open', read: opened.has(String(record.object.id)) },
      barred,
    )
    return { record, evidence, decision }
  })
  const told = said.flatMap(({ record, decision }): ToldRecord[] =>
    decision.outcome === 'told' ? [{ record, closed: decision.closed, ...redact(record, barred) }] : [],
  )
  const counts = new Map<string, number>()
  for (const { decision } of said) if (decision.outcome === 'left_out') counts.set(decision.reason, (counts.get(decision.reason) ?? 0) + 1)
  const requests = (await requestsOfCase(desk.sql, actor.agency, version)).map((one) => one.version.rid)
  const rids = [version.rid, ...(person === undefined ? [] : [person.rid]), ...told.map(({ record }) => record.rid), ...requests]
  const reference = fieldsOf(found.record).text('reference')
  const name = personText?.object.name
  return {
    version,
    about: found.record,
    person: typeof name === 'string' ? name : undefined,
    reference: reference === undefined || barred(reference) ? undefined : reference,
    told,
    leftOut: [...counts].map(([reason, count]) => ({ reason, count })),
    sendings: (await readSendings(desk, rids)).map(({ at, partner, agreement, legalBasis }) => {
      const part = (field: string) => {
        const value = isJsonObject(legalBasis) ? legalBasis[field] : undefined
        return typeof value !== 'string' ? null : barred(value) ? struckText : value
      }
      return { day: at.toISOString().slice(0, 10), partner, agreement, instrument: part('instrument'), article: part('article') }
    }),
    under: [...new Set(said.flatMap(({ evidence }) => (evidence.outcome === 'open' ? evidence.under : [])))],
  }
}

/** What is ours is shown by our own journal alone; what came from a partner only where the clause on proofs covers counsel. */
function decideClause(desk: Desk, actor: Actor, { fromParty, envelope, object }: StoredRecord) {
  const uses = Array.isArray(envelope.permitted_use) ? envelope.permitted_use.filter((use) => typeof use === 'string') : []
  const { party } = desk.authority
  return decideEvidence(
    {
      role: actor.role,
      self: party,
      recipient: 'counsel',
      show: 'record',
      ground: 'proof_use',
      order: '',
      consents: [],
      notified: [],
      today: desk.now().toISOString().slice(0, 10),
      record: {
        from: fromParty,
        partners: fromParty === party ? [] : [fromParty],
        permittedUse: uses,
        origin: typeof envelope.origin === 'string' ? envelope.origin : 'unknown',
        locatedPerson: false,
        personal: typeof object.id === 'string',
      },
    },
    desk.services.evidence.agreementWith,
  )
}

function factsOf({ kind, object, envelope, filesBytes }: StoredRecord, own: ReadonlySet<string>) {
  const described = kinds.get(kind)
  const others = referencesOf(object).filter(({ relation, target }) => relation !== 'created_by_ref' && !own.has(target))
  const persons = others.filter(({ target }) => /^(identity|grouping)--/.test(target))
  return {
    kind,
    tlp: typeof envelope.tlp === 'string' ? envelope.tlp : 'red',
    otherPerson: persons.length > 0,
    source: others.length > persons.length,
    files: filesBytes !== undefined,
    undescribed: described === undefined || undescribedFields(described, object).length > 0,
    texts: textsIn(object),
  }
}

/** Names that must not leave: every account of this node, and every other person whose record is linked to the case. */
async function namesToStrike(desk: Desk, actor: Actor, version: StoredVersion, personId: string): Promise<string[]> {
  const accounts = await listEveryAccountName(desk.sql)
  const linked = await linkedToCase(desk.sql, actor.agency, version, { skip: 0, limit: maxLinked })
  const persons = linked.versions.filter(({ kind }) => kind === 'identity' || kind === 'list-entry')
  const texts = await desk.cache.read(persons)
  const names = texts.flatMap((text) => {
    const { id, name, identity_class: sort } = text?.object ?? {}
    return id === personId || typeof name !== 'string' || sort === 'organization' ? [] : [name]
  })
  return [...names, ...accounts.flatMap((name) => [name, name.split('@', 1)[0] ?? ''])]
}

/** The printed fields of a record; a text that names somebody is struck whole, and who noted a right is never printed. */
function redact({ kind, object }: StoredRecord, barred: BarredNames): Pick<ToldRecord, 'object' | 'struck'> {
  const described = kinds.get(kind)
  let struck = 0
  const strike = (value: Json): Json => {
    if (typeof value === 'string') {
      if (!barred(value)) return value
      struck += 1
      return struckText
    }
    if (Array.isArray(value)) return value.map((item) => strike(item as Json))
    if (!isJsonObject(value)) return value
    const kept = Object.entries(value).filter(([name]) => name !== 'by_whom')
    struck += Object.keys(value).length - kept.length
    return Object.fromEntries(kept.map(([name, item]) => [name, strike(item as Json)]))
  }
  const fields = (passportFields.get(kind) ?? []).flatMap((name) => {
    const value = readField(described, object, name)
    return value === undefined ? [] : [[name, strike(value)] as const]
  })
  return { object: { extensions: { [described?.extension ?? '']: Object.fromEntries(fields) } }, struck }
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item as Json))
  return isJsonObject(value) ? Object.values(value).flatMap((item) => textsIn(item as Json)) : []
}
