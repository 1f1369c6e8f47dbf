import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { code, day, recordId } from './shapes/parts.ts'
import { mechanismDetail, officeList, openItems, programmeHub, sessionDetail } from './shapes/programme.ts'

const onDay = Type.Object({ on: Type.Optional(day) })
const unknown = ['record_unknown', 'record_erased', 'record_recalled'] as const

/** Routes of programmes, bodies, offices and sessions. All of them are written as records; these say where they stand on a day. */
export const programmeRoutes = {
  readProgramme: defineRoute('GET', '/api/v1/programme', {
    action: 'programme.list',
    summary: 'Programmes and bodies by any of their names, and the sessions with where each stands as of a day (today unless said).',
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), on: Type.Optional(day) }),
    answer: programmeHub,
  }),
  listOffices: defineRoute('GET', '/api/v1/programme/offices', {
    action: 'programme.list_offices',
    summary: 'Public offices with who held them and who held them on a day, of one person or one party where it is asked.',
    query: Type.Object({ on: Type.Optional(day), q: Type.Optional(Type.String({ maxLength: 200 })), of: Type.Optional(code) }),
    answer: officeList,
  }),
  readMechanism: defineRoute('GET', '/api/v1/programme/mechanisms/{id}', {
    action: 'programme.read_mechanism',
    summary: 'One body: mandate, how often it has to meet and whether it does, and its sessions with delegations, agenda and outcomes.',
    params: Type.Object({ id: recordId }),
    query: onDay,
    answer: mechanismDetail,
    faults: unknown,
  }),
  readProgrammeSession: defineRoute('GET', '/api/v1/programme/sessions/{id}', {
    action: 'programme.read',
    summary:
      'One session: what each party tells of it, who came, its agenda, decisions, documents and minutes, and the commitments due by it.',
    params: Type.Object({ id: recordId }),
    query: onDay,
    answer: sessionDetail,
    faults: unknown,
  }),
  listOpenItems: defineRoute('GET', '/api/v1/programme/sessions/{id}/open', {
    action: 'programme.list_open',
    summary: 'What is open and could stand on the agenda of a session, each with why; nothing is put there by itself.',
    params: Type.Object({ id: recordId }),
    query: onDay,
    answer: openItems,
    faults: unknown,
  }),
}
