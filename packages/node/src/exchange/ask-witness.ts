import { fromUtf8 } from '@enlace/core'
import { encodeAddCheckpoint, openCheckpoint, parseSize, type VerifierKey, verifyCosignatures } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { type Log, listLogs } from '../store/logs.ts'
import { consistencyProof } from '../store/tree.ts'
import type { AskedWitness } from '../store/witness-policy.ts'
import { listWitnessed, saveWitnessed } from '../store/witnessed.ts'

/** What went wrong with a witness the last time: it does not answer, is too slow, refuses, knows more than we have, or signs falsely. */
export type WitnessFault = {
  readonly code: 'witness_unreachable' | 'witness_slow' | 'witness_refuses' | 'witness_ahead' | 'witness_lies'
  readonly at: Date
  readonly values: Readonly<Record<string, string | number>>
}

/** How one witness does. Kept in memory: what it cosigned is in the store. */
export type WitnessState = {
  readonly witness: AskedWitness
  readonly lastAnswerAt: Date | null
  readonly tookMs: number | null
  readonly lastFault: WitnessFault | null
}

export type AskingWitness = {
  /** Shows it every own log that has grown since it last cosigned it. Never throws for the witness's trouble. */
  readonly step: () => Promise<boolean>
  readonly state: () => WitnessState
}

const answerLimitMs = 10_000
const maxAnswerBytes = 65_536

/**
 * Asks one witness for cosignatures over the node's own logs (C2SP tlog-witness) and keeps them. Nothing waits for it: traffic, receipts and proofs
 * go on without, and whatever it does wrong is remembered and shown.
 */
export function askWitness(options: {
  readonly sql: Sql
  readonly witness: AskedWitness
  /** Keys that the node signs a log with. */
  readonly keysOf: (origin: string) => readonly VerifierKey[]
  readonly now: () => Date
  readonly onChange: () => void
  readonly onAlarm: (code: string, origin: string) => void
  readonly limitMs?: number
}): AskingWitness {
  const { sql, witness, now } = options
  let state: WitnessState = { witness, lastAnswerAt: null, tookMs: null, lastFault: null }

  function fail(code: WitnessFault['code'], origin: string, values: WitnessFault['values'] = {}): false {
    const isNew = state.lastFault?.code !== code
    state = { ...state, lastFault: { code, at: now(), values: { origin, ...values } } }
    if (isNew) options.onChange()
    if (isNew && (code === 'witness_lies' || code === 'witness_ahead')) options.onAlarm(code, origin)
    return false
  }

  async function step(): Promise<boolean> {
    const [logs, seen] = await Promise.all([listLogs(sql), listWitnessed(sql)])
    let sound = true
    for (const log of logs) {
      const known = seen.find((row) => row.witness === witness.url && row.logId === log.logId)?.size ?? 0
      if (log.role === 'in' || log.checkpoint === null || log.checkpointSize <= known) continue
      const answered = await show(log, log.checkpoint, known)
      sound &&= answered
      // One that does not answer is not asked again for each log.
      if (!answered && state.lastFault !== null && silent.has(state.lastFault.code)) break
    }
    if (sound && state.lastFault !== null && state.lastAnswerAt !== null && state.lastAnswerAt > state.lastFault.at) {
      state = { ...state, lastFault: null }
      options.onChange()
    }
    return false
  }

  async function show(log: Log, note: string, known: number): Promise<boolean> {
    const size = log.checkpointSize
    const opened = openCheckpoint(note, options.keysOf(log.origin))
    if (!opened.ok) return false
    let oldSize = known
    for (let attempt = 0; attempt < 2; attempt++) {
      const proof = await consistencyProof(sql, log.logId, oldSize, size)
      const answer = await post(encodeAddCheckpoint({ oldSize, proof, checkpoint: note }), log.origin)
      if (answer === undefined) return false
      if (answer.status === 200) return await keep(log, note, opened.value.checkpoint, answer.body)
      const told = answer.status === 409 ? parseSize(answer.body.trim()) : undefined
      if (told === undefined || told === oldSize) return fail('witness_refuses', log.origin, { status: answer.status })
      // It has seen more of our log than we have: our store is older than it was, or the witness does not tell the truth.
      if (told > size) return fail('witness_ahead', log.origin, { theirs: told, ours: size })
      oldSize = told
    }
    return fail('witness_refuses', log.origin, { status: 409 })
  }

  async function keep(log: Log, note: string, checkpoint: Parameters<typeof verifyCosignatures>[0], lines: string): Promise<boolean> {
    const verified = verifyCosignatures(checkpoint, lines, witness.keys)
    if (!verified.ok) return fail('witness_lies', log.origin, { reason: verified.reason })
    await saveWitnessed(sql, {
      logId: log.logId,
      witness: witness.url,
      size: checkpoint.size,
      note,
      lines: ownLines(lines, witness.keys),
      at: now(),
    })
    options.onChange()
    return true
  }

  async function post(body: string, origin: string): Promise<{ status: number; body: string } | undefined> {
    const began = performance.now()
    try {
      const response = await fetch(`${witness.url}/add-checkpoint`, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(options.limitMs ?? answerLimitMs),
      })
      const bytes = await readBounded(response)
      state = { ...state, lastAnswerAt: now(), tookMs: Math.round(performance.now() - began) }
      const text = bytes === undefined ? undefined : fromUtf8(bytes)
      if (text === undefined) fail('witness_lies', origin, { reason: 'answer_malformed' })
      return text === undefined ? undefined : { status: response.status, body: text }
    } catch (cause) {
      const isSlow = cause instanceof Error && cause.name === 'TimeoutError'
      fail(isSlow ? 'witness_slow' : 'witness_unreachable', origin)
      return undefined
    }
  }

  return { step, state: () => state }
}

const silent: ReadonlySet<string> = new Set(['witness_unreachable', 'witness_slow'])

/** Of an answer only the lines of keys that the policy names: others are nobody's word here. */
function ownLines(lines: string, keys: readonly VerifierKey[]): string {
  return lines
    .split('\n')
    .filter((line) => keys.some((key) => line.startsWith(`— ${key.name} `)))
    .map((line) => `${line}\n`)
    .join('')
}

async function readBounded(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxAnswerBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
