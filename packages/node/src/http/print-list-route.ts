import { createHash } from 'node:crypto'
import { routes } from '@enlace/api'
import { canonicalBytes, Fault } from '@enlace/core'
import { journalOrigin } from '../store/log-names.ts'
import { newestSeq } from '../store/read-records.ts'
import type { Desk } from './desk.ts'
import type { DocumentWriter } from './document-writer.ts'
import { mount } from './mount.ts'
import { filtersOf, listPrints } from './print-lists.ts'
import { namesOf, readHow, sendDocument } from './print-routes.ts'
import type { Site } from './site.ts'

/**
 * Mounts the printing of lists. The list's own route is asked in the caller's name, so that what is printed is what they see there, narrowed,
 * ordered and journalled as there. Throws Fault `parameter_invalid` where that route refuses the query.
 */
export function mountListPrintRoute(site: Site, desk: Desk, writer: DocumentWriter): void {
  mount(site, routes.printList, async ({ query, language, request, reply }, actor) => {
    const how = readHow(desk, query, language)
    const print = listPrints[query.list]
    const of = new URLSearchParams(query.of ?? '')
    for (const paging of ['limit', 'cursor', 'skip', 'facets']) of.delete(paging)
    const { authorization, cookie, host } = request.headers
    const position = { origin: journalOrigin(desk.authority), seq: await newestSeq(desk.sql) }
    const asked = new URLSearchParams(of)
    if (print.limit !== undefined) asked.set('limit', String(print.limit))
    const answer = await site.server.inject({
      method: 'GET',
      url: `${print.path}?${asked}`,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(host === undefined ? {} : { host }),
      },
    })
    if (answer.statusCode === 403) throw new Fault('not_permitted', { reason: 'may_not_role', role: actor.role })
    if (answer.statusCode !== 200) throw new Fault('parameter_invalid', {}, { problems: [{ field: 'of', code: 'parameter_invalid' }] })
    const list = {
      ...print.read(answer.payload, desk),
      list: query.list,
      party: desk.authority.party,
      agency: actor.agency,
      filters: filtersOf(of, desk),
      columns: print.columns,
      sha256: createHash('sha256')
        .update(canonicalBytes(JSON.parse(answer.payload)))
        .digest('hex'),
      position,
      printedBy: actor.user,
      printedAt: desk.now(),
      purpose: query.purpose,
    }
    const bytes = await writer.write({ ...how, names: namesOf(desk), subject: { list } })
    return sendDocument(reply, bytes, query.format, [query.list, ...how.languages].join('-'))
  })
}
