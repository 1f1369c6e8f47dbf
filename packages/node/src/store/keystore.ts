import { createSecretKey, randomBytes } from 'node:crypto'
import { readSync } from 'node:fs'
import { dirname } from 'node:path'
import { Fault, toHex } from '@enlace/core'
import { groupCommit } from './group-commit.ts'
import { keyCache } from './key-cache.ts'
import { findMark, type OpenedFile, openKeystoreFile, writeMark } from './keystore-file.ts'
import {
  agencyIndexOf,
  encodeSlot,
  erasedSlot,
  keyBytes,
  nonceBytes,
  slotBytes,
  slotState,
  slotsStart,
  unwrapSlot,
} from './keystore-format.ts'
import { makeSecretFolder } from './node-keys.ts'
import { holdProcessLock } from './process-lock.ts'

/** The key of one slot and the agency whose master key wraps it. */
export type SlotKey = { readonly agency: string; readonly key: Uint8Array }

/** Why a slot gives a key or does not. `unreadable`: its bytes were altered, or this node has no master key for its agency. */
export type SlotState = 'live' | 'erased' | 'void' | 'unreadable'

/** The keys of sealed bodies, outside the database. Slots are numbered from 0 and never used twice. */
export type Keystore = {
  /** New keys for an agency; on stable storage before this resolves. Concurrent callers share a flush. Throws Fault `keystore_key_wrong` for an agency without master key. */
  readonly allocate: (agency: string, count: number) => Promise<{ slot: number; key: Uint8Array }[]>
  /** The key in a slot; undefined when it is erased, was never filled, or cannot be read (`stateOf` tells which). */
  readonly read: (slot: number) => SlotKey | undefined
  /** The keys of many slots, in the order asked; neighbours share a read. */
  readonly readMany: (slots: readonly number[]) => (SlotKey | undefined)[]
  readonly stateOf: (slot: number) => SlotState
  /** Overwrites slots in place. From the call no reader gets the keys; once it resolves no power cut brings them back. */
  readonly erase: (slots: readonly number[]) => Promise<void>
  /** Erases every live slot that `keep` does not hold: what an older, restored copy brought back. Returns how many. */
  readonly eraseAllBut: (keep: ReadonlySet<number>) => Promise<number>
  /** Slots ever handed out. */
  readonly size: number
  readonly close: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type OpenKeystoreOptions = {
  readonly file: string
  /** Each agency's 32-byte master key. */
  readonly agencies: ReadonlyMap<string, Uint8Array>
  /** The number of slots that the database knows of: a smaller keystore is an older copy. */
  readonly atLeast?: number
  /** The operator says that an older copy was restored on purpose: accept it, then call `eraseAllBut`. */
  readonly restored?: boolean
}

const maxCached = 4096
const markEvery = 16_384
const maxRunSlots = 4096

/**
 * Opens the keystore for this process alone. Throws Fault `store_in_use` when another has it, `keystore_key_wrong` for a master key other
 * than the one it was made with, `keystore_behind` for an older copy than was in use here, `keystore_damaged` for bytes that are not a keystore.
 */
export async function openKeystore({ file, agencies, atLeast = 0, restored = false }: OpenKeystoreOptions): Promise<Keystore> {
  for (const [agency, master] of agencies) if (master.length !== keyBytes) throw new Fault('keystore_key_wrong', { agency })
  await makeSecretFolder(dirname(file))
  const lock = await holdProcessLock(`${file}.lock`)
  try {
    const opened = await openKeystoreFile(file, agencies)
    const fileId = toHex(opened.header.fileId)
    let next = Math.max(opened.slots, atLeast)
    try {
      const mark = await findMark(file)
      const older = mark !== undefined && (mark.fileId !== fileId || opened.slots < mark.slots || opened.erased < mark.erased)
      if (!restored && (older || opened.slots < atLeast)) {
        throw new Fault('keystore_behind', { slots: opened.slots, expected: Math.max(atLeast, mark?.slots ?? 0) })
      }
      // A shorter copy must not hand out again the numbers that its successor handed out.
      if (mark?.fileId === fileId) next = Math.max(next, mark.slots)
      await writeMark(file, { fileId, slots: opened.slots, erased: opened.erased })
    } catch (error) {
      await opened.handle.close()
      throw error
    }
    return keystoreOver(file, { ...opened, next }, agencies, lock.release)
  } catch (error) {
    await lock.release()
    throw error
  }
}

function keystoreOver(
  file: string,
  opened: OpenedFile & { readonly next: number },
  agencies: ReadonlyMap<string, Uint8Array>,
  release: () => Promise<void>,
): Keystore {
  const { handle, header } = opened
  const commit = groupCommit(handle)
  // Key objects are checked once, plain bytes at every use.
  const masters = new Map([...agencies].map(([agency, master]) => [agency, createSecretKey(master)]))
  const indexOf = new Map(header.agencies.map(({ name }, index) => [name, index]))
  const cache = keyCache<SlotKey>(maxCached)
  const erasing = new Set<number>()
  let next = opened.next
  let durable = opened.slots
  let erased = opened.erased
  let marked = durable
  let marking: Promise<void> = Promise.resolve()
  let closed: Promise<void> | undefined

  const mark = (): Promise<void> => {
    const state = { fileId: toHex(header.fileId), slots: durable, erased }
    marked = durable
    marking = marking.then(() => writeMark(file, state))
    return marking
  }

  const allocate = async (agency: string, count: number): Promise<{ slot: number; key: Uint8Array }[]> => {
    refuseClosed()
    const master = masters.get(agency)
    const agencyIndex = indexOf.get(agency)
    if (master === undefined || agencyIndex === undefined) throw new Fault('keystore_key_wrong', { agency })
    if (count === 0) return []
    const first = next
    next += count
    // One draw for all keys and nonces: a call of its own for each costs more than the wrapping.
    const random = randomBytes(count * (keyBytes + nonceBytes))
    const bytes = Buffer.alloc(count * slotBytes)
    const keys = Array.from({ length: count }, (_, i) => {
      const at = i * (keyBytes + nonceBytes)
      const key = new Uint8Array(random.subarray(at, at + keyBytes))
      const place = { fileId: header.fileId, slot: first + i, agencyIndex, agency }
      bytes.set(encodeSlot(master, key, random.subarray(at + keyBytes, at + keyBytes + nonceBytes), place), i * slotBytes)
      return { slot: first + i, key }
    })
    random.fill(0)
    await commit.write(slotsStart + first * slotBytes, bytes)
    durable = Math.max(durable, first + count)
    // The mark only has to be near: losing the last few thousand of it weakens a warning, not a key.
    if (durable - marked >= markEvery) await mark()
    // What was written is soon read again, to decide over it and to send it.
    for (const { slot, key } of keys.slice(-maxCached)) if (!erasing.has(slot)) cache.keep(slot, { agency, key: new Uint8Array(key) })
    return keys
  }

  const openSlot = (slot: number, bytes: Uint8Array): SlotKey | SlotState => {
    if (bytes[0] === slotState.erased || erasing.has(slot)) return 'erased'
    if (bytes[0] === slotState.void) return 'void'
    const agencyIndex = agencyIndexOf(bytes)
    const agency = header.agencies[agencyIndex]?.name
    const master = agency === undefined ? undefined : masters.get(agency)
    if (bytes[0] !== slotState.live || agency === undefined || master === undefined) return 'unreadable'
    const key = unwrapSlot(master, bytes, { fileId: header.fileId, slot, agencyIndex, agency })
    return key === undefined ? 'unreadable' : { agency, key }
  }

  const readRun = (first: number, count: number): Buffer => {
    refuseClosed()
    const bytes = Buffer.alloc(count * slotBytes)
    readSync(handle.fd, bytes, 0, bytes.length, slotsStart + first * slotBytes)
    return bytes
  }

  const findSlot = (slot: number): SlotKey | SlotState => {
    if (!Number.isSafeInteger(slot) || slot < 0 || slot >= next) return 'void'
    const cached = cache.find(slot)
    if (cached !== undefined) return cached
    const found = openSlot(slot, readRun(slot, 1))
    if (typeof found !== 'string') cache.keep(slot, found)
    return found
  }

  const readMany = (slots: readonly number[]): (SlotKey | undefined)[] => {
    const found = new Map<number, SlotKey>()
    const missing: number[] = []
    for (const slot of new Set(slots)) {
      const cached = cache.find(slot)
      if (cached !== undefined) found.set(slot, cached)
      else if (Number.isSafeInteger(slot) && slot >= 0 && slot < next) missing.push(slot)
    }
    for (const run of neighbours(missing.sort((a, b) => a - b))) {
      const bytes = readRun(run[0]!, run.at(-1)! - run[0]! + 1)
      for (const slot of run) {
        const at = (slot - run[0]!) * slotBytes
        const opened = openSlot(slot, bytes.subarray(at, at + slotBytes))
        if (typeof opened !== 'string') found.set(slot, opened)
      }
    }
    return slots.map((slot) => copyOf(found.get(slot)))
  }

  const erase = async (slots: readonly number[]): Promise<void> => {
    refuseClosed()
    const fresh = [...new Set(slots)].filter((slot) => Number.isSafeInteger(slot) && slot >= 0 && slot < next)
    for (const slot of fresh) {
      erasing.add(slot)
      cache.wipe(slot)
    }
    const gone = fresh.filter((slot) => readRun(slot, 1)[0] !== slotState.erased).length
    await Promise.all(fresh.map((slot) => commit.write(slotsStart + slot * slotBytes, erasedSlot())))
    erased += gone
    if (gone > 0) await mark()
    for (const slot of fresh) erasing.delete(slot)
  }

  const eraseAllBut = async (keep: ReadonlySet<number>): Promise<number> => {
    let count = 0
    for (let first = 0; first < next; first += maxRunSlots) {
      const bytes = readRun(first, Math.min(maxRunSlots, next - first))
      const dead: number[] = []
      for (let at = 0; at < bytes.length; at += slotBytes) {
        const slot = first + at / slotBytes
        if (bytes[at] === slotState.live && !keep.has(slot)) dead.push(slot)
      }
      if (dead.length > 0) await erase(dead)
      count += dead.length
    }
    return count
  }

  const refuseClosed = (): void => {
    if (closed !== undefined) throw new Fault('store_unavailable', { reason: 'keystore_closed' })
  }

  const close = (): Promise<void> => {
    closed ??= (async () => {
      await commit.settle()
      cache.wipeAll()
      try {
        await mark()
      } finally {
        await handle.close()
        await release()
      }
    })()
    return closed
  }

  return {
    allocate,
    read: (slot) => {
      const found = findSlot(slot)
      return typeof found === 'string' ? undefined : copyOf(found)
    },
    readMany,
    stateOf: (slot) => {
      const found = findSlot(slot)
      return typeof found === 'string' ? found : 'live'
    },
    erase,
    eraseAllBut,
    get size() {
      return next
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

// Callers get a copy, for erasing wipes the cached key under them.
function copyOf(found: SlotKey | undefined): SlotKey | undefined {
  return found === undefined ? undefined : { agency: found.agency, key: new Uint8Array(found.key) }
}

// Slots near each other are read in one go: a few kilobytes read for nothing cost less than a second call.
function neighbours(sorted: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const slot of sorted) {
    const run = runs.at(-1)
    if (run !== undefined && slot - run.at(-1)! <= 64 && slot - run[0]! < maxRunSlots) run.push(slot)
    else runs.push([slot])
  }
  return runs
}
