import { randomBytes } from 'node:crypto'
import { readSync } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '@enlace/core'
import {
  checkOfMaster,
  encodeHeader,
  erasedSlot,
  headerBytes,
  isMaster,
  type KeystoreHeader,
  parseHeader,
  slotBytes,
  slotState,
  slotsStart,
} from './keystore-format.ts'
import { makeSecretFolder, writeFileDurably } from './node-keys.ts'

/** What opening a keystore file finds. */
export type OpenedFile = { readonly handle: FileHandle; readonly header: KeystoreHeader; readonly slots: number; readonly erased: number }

/**
 * Opens the file, made when absent, and proves that it is whole, that the master keys are the ones it was made with, and that its last slot
 * is not torn (a torn one was never handed out; it is blotted out). New agencies are added to the header.
 * Throws Fault `keystore_damaged` or `keystore_key_wrong`.
 */
export async function openKeystoreFile(file: string, agencies: ReadonlyMap<string, Uint8Array>): Promise<OpenedFile> {
  await makeSecretFolder(dirname(file))
  const handle = await openOrMake(file)
  try {
    const stored = await readHeader(handle, file)
    for (const { name, check } of stored.agencies) {
      const master = agencies.get(name)
      if (master !== undefined && !isMaster(master, stored.fileId, name, check)) throw new Fault('keystore_key_wrong', { agency: name })
    }
    const header = await addAgencies(handle, stored, agencies)
    const slots = await mendTail(handle)
    return { handle, header, slots, erased: countErased(handle.fd, slots) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function openOrMake(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const header = encodeHeader({ fileId: randomBytes(16), generation: 1, agencies: [] })
  await writeFileDurably(file, Buffer.concat([header, header]))
  return await open(file, 'r+')
}

// Two copies, the older is overwritten: a cut during a change leaves the other whole.
async function readHeader(handle: FileHandle, file: string): Promise<KeystoreHeader> {
  const bytes = Buffer.alloc(slotsStart)
  const { bytesRead } = await handle.read(bytes, 0, slotsStart, 0)
  const copies = bytesRead < slotsStart ? [] : [bytes.subarray(0, headerBytes), bytes.subarray(headerBytes)].map(parseHeader)
  const whole = copies.flatMap((copy) => (copy.ok ? [copy.value] : [])).sort((a, b) => b.generation - a.generation)
  if (whole[0] === undefined) throw new Fault('keystore_damaged', { file })
  return whole[0]
}

async function addAgencies(handle: FileHandle, stored: KeystoreHeader, agencies: ReadonlyMap<string, Uint8Array>): Promise<KeystoreHeader> {
  const known = new Set(stored.agencies.map(({ name }) => name))
  const added = [...agencies].filter(([name]) => !known.has(name))
  if (added.length === 0) return stored
  const checks = added.map(([name, master]) => ({ name, check: checkOfMaster(master, stored.fileId, name) }))
  const header = { ...stored, generation: stored.generation + 1, agencies: [...stored.agencies, ...checks] }
  // Generation n lies in copy n mod 2, so the newest is never the one overwritten.
  await handle.write(encodeHeader(header), 0, headerBytes, (header.generation % 2) * headerBytes)
  await handle.datasync()
  return header
}

async function mendTail(handle: FileHandle): Promise<number> {
  const length = (await handle.stat()).size - slotsStart
  const whole = Math.floor(length / slotBytes)
  if (length % slotBytes === 0) return whole
  await handle.write(erasedSlot(), 0, slotBytes, slotsStart + whole * slotBytes)
  await handle.datasync()
  return whole + 1
}

const scanSlots = 16_384

function countErased(fd: number, slots: number): number {
  const bytes = Buffer.alloc(scanSlots * slotBytes)
  let erased = 0
  for (let first = 0; first < slots; first += scanSlots) {
    const read = readSync(fd, bytes, 0, Math.min(scanSlots, slots - first) * slotBytes, slotsStart + first * slotBytes)
    for (let at = 0; at < read; at += slotBytes) if (bytes[at] === slotState.erased) erased++
  }
  return erased
}

/** How far a keystore had come, kept beside it and never backed up with it, so that a restored older copy shows. */
export type KeystoreMark = { readonly fileId: string; readonly slots: number; readonly erased: number }

/** Reads the mark beside a keystore, or undefined when there is none. */
export async function findMark(file: string): Promise<KeystoreMark | undefined> {
  try {
    return JSON.parse(await readFile(`${file}.mark`, 'utf8')) as KeystoreMark
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Fault('keystore_damaged', { file: `${file}.mark` }, { cause: error })
  }
}

/** Writes the mark durably. */
export async function writeMark(file: string, mark: KeystoreMark): Promise<void> {
  await writeFileDurably(`${file}.mark`, `${JSON.stringify(mark)}\n`)
}
