import { type Static, Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { code, recordId } from './shapes/parts.ts'

const byId = Type.Object({ id: recordId })
const query = Type.Object({
  format: Type.Union([Type.Literal('pdf'), Type.Literal('docx')]),
  language: Type.Optional({ ...code, description: 'A language of the node, or `both`: Spanish and English side by side.' }),
  zone: Type.Optional(Type.String({ maxLength: 60, description: 'IANA time zone in which times are printed; UTC when left out.' })),
  purpose: Type.Optional(Type.String({ maxLength: 120, description: 'Printed at the foot of every page; a blank line when left out.' })),
})
const answer = { status: 200, contentType: 'application/octet-stream', schema: Type.String() } as const
const faults = ['record_unknown', 'record_erased', 'record_recalled'] as const

const printedSheet = Type.Union([
  Type.Literal('agreement'),
  Type.Literal('brief-community'),
  Type.Literal('brief-delta'),
  Type.Literal('brief-evaluation'),
  Type.Literal('brief-follow-up'),
  Type.Literal('brief-ministerial'),
  Type.Literal('brief-reciprocity'),
  Type.Literal('claims'),
  Type.Literal('clearance'),
  Type.Literal('flow'),
  Type.Literal('group'),
  Type.Literal('handover'),
  Type.Literal('indicator'),
  Type.Literal('joint'),
  Type.Literal('rights'),
  Type.Literal('session'),
  Type.Literal('simulation'),
  Type.Literal('statement'),
])
/** Pages that are printed and are no list. */
export type SheetName = Static<typeof printedSheet>

const printedList = Type.Union([
  Type.Literal('cases'),
  Type.Literal('contact-reports'),
  Type.Literal('inbox'),
  Type.Literal('notes'),
  Type.Literal('requests'),
  Type.Literal('search'),
])
/** Lists that are printed as a table. */
export type ListName = Static<typeof printedList>

/** Routes of what is printed: PDF or DOCX, in one language of the node or in both. */
export const printRoutes = {
  printRecord: defineRoute('GET', '/api/v1/records/{id}/document', {
    action: 'record.print',
    summary: 'The latest version as a document to print or to hand over, laid out in the way of its kind.',
    params: byId,
    query,
    answer,
    faults,
  }),
  printPackage: defineRoute('GET', '/api/v1/records/{id}/package', {
    action: 'record.print_package',
    summary: 'A record with what goes with it in one file: a request with its documents, any other record with what it names.',
    params: byId,
    query,
    answer,
    faults,
  }),
  printList: defineRoute('GET', '/api/v1/list-document', {
    action: 'list.print',
    summary: 'A list or another page of the desk as a document, as of now, exactly as its own route answers the caller.',
    query: Type.Object({
      ...query.properties,
      list: Type.Union([...printedList.anyOf, ...printedSheet.anyOf]),
      id: Type.Optional(
        Type.String({
          maxLength: 200,
          description: 'What the page is of; of rights flags, the record that they name, or nothing for all.',
        }),
      ),
      of: Type.Optional(
        Type.String({
          maxLength: 7000,
          description:
            'The query that its own route is asked with, without its limit; of a simulation `plan`, the body that its route takes.',
        }),
      ),
    }),
    answer,
    faults: ['clearance_unknown', 'handover_unknown', ...faults],
  }),
}
