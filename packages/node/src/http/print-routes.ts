import { type QueryOf, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { PrintedRecord } from '@enlace/documents'
import type { FastifyReply } from 'fastify'
import type { Desk } from './desk.ts'
import type { PrintJob } from './document-worker.ts'
import type { DocumentWriter } from './document-writer.ts'
import { gatherPackage } from './gather-package.ts'
import { gatherRecord } from './gather-record.ts'
import { mount, type Sent, sendAsIs } from './mount.ts'
import type { Site } from './site.ts'

/** Media types of what is printed. */
export const printTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

/**
 * Mounts the printing of a record, alone or with what goes with it. What is printed is exactly what the caller may see, and every printing goes to
 * the journal as a read.
 */
export function mountPrintRoutes(site: Site, desk: Desk, writer: DocumentWriter): void {
  mount(site, routes.printRecord, async ({ params, query, language, reply }, actor) => {
    const how = readHow(desk, query, language)
    const { record, rid } = await gatherRecord(desk, actor, params.id, query.purpose)
    const bytes = await writer.write({ ...how, names: namesOf(desk), subject: record })
    desk.services.journalRead(actor, [rid])
    return sendDocument(reply, bytes, query.format, fileName(record, how.languages))
  })

  mount(site, routes.printPackage, async ({ params, query, language, reply }, actor) => {
    const how = readHow(desk, query, language)
    const { folder, rids } = await gatherPackage(desk, actor, { id: params.id, purpose: query.purpose })
    const bytes = await writer.write({ ...how, names: namesOf(desk), subject: { folder } })
    desk.services.journalRead(actor, rids)
    return sendDocument(reply, bytes, query.format, `${fileName(folder.record, how.languages)}-package`)
  })
}

type Query = QueryOf<typeof routes.printRecord>

/** In which form, languages and zone a document is asked for. Throws Fault `parameter_invalid`. */
export function readHow(
  desk: Desk,
  query: Pick<Query, 'format' | 'language' | 'zone'>,
  asked: string,
): Pick<PrintJob, 'format' | 'languages' | 'zone'> {
  const language = query.language ?? asked
  if (language !== 'both' && !desk.messages.languages.includes(language)) refuse('language', 'language_unknown')
  const zone = query.zone ?? 'UTC'
  if (!isZone(zone)) refuse('zone', 'zone_unknown')
  return { format: query.format, languages: language === 'both' ? ['es', 'en'] : [language], zone }
}

/** Sends a printed document as a file to save. */
export function sendDocument(reply: FastifyReply, bytes: Uint8Array, format: Query['format'], name: string): Sent {
  reply.type(printTypes[format]).header('content-disposition', `attachment; filename="${name}.${format}"`)
  return sendAsIs(bytes)
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
function fileName({ kind, id }: PrintedRecord, languages: readonly string[]): string {
  return [kind, id.slice(-12), ...languages].join('-').replaceAll(/[^a-z0-9-]/gi, '')
}

/** Names of parties and agencies for a document. */
export function namesOf({ authority, partners }: Desk) {
  return {
    parties: Object.fromEntries([[authority.party, authority.name], ...partners.map(({ party, name }) => [party, name] as const)]),
    // Of two agencies with one code, ours is meant.
    agencies: Object.fromEntries([...partners, authority].flatMap(({ agencies }) => agencies.map(({ id, name }) => [id, name] as const))),
  }
}
