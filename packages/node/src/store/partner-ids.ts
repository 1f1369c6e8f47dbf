import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Fault } from '@enlace/core'
import { tellingIdsIn } from '@enlace/records'
import { recordDigest } from './keyed-digest.ts'
import type { Querier } from './logs.ts'
import { findOrMakeSecret } from './node-keys.ts'

const keyBytes = 32

/** Ids that are made for one partner: each own id has one there, the same for ever, and only this node can tell which belong together. */
export type PartnerIds = {
  /** The id under which a partner knows what has this id here; undefined for an id that is not written in lower case. */
  readonly make: (partner: string, id: string) => string | undefined
  /** The id here of what a partner knows under this id. Says nothing about whether there is such a record. */
  readonly own: (partner: string, id: string) => string | undefined
}

/**
 * Opens the key of ids that are made for partners; it is made on first use. An id is the own one, its UUID enciphered (AES-256, one block, under a
 * key of the partner) until the version and variant of the UUID are those of the own one: a permutation of the ids of each version, so no table is
 * kept and what comes back can be read. Throws Fault `secret_file_unsafe` or `keystore_damaged`.
 */
export async function openPartnerIds(file: string): Promise<PartnerIds> {
  const key = await findOrMakeSecret(file, () => randomBytes(keyBytes))
  if (key.length !== keyBytes) throw new Fault('keystore_damaged', { file })
  return partnerIdsUnder(key)
}

/** The same under a key. */
export function partnerIdsUnder(key: Uint8Array): PartnerIds {
  const keys = new Map<string, Buffer>()
  const keyOf = (partner: string): Buffer => {
    const known = keys.get(partner) ?? Buffer.from(hkdfSync('sha256', key, 'enlace partner ids', partner, 32))
    keys.set(partner, known)
    return known
  }
  return {
    make: (partner, id) => walk(id, createCipheriv('aes-256-ecb', keyOf(partner), null)),
    own: (partner, id) => walk(id, createDecipheriv('aes-256-ecb', keyOf(partner), null)),
  }
}

/**
 * References of what a partner wrote, each also to what it would name if it were an id that we made for that partner. The second of the two hits a
 * record of ours or nothing.
 */
export function withOwnIds<T extends { readonly target: string }>(
  ids: PartnerIds,
  partner: string,
  references: readonly T[],
): readonly T[] {
  return references.flatMap((reference) => {
    const target = ids.own(partner, reference.target)
    return target === undefined ? [reference] : [reference, { ...reference, target }]
  })
}

type Block = { setAutoPadding(on: boolean): unknown; update(bytes: Uint8Array): Buffer }

/** 64 steps are taken on average; of a chain this long the chance not to end is below 2^-90. */
const mostSteps = 4096

function walk(id: string, cipher: Block): string | undefined {
  const hex = id.slice(-36).replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/.test(hex)) return undefined
  cipher.setAutoPadding(false)
  const like = shapeOf(hex)
  let block: Buffer = Buffer.from(hex, 'hex')
  for (let step = 0; step < mostSteps; step++) {
    block = cipher.update(block)
    const text = block.toString('hex')
    if (shapeOf(text) === like) {
      const uuid = [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
      return id.slice(0, -36) + uuid
    }
  }
  return undefined
}

/** Version and variant of a UUID in hexadecimal: the variant is two bits. */
function shapeOf(hex: string): string {
  return `${hex.charAt(12)}${Number.parseInt(hex.charAt(16), 16) >> 2}`
}

/**
 * Which ids in an object leave for a partner as which: undefined where one cannot be made. What the partner wrote itself, and what it got under its
 * own id before, keeps that id; what it got under a made one keeps that, also when the agreement no longer asks for them.
 */
export async function idsFor(
  sql: Querier,
  searchKey: Uint8Array,
  ids: PartnerIds,
  { partner, asked }: { readonly partner: string; readonly asked: boolean },
  object: Uint8Array,
): Promise<ReadonlyMap<string, string> | undefined> {
  const found = tellingIdsIn(object)
  if (found.length === 0) return new Map()
  const digests = found.map((id) => Buffer.from(recordDigest(searchKey, id)))
  const rows = await sql<
    { rid: Uint8Array; theirs: boolean; made: boolean; plain: boolean }[]
  >`select v.rid, bool_or(v.from_party = ${partner}) as theirs,
      bool_or(coalesce(d.partner_id, false)) as made, bool_or(d.out_seq is not null and not d.partner_id) as plain
    from version v left join decision d on d.version_seq = v.seq and d.partner = ${partner} and d.out_seq is not null
    where v.rid = any(${sql.array(digests, 17)}::bytea[]) group by v.rid`
  const known = new Map(rows.map((row) => [Buffer.from(row.rid).toString('hex'), row]))
  const chosen = new Map<string, string>()
  for (const [i, id] of found.entries()) {
    const row = known.get((digests[i] as Buffer).toString('hex'))
    if (row?.theirs === true) continue
    if (row?.made !== true && (row?.plain === true || !asked)) continue
    const made = ids.make(partner, id)
    if (made === undefined) return undefined
    chosen.set(id, made)
  }
  return chosen
}
