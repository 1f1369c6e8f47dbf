import { createHash } from 'node:crypto'
import { type ListName, type QueryOf, routes, type SheetName, type Summary } from '@enlace/api'
import { canonicalBytes, Fault, type FaultCode } from '@enlace/core'
import type { PrintedAnswer, PrintedList, PrintedSheet } from '@enlace/documents'
import type { Actor } from '@enlace/policy'
import type { FastifyRequest } from 'fastify'
import { recordDigest } from '../store/keyed-digest.ts'
import { journalOrigin } from '../store/log-names.ts'
import { findLatest } from '../store/read-changes.ts'
import { newestSeq } from '../store/read-records.ts'
import type { Desk } from './desk.ts'
import type { DocumentWriter } from './document-writer.ts'
import { mount } from './mount.ts'
import { filtersOf, listPrints } from './print-lists.ts'
import { namesOf, readHow, sendDocument } from './print-routes.ts'
import { sheetPrints } from './print-sheets.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

type Asked = { readonly id: string; readonly of: URLSearchParams; readonly purpose?: string | undefined }

/**
 * Mounts the printing of lists and of other pages. Their own route is asked in the caller's name, so that what is printed is what they see there,
 * narrowed, ordered and journalled as there. Throws its faults, and Fault `parameter_invalid` where that route refuses the query.
 */
export function mountListPrintRoute(site: Site, desk: Desk, writer: DocumentWriter, readOrigin: () => string): void {
  mount(site, routes.printList, async ({ query, language, request, reply }, actor) => {
    const how = readHow(desk, query, language)
    const asked = readAsked(query)
    const subject = isSheet(query.list)
      ? { sheet: await gatherSheet(query.list, { ...asked, languages: how.languages.length }, request, actor) }
      : { list: await gatherList(query.list, asked, request, actor) }
    const bytes = await writer.write({ ...how, names: namesOf(desk), subject })
    return sendDocument(reply, bytes, query.format, [query.list, ...how.languages].join('-'))
  })

  async function gatherList(list: ListName, asked: Asked, request: FastifyRequest, actor: Actor): Promise<PrintedList> {
    const print = listPrints[list]
    const of = new URLSearchParams(asked.of)
    if (print.limit !== undefined) of.set('limit', String(print.limit))
    const { answer, page } = await ask({ path: `${print.path}?${of}` }, asked, request, actor)
    return { ...page, ...print.read(answer, desk), list, filters: filtersOf(asked.of, desk), columns: print.columns }
  }

  async function gatherSheet(
    name: SheetName,
    asked: Asked & { readonly languages: number },
    request: FastifyRequest,
    actor: Actor,
  ): Promise<PrintedSheet> {
    const print = sheetPrints[name]
    const of = { ...asked, desk, origin: readOrigin() }
    const { answer, page } = await ask(print.source(of), asked, request, actor)
    const sheet = print.read(answer, of)
    if (sheet === undefined) throw new Fault(print.unknown ?? 'record_unknown')
    const { ids = [], ...shown } = sheet
    const others = await summariesOf(ids, actor)
    const title = others.find(({ id }) => id === asked.id)?.title
    return {
      ...page,
      ...(title === undefined ? {} : { title: { type: 'text', text: title } }),
      ...shown,
      tlps: [...shown.tlps, ...others.map(({ tlp }) => tlp)],
      sheet: name,
    }
  }

  async function summariesOf(ids: readonly string[], actor: Actor): Promise<Summary[]> {
    const rids = [...new Set(ids)].map((id) => recordDigest(desk.searchKey, id))
    const summaries = rids.length === 0 ? [] : await summarise(desk, actor, await findLatest(desk.sql, actor.agency, rids))
    return summaries.flatMap((one) => one ?? [])
  }

  async function ask(
    source: { readonly path: string } | { readonly answer: string },
    { purpose }: Asked,
    request: FastifyRequest,
    actor: Actor,
  ): Promise<{ answer: string; page: Omit<PrintedAnswer, 'tlps'> }> {
    const position = { origin: journalOrigin(desk.authority), seq: await newestSeq(desk.sql) }
    const answer = 'answer' in source ? source.answer : await askRoute(source.path, request, actor)
    const sha256 = createHash('sha256')
      .update(canonicalBytes(JSON.parse(answer)))
      .digest('hex')
    const { party } = desk.authority
    return { answer, page: { party, agency: actor.agency, sha256, position, printedBy: actor.user, printedAt: desk.now(), purpose } }
  }

  async function askRoute(url: string, { headers: { authorization, cookie, host } }: FastifyRequest, actor: Actor): Promise<string> {
    const headers = {
      ...(authorization === undefined ? {} : { authorization }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(host === undefined ? {} : { host }),
    }
    const { statusCode, payload } = await site.server.inject({ method: 'GET', url, headers })
    if (statusCode !== 200) refuse(statusCode, payload, actor)
    return payload
  }
}

function isSheet(name: ListName | SheetName): name is SheetName {
  return Object.hasOwn(sheetPrints, name)
}

function readAsked({ id = '', of: written = '', purpose }: QueryOf<typeof routes.printList>): Asked {
  const of = new URLSearchParams(written)
  for (const paging of ['limit', 'cursor', 'skip', 'facets']) of.delete(paging)
  return { id, of, purpose }
}

const passedOn: readonly FaultCode[] = ['record_unknown', 'record_erased', 'record_recalled', 'clearance_unknown']

/** Says no as the page's own route says it. */
function refuse(status: number, problem: string, actor: Actor): never {
  if (status === 403) throw new Fault('not_permitted', { reason: 'may_not_role', role: actor.role })
  const code = passedOn.find((known) => problem.includes(`"code":"${known}"`))
  if (code !== undefined) throw new Fault(code)
  throw new Fault('parameter_invalid', {}, { problems: [{ field: 'of', code: 'parameter_invalid' }] })
}
