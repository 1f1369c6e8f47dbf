import { equalBytes, Fault, toBase64, toBase64Url } from '@enlace/core'
import { type Body, checkpointText, commitItem, formatProof, parseLeaf } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { openBody } from '../store/bodies.ts'
import type { Keystore } from '../store/keystore.ts'
import { findReceiptOver, type Log, listLogs, readBodies, readEntries, readLog } from '../store/logs.ts'
import { findUnsealSeq } from '../store/sealed-entries.ts'
import { findTimestampOver } from '../store/timestamps.ts'
import { inclusionProof, subtreeHash } from '../store/tree.ts'
import { witnessLines } from '../store/witnessed.ts'

/** One place of a record version in one log, with all that a third person needs to check it. */
export type ProvenPosition = {
  readonly origin: string
  readonly seq: number
  readonly role: 'journal' | 'out' | 'in'
  readonly leaf: string
  readonly opening: {
    readonly items: readonly { readonly index: number; readonly length: number; readonly salt: string; readonly commitment: string }[]
    readonly commitments: readonly string[]
  }
  /** Base 64: the object as it left, where fields were struck from the record, so that anyone can check exactly what left. */
  readonly sent?: string
  readonly tlogProof: string
  readonly receipt: { readonly by: string; readonly at: string } | null
}

/** The same entry under a head that an authority time-stamped: its inclusion proof there (tlog-proof), and the token over that head. */
export type ProvenTime = { readonly tlogProof: string; readonly token: Uint8Array }

/**
 * Proves where a version lies: for each log its leaf, the openings of its items, and the inclusion proof under the newest checkpoint,
 * with the receipt's lines where the partner gave one. Works after erasure; then there are no openings.
 */
export function createProver(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly sign: (logId: number) => Promise<{ readonly text: string; readonly size: number } | undefined>
  /** The cosignature lines of our own receipt over a partner's checkpoint. */
  readonly cosign: (log: Log) => string
}): {
  prove(versionSeq: number): Promise<ProvenPosition[]>
  /** The same with the bodies as each log holds them; undefined bodies are erased. */
  proveWhole(versionSeq: number): Promise<readonly { readonly position: ProvenPosition; readonly body: Body | undefined }[]>
  /** An entry of an own log under the first head that the partner receipted with it, as its receipt alone shows it; undefined where there is none. */
  proveReceipted(origin: string, seq: number): Promise<string | undefined>
  /** The entry of an own log that handed over the key of a sealed one, with its proof; undefined where there is none. */
  proveUnseal(origin: string, seq: number): Promise<ProvenPosition | undefined>
  /** One entry of one log with its body as that log holds it; undefined when it is not under a checkpoint yet. */
  proveAt(logId: number, seq: number): Promise<{ readonly position: ProvenPosition; readonly body: Body | undefined } | undefined>
  /** By when an entry existed, in the words of a time-stamping authority; undefined where none was asked or it did not answer yet. */
  proveTime(origin: string, seq: number): Promise<ProvenTime | undefined>
  /** One entry of one log without any of its content: for whoever may not read records, and wants to see that the log holds. */
  proveEntry(logId: number, seq: number): Promise<ProvenPosition | undefined>
} {
  const { sql } = options

  async function proveAt(logId: number, seq: number): Promise<{ position: ProvenPosition; body: Body | undefined } | undefined> {
    const signed = await noteOver(logId, seq)
    if (signed === undefined) return undefined
    const { log, note, size, receipt } = signed
    const [[entry], [stored], hashes] = await Promise.all([
      readEntries(sql, logId, seq, seq + 1),
      readBodies(sql, logId, seq, seq + 1),
      inclusionProof(sql, logId, seq, size),
    ])
    if (entry === undefined) return undefined
    const body = stored === undefined ? undefined : openBody(options.keystore, log.origin, stored)
    if (body === 'unreadable') throw new Fault('store_unavailable', {})
    // After erasure nothing is left to open, and the entry itself is still proved.
    const items = body === undefined || body === 'erased' ? [] : body.items
    const commitments = items.map((item) => toBase64Url(commitItem(item.salt, item.bytes)))
    const opening = {
      items: items.map((item, index) => ({
        index,
        length: item.bytes.length,
        salt: toBase64Url(item.salt),
        commitment: commitments[index] as string,
      })),
      commitments,
    }
    const leaf = parseLeaf(entry.leaf)
    if (!leaf.ok) throw new Error(`leaf ${seq} of ${log.origin} does not parse`)
    const tlogProof = formatProof({ index: seq, proof: hashes, checkpoint: note })
    const position = { origin: log.origin, seq, role: log.role, leaf: toBase64(entry.leaf), opening, tlogProof, receipt }
    return { position, body: body === 'erased' ? undefined : body }
  }

  /** The signed note that covers an entry, with the partner's receipt lines if it covers it too. */
  async function noteOver(logId: number, seq: number) {
    const log = await readLog(sql, logId)
    if (log.role === 'in') {
      if (log.checkpoint === null || log.checkpointSize <= seq) return undefined
      return { log, note: log.checkpoint + options.cosign(log), size: log.checkpointSize, receipt: null }
    }
    if (log.role === 'out' && log.receipt !== null && log.receiptedSize > seq) {
      const [covering] = await sql<{ at: Date }[]>`select at from receipt where log_id = ${logId} and size > ${seq} order by size limit 1`
      const receipt = { by: log.partner ?? '', at: (covering?.at ?? log.receiptedAt ?? new Date(0)).toISOString() }
      return { log, note: log.receipt + (await witnessLines(sql, logId, log.receiptedSize)), size: log.receiptedSize, receipt }
    }
    const signed = await options.sign(logId)
    if (signed === undefined) return undefined
    return { log, note: signed.text + (await witnessLines(sql, logId, signed.size)), size: signed.size, receipt: null }
  }

  return {
    proveEntry: async (logId, seq) => {
      const proven = await proveAt(logId, seq)
      return proven === undefined ? undefined : { ...proven.position, opening: { items: [], commitments: [] } }
    },
    proveWhole,
    proveReceipted: async (origin, seq) => {
      const log = (await listLogs(sql)).find((one) => one.origin === origin)
      const first = log === undefined ? undefined : await findReceiptOver(sql, log.logId, seq)
      if (log === undefined || first === undefined) return undefined
      const root = await subtreeHash(sql, log.logId, { start: 0, end: first.size })
      const note = `${checkpointText({ origin, size: first.size, root })}\n${first.lines}`
      return formatProof({ index: seq, proof: await inclusionProof(sql, log.logId, seq, first.size), checkpoint: note })
    },
    proveAt,
    proveUnseal: async (origin, seq) => {
      const log = (await listLogs(sql)).find((one) => one.origin === origin && one.role === 'out')
      const unsealSeq = log === undefined ? undefined : await findUnsealSeq(sql, log.logId, seq)
      if (log === undefined || unsealSeq === undefined) return undefined
      return (await proveAt(log.logId, unsealSeq))?.position
    },
    proveTime: async (origin, seq) => {
      const log = (await listLogs(sql)).find((one) => one.origin === origin)
      const stamp = log === undefined ? undefined : await findTimestampOver(sql, log.logId, seq)
      if (log === undefined || stamp === undefined) return undefined
      const proof = await inclusionProof(sql, log.logId, seq, stamp.size)
      return { tlogProof: formatProof({ index: seq, proof, checkpoint: stamp.note }), token: stamp.token }
    },
    prove: async (versionSeq) => {
      const proven = await proveWhole(versionSeq)
      const objectOf = (body: Body | undefined) => body?.items[0]?.bytes
      const own = objectOf(proven.find(({ position, body }) => position.role !== 'out' && objectOf(body) !== undefined)?.body)
      return proven.map(({ position, body }) => {
        const object = objectOf(body)
        return position.role === 'out' && object !== undefined && own !== undefined && !equalBytes(object, own)
          ? { ...position, sent: toBase64(object) }
          : position
      })
    },
  }

  async function proveWhole(versionSeq: number) {
    const places = await sql<{ logId: number; seq: number }[]>`select log_id as "logId", log_seq as seq from position
      where seq = ${versionSeq} order by log_id`
    return (await Promise.all(places.map((place) => proveAt(place.logId, place.seq)))).filter((one) => one !== undefined)
  }
}
