import { type Static, Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { code, count, explanation, instant } from './shapes/parts.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const fault = orNull(Type.Object({ code, at: instant, values: explanation.properties.values }))
const seenLogs = (howFar: string) =>
  Type.Array(
    Type.Object({
      origin: Type.String(),
      size: Type.Integer({ minimum: 0, description: howFar }),
      signed: Type.Integer({ minimum: 0, description: 'Up to where we have signed it.' }),
      at: orNull(instant),
    }),
  )

export const witnessStatus = Type.Object({
  quorum: orNull(Type.String({ description: 'The witness or group that the policy asks for; null where it asks for none.' })),
  items: Type.Array(
    Type.Object({
      name: Type.String(),
      url: Type.String(),
      keys: Type.Array(Type.Object({ algorithm: Type.String(), fingerprint: Type.String() })),
      lastAnswerAt: orNull(instant),
      tookMs: orNull(count),
      lastFault: fault,
      logs: seenLogs('Up to where the witness has cosigned it.'),
    }),
  ),
})
export type WitnessStatus = Static<typeof witnessStatus>

export const timestampStatus = Type.Object({
  authority: orNull(
    Type.Object({
      url: Type.String(),
      everyMinutes: count,
      lastAnswerAt: orNull(instant),
      lastFault: fault,
    }),
  ),
  logs: seenLogs('Up to where the newest time-stamp reaches.'),
})
export type TimestampStatus = Static<typeof timestampStatus>

/** Routes about who else has seen the node's own logs. */
export const witnessRoutes = {
  readWitnesses: defineRoute('GET', '/api/v1/exchange/witnesses', {
    action: 'exchange.read_witnesses',
    summary: "The witnesses of the node's own logs: what each has cosigned, when, and what was wrong with it last.",
    answer: witnessStatus,
  }),
  readTimestamps: defineRoute('GET', '/api/v1/exchange/timestamps', {
    action: 'exchange.read_timestamps',
    summary:
      "Time-stamps (RFC 3161) over the node's own logs: how far they reach, and what was wrong with the authority last; null where none is asked.",
    answer: timestampStatus,
  }),
} as const
