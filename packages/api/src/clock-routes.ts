import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { instrumentDetail, instrumentList, simulationAnswer, simulationRequest } from './shapes/clocks.ts'
import { code } from './shapes/parts.ts'

/** Routes about the law as data: what instruments say, and what falls due when. Nothing is stored and no record is read. */
export const clockRoutes = {
  listInstruments: defineRoute('GET', '/api/v1/instruments', {
    action: 'instrument.list',
    summary:
      'Treaties, laws and models on the shelf, the calendars their clocks are counted by, and the clocks of this node’s own records.',
    answer: instrumentList,
  }),
  readInstrument: defineRoute('GET', '/api/v1/instruments/{id}', {
    action: 'instrument.read',
    summary: 'One instrument: articles, authorities, documents, refusal grounds, clocks, each with its source.',
    params: Type.Object({ id: code }),
    answer: instrumentDetail,
    faults: ['instrument_unknown'],
  }),
  simulateClocks: defineRoute('POST', '/api/v1/clocks/simulate', {
    action: 'clock.simulate',
    summary: 'What falls due when, for up to four lines of supposed events, each clock explained step by step; nothing is stored.',
    body: jsonBody(simulationRequest, 65_536),
    answer: simulationAnswer,
    faults: ['instrument_unknown'],
  }),
} as const
