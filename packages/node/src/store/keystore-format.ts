import { createCipheriv, createDecipheriv, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { accept, concatBytes, equalBytes, type Result, refuse, u64be, utf8 } from '@enlace/core'

// The bytes of a keystore file: docs/formats/keystore.md.

/** Where slot 0 begins: two copies of the header stand before it. */
export const slotsStart = 8192
export const headerBytes = 4096
export const slotBytes = 64
export const keyBytes = 32
export const nonceBytes = 12
const maxAgencies = 64
const magic = utf8('enlace keystore\n')
const version = 1
const digestBytes = 32

/** What the header says. `agencies` are in the order of their index; `check` proves the master key without telling it. */
export type KeystoreHeader = {
  readonly fileId: Uint8Array
  readonly generation: number
  readonly agencies: readonly { readonly name: string; readonly check: Uint8Array }[]
}

/** Writes a header of 4096 bytes. */
export function encodeHeader({ fileId, generation, agencies }: KeystoreHeader): Uint8Array {
  if (agencies.length > maxAgencies) throw new RangeError('more agencies than a keystore header holds')
  const bytes = new Uint8Array(headerBytes)
  const entries = agencies.map(({ name, check }) => concatBytes(new Uint8Array([utf8(name).length]), utf8(name), check))
  const body = concatBytes(magic, new Uint8Array([version, agencies.length]), u64be(generation), fileId, ...entries)
  if (body.length > headerBytes - digestBytes) throw new RangeError('agency names too long for a keystore header')
  bytes.set(body)
  bytes.set(headerDigest(bytes), headerBytes - digestBytes)
  return bytes
}

/** Reads a header; refuses torn or foreign bytes, and a version this node does not know. */
export function parseHeader(bytes: Uint8Array): Result<KeystoreHeader, 'damaged' | 'version_unknown'> {
  if (bytes.length !== headerBytes || !equalBytes(bytes.subarray(0, magic.length), magic)) return refuse('damaged')
  if (!equalBytes(headerDigest(bytes), bytes.subarray(headerBytes - digestBytes))) return refuse('damaged')
  let at = magic.length
  if (bytes[at] !== version) return refuse('version_unknown')
  const count = bytes[at + 1]!
  const generation = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(at + 2))
  const fileId = bytes.slice(at + 10, at + 26)
  at += 26
  const agencies: { name: string; check: Uint8Array }[] = []
  for (let i = 0; i < count; i++) {
    const end = at + 1 + bytes[at]!
    agencies.push({ name: Buffer.from(bytes.subarray(at + 1, end)).toString('utf8'), check: bytes.slice(end, end + 16) })
    at = end + 16
  }
  return accept({ fileId, generation, agencies })
}

// Not a secret and no defence against a forger; it tells a whole header from a torn one.
function headerDigest(bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', 'enlace keystore header')
    .update(bytes.subarray(0, headerBytes - digestBytes))
    .digest()
}

/** The 16 bytes by which a header knows an agency's master key. */
export function checkOfMaster(master: Uint8Array, fileId: Uint8Array, agency: string): Uint8Array {
  return createHmac('sha256', master).update('enlace keystore check\0').update(fileId).update(agency).digest().subarray(0, 16)
}

/** Whether a master key is the one a header was made with. */
export function isMaster(master: Uint8Array, fileId: Uint8Array, agency: string, check: Uint8Array): boolean {
  return timingSafeEqual(checkOfMaster(master, fileId, agency), check)
}

/** What a slot's first byte says: never filled, holds a key, or the key is gone for good. */
export const slotState = { void: 0x00, live: 0x4c, erased: 0x45 } as const

/** The 64 bytes of a slot: state (1), zero (1), agency index (2), nonce (12, random), wrapped key (32), tag (16). */
export function encodeSlot(master: KeyObject, key: Uint8Array, nonce: Uint8Array, place: SlotPlace): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(slotAad(place))
  const wrapped = cipher.update(key)
  cipher.final()
  const head = new Uint8Array([slotState.live, 0, place.agencyIndex >> 8, place.agencyIndex & 255])
  return concatBytes(head, nonce, wrapped, cipher.getAuthTag())
}

/** Which slot of which file, for which agency: bound to the wrapped key, so that no slot can be moved or copied. */
export type SlotPlace = { readonly fileId: Uint8Array; readonly slot: number; readonly agencyIndex: number; readonly agency: string }

/** The index in bytes 2 and 3 of a slot. */
export function agencyIndexOf(bytes: Uint8Array): number {
  return (bytes[2]! << 8) | bytes[3]!
}

/** The key in a live slot, or undefined when its bytes were altered. */
export function unwrapSlot(master: KeyObject, bytes: Uint8Array, place: SlotPlace): Uint8Array | undefined {
  const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(4, 16)).setAAD(slotAad(place))
  decipher.setAuthTag(bytes.subarray(48, 64))
  const key = new Uint8Array(decipher.update(bytes.subarray(16, 48)))
  try {
    decipher.final()
    return key
  } catch {
    return undefined
  }
}

/** What overwrites an erased slot: its state, then zeros; nothing of the key, its nonce or its agency stays. */
export function erasedSlot(): Uint8Array {
  const bytes = new Uint8Array(slotBytes)
  bytes[0] = slotState.erased
  return bytes
}

function slotAad({ fileId, slot, agency }: SlotPlace): Uint8Array {
  return concatBytes(fileId, u64be(slot), utf8(agency))
}
