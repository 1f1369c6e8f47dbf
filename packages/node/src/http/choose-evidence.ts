import { type EvidenceRequestBody, maxEvidenceRecords } from '@enlace/api'
import { Fault, isJsonObject } from '@enlace/core'
import { type Action, type Actor, decideEvidence, type EvidenceDecision } from '@enlace/policy'
import { kindOf, kinds, locatesPerson, presentFields, titleOf } from '@enlace/records'
import { findPartnersOf, listPeriod } from '../store/find-evidence.ts'
import { listRelations } from '../store/read-records.ts'
import type { Unsealed } from '../store/record-cache.ts'
import { findPaused } from '../store/rights-flags.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { type FoundRecord, findRecord } from './find-record.ts'
import { hexOf, modifiedOf } from './show-record.ts'

/** One record that somebody wants in an evidence file, with what was decided about it. */
export type ChosenRecord = {
  readonly id: string
  readonly version: StoredVersion
  /** Undefined for who may not read it, and after erasure. */
  readonly text: Unsealed | undefined
  readonly title: string | undefined
  readonly modified: string
  readonly partners: readonly string[]
  readonly show: EvidenceRequestBody['show']
  readonly decision: EvidenceDecision
}

/**
 * Finds what a request names (records, a case with all that is related to it, or a period) and decides about each. A record that the caller may
 * not see is unknown. Throws Fault `body_invalid` unless exactly one choice is made.
 */
export async function chooseEvidence(
  desk: Desk,
  actor: Actor,
  action: Action,
  wish: EvidenceRequestBody,
): Promise<{ readonly chosen: readonly ChosenRecord[]; readonly more: boolean }> {
  const found = await find(desk, actor, action, wish)
  const kept = found.slice(0, maxEvidenceRecords)
  const readable = kept.filter((one) => one.view === 'whole' && one.version.erasedAt === null).map((one) => one.version)
  const unsealed = await desk.cache.read(readable)
  const texts = new Map(readable.map((version, i) => [hexOf(version.rid), unsealed[i]]))
  const chosen = await Promise.all(kept.map((one) => decide(desk, actor, wish, one, texts.get(hexOf(one.version.rid)))))
  return { chosen, more: found.length > kept.length }
}

type Found = Pick<FoundRecord, 'version' | 'view'> & { readonly id?: string }

async function find(desk: Desk, actor: Actor, action: Action, wish: EvidenceRequestBody): Promise<readonly Found[]> {
  const ways = [wish.records, wish.case, wish.period].filter((way) => way !== undefined).length
  if (ways !== 1) throw new Fault('body_invalid', {}, { problems: [{ field: '/records', code: 'one_choice' }] })
  if (wish.period !== undefined) {
    const { from, to, partner } = wish.period
    const [start, end] = [new Date(`${from}T00:00:00.000Z`), new Date(`${to}T00:00:00.000Z`)]
    if (!(start <= end)) throw new Fault('body_invalid', {}, { problems: [{ field: '/period/to', code: 'before_start' }] })
    const until = new Date(end.getTime() + 86_400_000)
    const versions = await listPeriod(desk.sql, actor.agency, { from: start, until, partner }, maxEvidenceRecords + 1)
    return versions.map((version) => ({ version, view: 'whole' as const }))
  }
  const named = wish.case === undefined ? (wish.records ?? []) : [wish.case]
  const found: Found[] = []
  for (const id of named) found.push({ ...(await findRecord(desk, actor, action, id)), id })
  const [first] = found
  if (wish.case === undefined || first === undefined || first.view !== 'whole') return found
  const related = (await listRelations(desk.sql, first.version, actor.agency)).map((relation) => relation.version)
  const once = new Map([first.version, ...related].map((version) => [hexOf(version.rid), version]))
  return [...once.values()].map((version) => (version === first.version ? first : { version, view: 'whole' as const }))
}

async function decide(
  desk: Desk,
  actor: Actor,
  wish: EvidenceRequestBody,
  { version, view, id }: Found,
  text: Unsealed | undefined,
): Promise<ChosenRecord> {
  const partners = await findPartnersOf(desk.sql, version.seq)
  const paused = (await findPaused(desk.sql, [version.seq])).get(version.seq)
  const kind = text === undefined ? undefined : (kinds.get(version.kind) ?? kindOf(text.object))
  const envelope = text?.envelope ?? {}
  // Salts would let somebody who may not read a short body guess it, and of what is erased nothing is left to open.
  const show = view === 'metadata' || text === undefined ? 'entry' : wish.show
  const uses = Array.isArray(envelope.permitted_use) ? envelope.permitted_use.filter((use) => typeof use === 'string') : []
  const decision = decideEvidence(
    {
      role: actor.role,
      self: desk.authority.party,
      recipient: wish.recipient.code,
      show,
      ground: wish.ground,
      order: wish.order ?? '',
      consents: wish.consents.map((consent) => consent.party),
      notified: wish.notified,
      today: desk.now().toISOString().slice(0, 10),
      record: {
        from: version.fromParty,
        partners,
        permittedUse: uses,
        origin: typeof envelope.origin === 'string' ? envelope.origin : 'unknown',
        locatedPerson: kind !== undefined && text !== undefined && locatesPerson(envelope.person_status, presentFields(kind, text.object)),
        personal: version.personal,
        paused,
      },
    },
    desk.services.evidence.agreementWith,
  )
  return {
    id: id ?? String(text?.object.id ?? ''),
    version,
    text,
    title: text === undefined ? undefined : titleOf(kind, text.object),
    modified: text === undefined ? version.modified.toISOString() : modifiedOf(version, text.object),
    partners,
    show,
    decision,
  }
}

/** The marking of a record as its owner wrote it, with its TLP label. */
export function markingOf({ text }: { readonly text: Pick<Unsealed, 'envelope'> | undefined }): string | undefined {
  const marking = text?.envelope.marking
  const value = isJsonObject(marking) && typeof marking.value === 'string' ? marking.value : undefined
  const tlp = text?.envelope.tlp
  return value === undefined ? undefined : typeof tlp === 'string' ? `${value} · TLP:${tlp.toUpperCase()}` : value
}
