import { randomBytes } from 'node:crypto'
import { utf8 } from '@enlace/core'
import { encodeTimestampRequest, readTimestampResponse, sha256, verifyTimestamp } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { type Log, listLogs } from '../store/logs.ts'
import type { AskedAuthority } from '../store/timestamp-authority.ts'
import { listStamped, saveTimestamp } from '../store/timestamps.ts'

/** What went wrong with the authority the last time. */
export type TimestampFault = {
  readonly code: 'timestamp_unreachable' | 'timestamp_slow' | 'timestamp_refuses' | 'timestamp_untrue'
  readonly at: Date
  readonly values: Readonly<Record<string, string | number>>
}

export type AskingTimestamps = {
  /** Has every own log stamped that grew and whose last stamp is old. Never throws for the authority's trouble. */
  readonly step: () => Promise<boolean>
  readonly state: () => { readonly lastAnswerAt: Date | null; readonly lastFault: TimestampFault | null }
}

const answerLimitMs = 10_000
const maxAnswerBytes = 65_536

/**
 * Asks a time-stamping authority (RFC 3161) for tokens over the newest signed heads of the node's own logs, and keeps those that hold. Nothing waits
 * for it: traffic, receipts and proofs go on without, and what it does wrong is remembered and shown.
 */
export function askTimestamps(options: {
  readonly sql: Sql
  readonly authority: AskedAuthority
  readonly now: () => Date
  readonly onChange: () => void
  readonly limitMs?: number
}): AskingTimestamps {
  const { sql, authority, now } = options
  let lastAnswerAt: Date | null = null
  let lastFault: TimestampFault | null = null

  function fail(code: TimestampFault['code'], values: TimestampFault['values'] = {}): false {
    const isNew = lastFault?.code !== code
    lastFault = { code, at: now(), values }
    if (isNew) options.onChange()
    return false
  }

  async function step(): Promise<boolean> {
    const [logs, stamped] = await Promise.all([listLogs(sql), listStamped(sql)])
    for (const log of logs) {
      const last = stamped.find((row) => row.logId === log.logId)
      const recent = last !== undefined && now().getTime() - last.at.getTime() < authority.everyMinutes * 60_000
      if (log.role === 'in' || log.checkpoint === null || log.checkpointSize <= (last?.size ?? 0) || recent) continue
      // One that does not answer is not asked again for each log.
      if (!(await stamp(log, log.checkpoint))) return false
    }
    return false
  }

  async function stamp(log: Log, note: string): Promise<boolean> {
    const nonce = randomBytes(8)
    nonce[0]! |= 0x80
    const answer = await post(encodeTimestampRequest(sha256(utf8(note)), nonce))
    if (answer === undefined) return false
    const token = readTimestampResponse(answer)
    if (!token.ok) return fail(token.reason === 'timestamp_refused' ? 'timestamp_refuses' : 'timestamp_untrue', { reason: token.reason })
    const verified = verifyTimestamp(token.value, utf8(note), { roots: authority.roots, nonce })
    if (!verified.ok) return fail('timestamp_untrue', { reason: verified.reason })
    const { at, by } = verified.value
    await saveTimestamp(sql, { logId: log.logId, size: log.checkpointSize, note, token: token.value, at, authority: by })
    lastFault = null
    options.onChange()
    return true
  }

  async function post(body: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      const response = await fetch(authority.url, {
        method: 'POST',
        body: Buffer.from(body),
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        redirect: 'error',
        signal: AbortSignal.timeout(options.limitMs ?? answerLimitMs),
      })
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of response.body ?? []) {
        size += chunk.length
        if (size > maxAnswerBytes) break
        chunks.push(chunk)
      }
      lastAnswerAt = now()
      if (response.status === 200 && size <= maxAnswerBytes) return Buffer.concat(chunks)
      fail('timestamp_refuses', { status: response.status })
    } catch (cause) {
      fail(cause instanceof Error && cause.name === 'TimeoutError' ? 'timestamp_slow' : 'timestamp_unreachable')
    }
    return undefined
  }

  return { step, state: () => ({ lastAnswerAt, lastFault }) }
}
