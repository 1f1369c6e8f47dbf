import { fromUtf8 } from '@enlace/core'
import { type Body, type Leaf, leafHash } from '@enlace/proof/node'
import type { KeyRing } from '../store/key-ring.ts'
import { examineStatement, examineTransport, isTransportNote, keepStatement, type Stating } from '../store/key-statements.ts'
import type { Writing } from '../store/log-writer.ts'
import type { StoredEntry } from '../store/logs.ts'
import type { QuarantineReason } from '../store/quarantine.ts'
import type { TransportRing } from '../store/transport-ring.ts'

/** What a partner's statements about its keys change: the ring in memory, and the file that a start reads. */
export type PartnerKeys = {
  readonly ring: KeyRing
  readonly transport: TransportRing
  readonly dataDir: string
  readonly stating: Stating
  readonly journalId: number
  readonly now: () => Date
  readonly onChange: () => void
}

/** Whether an entry states something about keys; read from the leaf's bytes, in which a quotation mark inside a value is always escaped. */
export function isKeyEntry(leaf: Uint8Array): boolean {
  return Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).includes('"t":"key-')
}

/** The note that a body carries, or why it is none. */
export function readKeyNote(leaf: Leaf, body: Body): { readonly note: string } | QuarantineReason {
  const [item, ...further] = body.items
  const note = item === undefined ? undefined : fromUtf8(item.bytes)
  return note === undefined || further.length > 0 || leaf.ct !== 'enlace-key' ? 'key_statement_refused' : { note }
}

/**
 * Applies one statement in log order, inside the transaction of its entry: the file is durable before the commit, and a statement that is read twice
 * changes nothing. Answers the code of the `ack`, or why it is quarantined.
 */
export async function applyKeyNote(
  keys: PartnerKeys,
  writing: Writing,
  origin: string,
  entry: StoredEntry,
  note: string,
): Promise<{ readonly ack: string } | { readonly refused: QuarantineReason }> {
  if (keys.stating.root.length === 0) return { refused: 'key_root_unknown' }
  const read = isTransportNote(note) ? readTransport(keys, note) : readKeys(keys, note)
  if (read === undefined) return { refused: 'key_statement_refused' }
  const { statement, take } = read
  await keepStatement(keys.dataDir, keys.stating.party, note)
  const members = { re_origin: origin, re_seq: entry.seq, re_hash: Buffer.from(leafHash(entry.leaf)).toString('base64url') }
  await writing.append(keys.journalId, [{ type: `key-${statement.what}`, at: keys.now(), members }])
  writing.onCommit(() => {
    take()
    keys.onChange()
  })
  return { ack: statement.what === 'add' ? 'key_added' : 'key_revoked' }
}

function readKeys({ stating, ring }: PartnerKeys, note: string) {
  const read = examineStatement(note, stating, ring)
  return read.ok ? { statement: read.value, take: () => ring.take(read.value) } : undefined
}

function readTransport({ stating, transport, now }: PartnerKeys, note: string) {
  const read = examineTransport(note, stating, now())
  return read.ok ? { statement: read.value, take: () => transport.take(read.value) } : undefined
}
