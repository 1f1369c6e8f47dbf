import { equalBytes, Fault } from '@enlace/core'
import { cosignCheckpoint, formatSignatureLine, type NoteSigner, openCheckpoint, parseNote, type VerifierKey } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { freezeLog, readLog, saveReceipt } from '../store/logs.ts'
import { subtreeHash } from '../store/tree.ts'

/** Our newest receipt over a partner's log as a note of its own: its checkpoint and our cosignatures. Undefined before there is one. */
export async function writeReceipt(
  sql: Sql,
  logId: number,
  partnerKeys: readonly VerifierKey[],
  signers: readonly NoteSigner[],
  now: Date,
): Promise<{ readonly text: string; readonly size: number } | undefined> {
  const { checkpoint } = await readLog(sql, logId)
  const opened = checkpoint === null ? undefined : openCheckpoint(checkpoint, partnerKeys)
  if (checkpoint === null || opened?.ok !== true) return undefined
  const kept = opened.value.checkpoint
  return { text: checkpoint + cosignCheckpoint(kept, signers, Math.floor(now.getTime() / 1000)), size: kept.size }
}

/**
 * Takes a partner's receipt over our own log, as a person or another export brought it. Both must have signed: we the checkpoint, the partner its
 * cosignature. A checkpoint of ours that our log does not hold freezes it, as online. Returns the size, or undefined when it was known already.
 * Throws Fault `courier_receipt_invalid` and `log_frozen`.
 */
export async function takeReceipt(options: {
  readonly sql: Sql
  readonly logId: number
  readonly note: string
  readonly ownKeys: readonly VerifierKey[]
  readonly receiptKeys: readonly VerifierKey[]
  readonly now: Date
  readonly onAlarm: (code: string) => void
}): Promise<number | undefined> {
  const { sql, logId, note, ownKeys, receiptKeys, now } = options
  const opened = openCheckpoint(note, [...ownKeys, ...receiptKeys])
  const parsed = parseNote(note)
  if (!opened.ok || !parsed.ok) throw new Fault('courier_receipt_invalid')
  const { checkpoint, verified } = opened.value
  const signedBy = (keys: readonly VerifierKey[]) =>
    verified.some(({ keyId, name }) => keys.some((key) => key.id === keyId && key.name === name))
  if (!signedBy(ownKeys) || !signedBy(receiptKeys)) throw new Fault('courier_receipt_invalid')
  const log = await readLog(sql, logId)
  if (log.frozen !== null) throw new Fault('log_frozen')
  const { size, root } = checkpoint
  if (size > log.size || !equalBytes(await subtreeHash(sql, logId, { start: 0, end: size }), root)) {
    const reason = size > log.size ? 'own_log_shorter' : 'own_log_forked'
    await freezeLog(sql, logId, reason, JSON.stringify({ ours: log.size, checkpoint: note }), now)
    options.onAlarm(reason)
    throw new Fault('log_frozen')
  }
  if (size <= log.receiptedSize) return undefined
  const isReceipt = (line: { readonly name: string; readonly keyId: string }) =>
    receiptKeys.some((key) => key.name === line.name && key.id === line.keyId)
  const lines = parsed.value.signatures.filter(isReceipt).map(formatSignatureLine).join('')
  const own = parsed.value.signatures
    .filter((line) => !isReceipt(line))
    .map(formatSignatureLine)
    .join('')
  await saveReceipt(sql, logId, size, lines, `${parsed.value.text}\n${own}`, now)
  return size
}
