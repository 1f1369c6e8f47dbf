import { createHash } from 'node:crypto'
import type { RecordDetail } from '@enlace/api'
import { Fault, isJsonObject, type JsonObject } from '@enlace/core'
import { type PrintedRecord, toldKinds } from '@enlace/documents'
import type { Actor } from '@enlace/policy'
import { journalOrigin } from '../store/log-names.ts'
import { listRelations } from '../store/read-records.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { showRecord } from './record-routes.ts'
import { noteReads } from './show-record.ts'

/** Most relations that are printed; the page shows the rest. */
const maxRelations = 100

/** What a reader may print of a record. Throws Fault `record_unknown`, `record_erased`, `record_recalled` or `not_permitted`. */
export async function gatherRecord(
  desk: Desk,
  actor: Actor,
  id: string,
  purpose: string | undefined,
): Promise<{ record: PrintedRecord; rid: Uint8Array; version: StoredVersion }> {
  const { version } = await findRecord(desk, actor, 'record.print', id)
  const [text] = await desk.cache.read([version])
  if (text === undefined) throw new Fault('record_erased')
  const detail = await showRecord(desk, actor, id)
  const own = toldKinds.get(version.kind) ?? []
  const others = detail.relations.filter(({ direction, record: { kind } }) => direction !== 'from' || !own.includes(kind))
  const record: PrintedRecord = {
    id,
    kind: detail.kind,
    object: text.object,
    envelope: text.envelope,
    law: lawOf(desk, text.envelope),
    from: detail.from,
    agency: detail.agency,
    addedAt: detail.addedAt,
    modified: detail.versions.find((one) => one.seq === version.seq)?.modified ?? detail.addedAt,
    flags: detail.flags,
    sha256: createHash('sha256').update(text.objectBytes).digest('hex'),
    position: { origin: journalOrigin(desk.authority), seq: version.seq },
    versions: detail.versions,
    relations: await Promise.all(others.slice(0, maxRelations).map((relation) => followLink(desk, actor, id, relation))),
    told: await readTold(desk, actor, version),
    releases: detail.releases,
    printedBy: actor.user,
    printedAt: desk.now(),
    purpose,
  }
  return { record, rid: version.rid, version }
}

function lawOf({ requests }: Desk, { legal_basis: basis }: JsonObject): PrintedRecord['law'] {
  return isJsonObject(basis) && typeof basis.instrument === 'string' ? requests.lawOf(basis.instrument) : undefined
}

/** What other records that the reader may see say of this one. */
async function readTold(desk: Desk, actor: Actor, version: StoredVersion): Promise<NonNullable<PrintedRecord['told']>> {
  const own = toldKinds.get(version.kind)
  if (own === undefined) return []
  const relations = await listRelations(desk.sql, version, actor.agency)
  const versions = relations
    .filter(({ relation, direction, version: { kind } }) => direction === 'in' && relation === 'object_refs' && own.includes(kind))
    .map((one) => one.version)
  const texts = await desk.cache.read(versions)
  noteReads(desk, actor, versions)
  return versions.flatMap(({ kind, fromParty, revoked }, i) => {
    const object = texts[i]?.object
    return object === undefined || revoked ? [] : [{ id: String(object.id), kind, from: fromParty, object }]
  })
}

type Relation = RecordDetail['relations'][number]

/** A relation for paper: of a relationship record its other end and its reason, where the reader may see them. */
async function followLink(
  desk: Desk,
  actor: Actor,
  of: string,
  { relation, direction, record }: Relation,
): Promise<PrintedRecord['relations'][number]> {
  const plain = { relation, direction, title: record.title, kind: record.kind, id: record.id }
  if (record.kind !== 'relationship') return plain
  const { object, relations } = await showRecord(desk, actor, record.id)
  const { relationship_type: type, description, source_ref: source, target_ref: target } = object
  const other = relations.find((one) => one.direction === 'to' && one.record.id === (source === of ? target : source))?.record
  return {
    ...plain,
    ...(typeof type === 'string' ? { relation: source === of ? type : `← ${type}` } : {}),
    ...(other === undefined ? {} : { title: other.title, kind: other.kind, id: other.id }),
    reason: typeof description === 'string' ? description : undefined,
  }
}
