import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, recordId } from './shapes/parts.ts'
import { readSource, statementDetail, statementList, statementSource } from './shapes/statements.ts'

const byId = Type.Object({ id: recordId })
const faults = ['record_unknown', 'record_erased', 'record_recalled'] as const

/** Routes of published texts. Statements and what is made of them are written as records; these read, compare and propose. */
export const statementRoutes = {
  listStatements: defineRoute('GET', '/api/v1/programme/statements', {
    action: 'statement.list',
    summary: 'Published statements, the newest first, with who issued each and whether the other party’s own account is here.',
    query: Type.Object({ type: Type.Optional(code), party: Type.Optional(code), session: Type.Optional(recordId) }),
    answer: statementList,
  }),
  readStatement: defineRoute('GET', '/api/v1/programme/statements/{id}', {
    action: 'statement.read',
    summary:
      'One statement clause by clause, what came of each, the texts of single parties beside a joint one with differences, and what the rules propose.',
    params: byId,
    answer: statementDetail,
    faults,
  }),
  exportStatement: defineRoute('GET', '/api/v1/programme/statements/{id}/akn', {
    action: 'statement.export',
    summary: 'The statement in one language as Akoma Ntoso 3.0 (OASIS LegalDocML).',
    params: byId,
    query: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('es'), Type.Literal('en')])) }),
    answer: { status: 200, contentType: 'application/octet-stream', schema: Type.String() },
    faults,
  }),
  splitStatement: defineRoute('POST', '/api/v1/programme/statements/split', {
    action: 'statement.split',
    summary:
      'Reads a text or a file (plain text, Markdown, HTML, DOCX, PDF with text) and cuts it into passages, furniture marked; stores nothing.',
    body: jsonBody(statementSource, 8 * 1_048_576),
    answer: readSource,
    faults: ['statement_language', 'statement_scan', 'statement_unreadable'],
  }),
}
