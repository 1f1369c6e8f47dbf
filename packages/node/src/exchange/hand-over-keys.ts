import { toBase64Url, utf8 } from '@enlace/core'
import { unsealContent, unsealType } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import type { EntryDraft } from '../store/append-entries.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { readLog } from '../store/logs.ts'
import { findToHand, noteHanded, type SealedToHand } from '../store/sealed-entries.ts'
import { openSealingKey } from '../store/sealing-key.ts'
import type { PassStep } from '../store/steps.ts'

const batchSize = 256

/**
 * Hands over the keys of sealed entries of one outbound log once the partner has receipted them, as entries of the same log: each names the
 * sealed one and carries the receipt that came first. Of a record that was taken back or erased meanwhile it says that no key comes. Entry and
 * note commit together, so a crash repeats nothing.
 */
export function createHandOverKeys(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly logId: number
  readonly seen: () => number
  readonly now: () => Date
  readonly pass: PassStep
}): { step(): Promise<boolean> } {
  const { sql, writer, keystore, logId } = options

  /** Hands over what is due; true while more is. A frozen log takes nothing, and what is due stays due. */
  async function step(): Promise<boolean> {
    if ((await findToHand(sql, logId, 1)).length === 0 || (await readLog(sql, logId)).frozen !== null) return false
    const told = await writer.transact(async (writing) => {
      await writing.lock(logId)
      const [log, due] = await Promise.all([readLog(writing.sql, logId), findToHand(writing.sql, logId, batchSize)])
      const at = options.now()
      const drafts = due.map((one) => draftOf(log.origin, one, log.receipt ?? '', at))
      const seqs = await writing.append(logId, drafts, options.seen())
      const notes = due.map(({ seq }, i) => {
        return { seq, state: drafts[i]?.body === undefined ? ('never' as const) : ('handed' as const), unsealSeq: seqs[i] as number }
      })
      await noteHanded(writing.sql, logId, notes, at)
      options.pass('unseal.written')
      return due.length
    })
    options.pass('unseal.committed')
    return told === batchSize
  }

  function draftOf(origin: string, one: SealedToHand, receipt: string, at: Date): EntryDraft {
    const about = { re_origin: origin, re_seq: one.seq, re_hash: toBase64Url(one.hash) }
    const without = (code: string): EntryDraft => ({ type: unsealType, at, members: { ...about, code } })
    if (one.recalled) return without('recalled')
    const key = openSealingKey(keystore, origin, one)
    const slot = one.slot === null ? undefined : keystore.read(one.slot)
    if (typeof key === 'string' || slot === undefined || one.slot === null) return without(one.key?.length === 0 ? 'key_lost' : 'erased')
    // Under the key of the entry that it opens: who destroys one destroys both.
    const body = { agency: slot.agency, key: { slot: one.slot }, contentType: unsealContent, items: [key, utf8(receipt)] }
    return { type: unsealType, at, members: about, body }
  }

  return { step }
}
