import { Readable } from 'node:stream'
import { maxUploadBytes, routes, type AttachedFile as ShownFile, type Uploaded } from '@enlace/api'
import { Fault, toHex } from '@enlace/core'
import { mayDo } from '@enlace/policy'
import { type AttachedFile, isMediaType, isSha256 } from '@enlace/records'
import type { FastifyRequest } from 'fastify'
import { type FileRow, findFiles, listFileUses } from '../store/file-rows.ts'
import type { FilePart } from '../store/files.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { mount, sendAsIs } from './mount.ts'
import { mediaTypeOf } from './read-body.ts'
import { noteReads } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts what is done with files: upload them, whole or part by part, and read those of a record. */
export function mountFileRoutes(site: Site, desk: Desk): void {
  mount(site, routes.addFile, async ({ request }, actor): Promise<Uploaded> => {
    const part = readPart(request)
    // The answer to a refused upload must still reach its sender, so the connection outlives what is not read of it.
    const source = request.raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
    const owner = { agency: actor.agency, fromParty: actor.party }
    const added = await desk.files.add({ ...part, ...owner, checkType: true, source }).catch((cause: unknown) => {
      throw request.raw.errored || request.raw.destroyed ? new Fault('request_malformed', {}, { cause }) : cause
    })
    if (!added.ok) {
      request.raw.resume()
      const { received = 0, found = '' } = added.detail ?? {}
      if (added.reason === 'file_too_long') throw new Fault('body_too_large', { limit: part.size })
      if (added.reason === 'too_many_arriving') throw new Fault('too_many_requests', { seconds: 60 })
      throw new Fault(added.reason, added.reason === 'file_offset_wrong' ? { received: Number(received) } : { found: String(found) })
    }
    const { whole, received, sha256 = null } = added.value
    return { sha256, type: part.type, sizeBytes: part.size, received, whole }
  })

  mount(site, routes.readFile, async ({ params, reply }, actor) => {
    const digests = ownersOf(desk).map((owner) => desk.files.digest(owner, params.sha256))
    const uses = await listFileUses(desk.sql, digests)
    const use = uses.find(({ agency, sharedWith }) => mayDo(actor, 'file.read', { agency, sharedWith }).allowed)
    if (use === undefined) throw new Fault('file_unknown')
    const [[text], [row]] = await Promise.all([desk.cache.read([use]), findFiles(desk.sql, [use.digest])])
    const bytes = row === undefined || text === undefined ? undefined : desk.files.read(row)
    if (row === undefined || text === undefined || bytes === undefined) throw new Fault('record_erased')
    noteReads(desk, actor, [use])
    const name = text.files.find((file) => file.sha256 === params.sha256)?.name ?? params.sha256
    reply.header('content-type', text.files.find((file) => file.sha256 === params.sha256)?.type ?? row.type)
    reply.header('content-length', row.size)
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeName(name)}`)
    reply.header('content-security-policy', "default-src 'none'; sandbox")
    return sendAsIs(Readable.from(bytes))
  })
}

/** The files of a version as its page lists them. */
export async function showFiles(desk: Desk, version: StoredVersion, files: readonly AttachedFile[]): Promise<ShownFile[]> {
  if (files.length === 0) return []
  const owner = { agency: version.agency, fromParty: version.fromParty }
  const rows = await findFiles(
    desk.sql,
    files.map((file) => desk.files.digest(owner, file.sha256)),
  )
  const rowOf = new Map(rows.map((row) => [toHex(row.digest), row]))
  return files.map(({ name, sha256, sizeBytes, type }) => {
    const row = rowOf.get(toHex(desk.files.digest(owner, sha256)))
    return { name, sha256, sizeBytes, type, state: stateOf(row) }
  })
}

function stateOf(row: FileRow | undefined): ShownFile['state'] {
  if (row === undefined) return 'missing'
  if (row.slot === null) return 'erased'
  return row.whole ? 'held' : 'missing'
}

function ownersOf(desk: Desk): { agency: string; fromParty: string }[] {
  const parties = [desk.authority.party, ...desk.partners.map((partner) => partner.party)]
  return desk.authority.agencies.flatMap(({ id }) => parties.map((fromParty) => ({ agency: id, fromParty })))
}

/** What the headers of an upload say; each that is missing or of another shape is named in the fault. */
function readPart({ headers }: FastifyRequest): Omit<FilePart, 'agency' | 'fromParty' | 'checkType' | 'source'> {
  const type = mediaTypeOf(headers['content-type']) || 'application/octet-stream'
  if (!isMediaType(type)) throw malformed('content-type')
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw malformed('content-encoding')
  const told = headers['x-content-sha256']
  if (told !== undefined && (typeof told !== 'string' || !isSha256(told))) throw malformed('x-content-sha256')
  const length = /^\d{1,12}$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : undefined
  const range = headers['content-range']
  if (range === undefined) {
    if (length === undefined || length === 0) throw malformed('content-length')
    if (length > maxUploadBytes) throw new Fault('body_too_large', { limit: maxUploadBytes })
    return { type, size: length, start: 0, sha256: told }
  }
  const [, from, to, of] = /^bytes (\d{1,12})-(\d{1,12})\/(\d{1,12})$/.exec(range) ?? []
  const [start, end, size] = [Number(from), Number(to), Number(of)]
  if (of === undefined || start > end || end >= size || length !== end - start + 1) throw malformed('content-range')
  if (size > maxUploadBytes) throw new Fault('body_too_large', { limit: maxUploadBytes })
  // A part has no name but the hash of the whole.
  if (told === undefined) throw malformed('x-content-sha256', 'required')
  return { type, size, start, sha256: told }
}

function malformed(header: string, code = 'wrong_value'): Fault {
  return new Fault('parameter_invalid', {}, { problems: [{ field: header, code }] })
}

/** RFC 8187: percent-encoded UTF-8. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
