import { type Static, Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, instant, reason } from './shapes/parts.ts'
import { changeAnswer } from './shapes/people.ts'

const origin = Type.String({ maxLength: 255 })

/** What a log that stands still was stopped for, as anybody can check it who has the log's public keys. */
export const stoppedLog = Type.Object(
  {
    format: Type.Literal('enlace-stopped-log'),
    v: Type.Literal(1),
    origin,
    reason: Type.String(),
    at: instant,
    notes: Type.Array(Type.String(), {
      description: 'Signed checkpoints of that log, as they were met; two of one size and another root contradict each other.',
    }),
    details: Type.String({ description: 'All that was kept, as JSON: the notes, and the leaf or proof that fails.' }),
    policy: Type.String({ description: 'The keys under which the notes are to be read (tlog-policy).' }),
  },
  { description: 'Holds nothing about anybody: checkpoints, hashes and leaves.' },
)
export type StoppedLog = Static<typeof stoppedLog>

/** Routes about logs that end, and what they were stopped for. */
export const epochRoutes = {
  openEpoch: defineRoute('POST', '/api/v1/exchange/{party}/epochs', {
    action: 'exchange.open_epoch',
    summary: 'Propose to end a log with a partner and to begin its next epoch; a second person confirms, and two persons of the partner.',
    params: Type.Object({ party: code }),
    body: jsonBody(
      Type.Object(
        {
          origin: Type.String({ maxLength: 255, description: 'The log that ends: ours to the partner, or its log to us.' }),
          code: Type.Union([Type.Literal('yearly'), Type.Literal('forked'), Type.Literal('damaged'), Type.Literal('compromised')], {
            description:
              'yearly: nothing is wrong. Of the others the last receipted checkpoint is the end, and what no receipt covers goes again.',
          }),
          reason,
        },
        { additionalProperties: false },
      ),
      4096,
    ),
    answer: changeAnswer,
    faults: ['partner_unknown', 'epoch_unknown', 'proposal_waits'],
  }),
  readStoppedLog: defineRoute('GET', '/api/v1/exchange/{party}/stopped', {
    action: 'exchange.read_stopped',
    summary: 'Why a log stands still, with the contradicting checkpoints: evidence that a third party can check.',
    params: Type.Object({ party: code }),
    query: Type.Object({ origin }, { additionalProperties: false }),
    answer: stoppedLog,
    faults: ['partner_unknown', 'epoch_unknown'],
  }),
} as const
