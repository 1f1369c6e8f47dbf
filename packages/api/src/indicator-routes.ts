import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { indicatorDetail, indicatorList } from './shapes/indicators.ts'
import { code, count, day, json, recordId } from './shapes/parts.ts'

/** Routes of indicators. Cards, answers to them and values are written as records; these say where each indicator stands. */
export const indicatorRoutes = {
  listIndicators: defineRoute('GET', '/api/v1/programme/indicators', {
    action: 'indicator.list',
    summary:
      'Every indicator with both sides’ last figures, as of a day (today unless said): own figures and rivals apart, never averaged.',
    query: Type.Object({ level: Type.Optional(code), workstream: Type.Optional(code), on: Type.Optional(day) }),
    answer: indicatorList,
  }),
  readIndicator: defineRoute('GET', '/api/v1/programme/indicators/{id}', {
    action: 'indicator.read',
    summary: 'One indicator: the card in force, its versions, who agreed to baseline and target, and every figure with what it restated.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({ on: Type.Optional(day) }),
    answer: indicatorDetail,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
  loadIndicators: defineRoute('POST', '/api/v1/programme/indicators/starter', {
    action: 'indicator.load',
    summary: 'Writes the starter cards that nobody has written yet, each as a record of the own party; loading twice changes nothing.',
    body: jsonBody(Type.Object({ envelope: json }, { additionalProperties: false })),
    answer: Type.Object({ stored: count, held: count }),
  }),
}
