import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { noteDetail, noteList } from './shapes/notes.ts'
import { direction, recordId } from './shapes/parts.ts'

/** Routes of diplomatic notes. A note and its stamps are written as records; these say where they stand. */
export const noteRoutes = {
  listNotes: defineRoute('GET', '/api/v1/notes', {
    action: 'note.list',
    summary: 'Diplomatic notes of the agency, in and out, the next reply due first; or those that carry one request.',
    query: Type.Object({ direction: Type.Optional(direction), request: Type.Optional(recordId) }),
    answer: noteList,
  }),
  readNote: defineRoute('GET', '/api/v1/notes/{id}', {
    action: 'note.read',
    summary:
      'One diplomatic note: both languages, states, stamps, the stamps allowed now and why others are not, its clearance and its answers.',
    params: Type.Object({ id: recordId }),
    answer: noteDetail,
    faults: ['record_unknown', 'record_erased'],
  }),
}
