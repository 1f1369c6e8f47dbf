import { createHash } from 'node:crypto'
import { type RecordDetail, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { PrintedRecord } from '@enlace/documents'
import type { Actor } from '@enlace/policy'
import { journalOrigin } from '../store/log-names.ts'
import type { Desk } from './desk.ts'
import type { DocumentWriter } from './document-writer.ts'
import { findRecord } from './find-record.ts'
import { mount, sendAsIs } from './mount.ts'
import { showRecord } from './record-routes.ts'
import type { Site } from './site.ts'

const types = { pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' } as const

/** Most relations that are printed; the page shows the rest. */
const maxRelations = 100

/** Mounts the printing of a record. What is printed is exactly what the caller may see, and every printing goes to the journal as a read. */
export function mountPrintRoutes(site: Site, desk: Desk, writer: DocumentWriter): void {
  mount(site, routes.printRecord, async ({ params, query, language: asked, reply }, actor) => {
    const language = query.language ?? asked
    if (!desk.messages.languages.includes(language)) refuse('language', 'language_unknown')
    const zone = query.zone ?? 'UTC'
    if (!isZone(zone)) refuse('zone', 'zone_unknown')
    const { record, rid } = await gather(desk, actor, params.id, query.purpose)
    const bytes = await writer.write({ format: query.format, language, zone, names: namesOf(desk), subject: record })
    desk.services.journalRead(actor, [rid])
    reply.type(types[query.format]).header('content-disposition', `attachment; filename="${fileName(record, language)}.${query.format}"`)
    return sendAsIs(bytes)
  })
}

function refuse(field: string, code: string): never {
  throw new Fault('parameter_invalid', {}, { problems: [{ field, code }] })
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

// Nothing of what the record says: a file's name is seen in lists, logs and mail.
function fileName({ kind, id }: PrintedRecord, language: string): string {
  return [kind, id.slice(-12), language].join('-').replaceAll(/[^a-z0-9-]/gi, '')
}

async function gather(
  desk: Desk,
  actor: Actor,
  id: string,
  purpose: string | undefined,
): Promise<{ record: PrintedRecord; rid: Uint8Array }> {
  const { version } = await findRecord(desk, actor, 'record.print', id)
  const [text] = await desk.cache.read([version])
  if (text === undefined) throw new Fault('record_erased')
  const detail = await showRecord(desk, actor, id)
  const record: PrintedRecord = {
    id,
    kind: detail.kind,
    object: text.object,
    envelope: text.envelope,
    from: detail.from,
    agency: detail.agency,
    addedAt: detail.addedAt,
    modified: detail.versions.find((one) => one.seq === version.seq)?.modified ?? detail.addedAt,
    flags: detail.flags,
    sha256: createHash('sha256').update(text.objectBytes).digest('hex'),
    position: { origin: journalOrigin(desk.authority), seq: version.seq },
    versions: detail.versions,
    relations: await Promise.all(detail.relations.slice(0, maxRelations).map((relation) => followLink(desk, actor, id, relation))),
    releases: detail.releases,
    printedBy: actor.user,
    printedAt: desk.now(),
    purpose,
  }
  return { record, rid: version.rid }
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

/** Names of parties and agencies for a document. */
export function namesOf({ authority, partners }: Desk) {
  return {
    parties: Object.fromEntries([[authority.party, authority.name], ...partners.map(({ party, name }) => [party, name] as const)]),
    agencies: Object.fromEntries(authority.agencies.map(({ id, name }) => [id, name])),
  }
}
