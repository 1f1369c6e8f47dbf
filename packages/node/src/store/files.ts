import { randomBytes } from 'node:crypto'
import { rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { accept, Fault, type Result, refuse, toHex } from '@enlace/core'
import { checkFileType, fileHeadBytes } from '@enlace/records'
import type { Sql } from 'postgres'
import { countArriving, type FileRow, findFiles, listForgotten, markFilesErased, saveFile, wantFiles } from './file-rows.ts'
import { fileDigest } from './keyed-digest.ts'
import type { Keystore } from './keystore.ts'
import { flushFolder, makeSecretFolder } from './node-keys.ts'
import { appendSealed, hashBack, pieceBytes, readSealed, sealedSize } from './sealed-file.ts'

/** Whose copy of a file: the compartment that holds it and the party that it came from. */
export type FileOwner = { readonly agency: string; readonly fromParty: string }

/** Bytes that somebody hands in: the whole file, or a part of one whose hash was told. */
export type FilePart = FileOwner & {
  readonly type: string
  /** Bytes of the whole file. */
  readonly size: number
  /** Where these bytes begin in it. */
  readonly start: number
  /** Lower-case hexadecimal; undefined only for a file that comes in one go. */
  readonly sha256: string | undefined
  /** Whether the first bytes must agree with the type: of an own author's file, not of a partner's. */
  readonly checkType: boolean
  readonly source: AsyncIterable<Uint8Array>
}

export type FileAdded = { readonly whole: boolean; readonly received: number; readonly sha256: string | undefined }
export type FileRefusal = 'file_offset_wrong' | 'file_hash_differs' | 'file_type_differs' | 'file_too_long' | 'too_many_arriving'

/** The files of records, sealed in the data folder under a key each; rows in the database name neither hash nor name. */
export type FileStore = {
  /** Adds bytes; what was whole before the stream was cut stays, so that the sender can go on there. */
  add(part: FilePart): Promise<Result<FileAdded, FileRefusal>>
  /** How many bytes of a file are here; undefined when it is not known or was erased. */
  find(
    owner: FileOwner,
    sha256: string,
  ): Promise<{ readonly size: number; readonly type: string; readonly received: number; readonly whole: boolean } | undefined>
  /** Whole files by hash; each is kept from being forgotten for a while. */
  want(owner: FileOwner, hashes: readonly string[]): Promise<Map<string, FileRow>>
  digest(owner: FileOwner, sha256: string): Uint8Array
  /** The plain bytes of a whole file; undefined when its key is gone. */
  read(row: FileRow, from?: number): AsyncGenerator<Uint8Array> | undefined
  /** Destroys keys first, then bytes. */
  erase(rows: readonly FileRow[]): Promise<void>
  /** Forgets what never became whole for a week, and what no record named for a month. Returns how many. */
  forget(): Promise<number>
}

const maxArriving = 32
const day = 86_400_000
const forgetPartsAfterMs = 7 * day
const forgetWholeAfterMs = 30 * day

/** Opens the folder of sealed files. */
export function openFileStore(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly folder: string
  readonly now: () => Date
}): FileStore {
  const { sql, keystore, searchKey, folder, now } = options
  const pathOf = (digest: Uint8Array) => join(folder, toHex(digest))
  const digest = (owner: FileOwner, sha256: string) => fileDigest(searchKey, owner.agency, owner.fromParty, sha256)
  /** One at a time for each file: two requests for one file would write into each other. */
  const busy = new Map<string, Promise<unknown>>()

  async function alone<T>(name: Uint8Array, work: () => Promise<T>): Promise<T> {
    const key = toHex(name)
    const result = (busy.get(key) ?? Promise.resolve()).then(work)
    const settled = result.catch(() => undefined)
    busy.set(key, settled)
    try {
      return await result
    } finally {
      if (busy.get(key) === settled) busy.delete(key)
    }
  }

  async function drop(row: FileRow): Promise<void> {
    if (row.slot !== null) await keystore.erase([row.slot])
    await markFilesErased(sql, [row.digest])
    await unlink(pathOf(row.digest)).catch(() => undefined)
  }

  async function begin(part: FilePart, name: Uint8Array): Promise<FileRow | undefined> {
    if ((await countArriving(sql, part.agency, part.fromParty)) >= maxArriving) return undefined
    await makeSecretFolder(folder)
    const [slot] = await keystore.allocate(part.agency, 1)
    const row = {
      digest: name,
      agency: part.agency,
      fromParty: part.fromParty,
      type: part.type,
      size: part.size,
      slot: (slot as { slot: number }).slot,
      whole: false,
    }
    await saveFile(sql, row, now())
    return row
  }

  async function addTo(part: FilePart, name: Uint8Array): Promise<Result<FileAdded, FileRefusal>> {
    if (part.start % pieceBytes !== 0) return refuse('file_offset_wrong', { received: part.start - (part.start % pieceBytes) })
    const [known] = await findFiles(sql, [name])
    const live = known !== undefined && known.slot !== null ? known : undefined
    if (live?.whole === true) return accept({ whole: true, received: live.size, sha256: part.sha256 })
    // Another size than was told before is another file, or a liar's: what came is of no use.
    if (live !== undefined && live.size !== part.size) await drop(live)
    const going = live !== undefined && live.size === part.size ? live : undefined
    const received = going === undefined ? 0 : await sealedSize(pathOf(name), part.size)
    if (part.start > received) return refuse('file_offset_wrong', { received })
    const row = going ?? (await begin(part, name))
    if (row === undefined) return refuse('too_many_arriving')
    const key = row.slot === null ? undefined : keystore.read(row.slot)?.key
    if (key === undefined) throw new Fault('store_unavailable', { reason: 'file_key' })
    const checked = checkedSource(part)
    try {
      const reached = await appendSealed(pathOf(name), key, part, checked.source)
      if (reached < part.size) return accept({ whole: false, received: reached, sha256: part.sha256 })
    } catch (cause) {
      if (checked.refused() === undefined) throw cause
    }
    const refused = checked.refused()
    if (refused !== undefined) {
      await forgetRow(row)
      return refused
    }
    return await finish(part, row, key)
  }

  /** Durable and read back before it counts: only then is the file named by its hash. */
  async function finish(part: FilePart, row: FileRow, key: Uint8Array): Promise<Result<FileAdded, FileRefusal>> {
    const sha256 = await hashBack(pathOf(row.digest), key, part.size)
    if (sha256 === undefined || (part.sha256 !== undefined && sha256 !== part.sha256)) {
      await forgetRow(row)
      return refuse('file_hash_differs')
    }
    const name = digest(part, sha256)
    if (toHex(name) !== toHex(row.digest)) {
      const [twin] = await findFiles(sql, [name])
      if (twin?.whole === true && twin.slot !== null) {
        await forgetRow(row)
        return accept({ whole: true, received: part.size, sha256 })
      }
      await rename(pathOf(row.digest), pathOf(name))
    }
    await flushFolder(folder)
    await saveFile(sql, { ...row, digest: name, whole: true }, now())
    if (toHex(name) !== toHex(row.digest)) await sql`delete from file where digest = ${row.digest as Buffer}`
    return accept({ whole: true, received: part.size, sha256 })
  }

  async function forgetRow(row: FileRow): Promise<void> {
    await drop(row)
    await sql`delete from file where digest = ${row.digest as Buffer}`
  }

  return {
    add: async (part) => {
      const name = part.sha256 === undefined ? randomBytes(32) : digest(part, part.sha256)
      const added = await alone(name, () => addTo(part, name))
      // A file that came without its hash cannot be gone on with, for nobody knows its name.
      if (part.sha256 === undefined && !(added.ok && added.value.whole)) {
        const [row] = await findFiles(sql, [name])
        if (row !== undefined) await forgetRow(row)
      }
      return added
    },
    find: async (owner, sha256) => {
      const [row] = await findFiles(sql, [digest(owner, sha256)])
      if (row === undefined || row.slot === null) return undefined
      const { size, type, whole } = row
      return { size, type, whole, received: whole ? size : await sealedSize(pathOf(row.digest), size) }
    },
    want: async (owner, hashes) => {
      const named = new Map(hashes.map((sha256) => [toHex(digest(owner, sha256)), sha256]))
      const rows = await wantFiles(
        sql,
        hashes.map((sha256) => digest(owner, sha256)),
        now(),
      )
      return new Map(rows.filter((row) => row.whole).map((row) => [named.get(toHex(row.digest)) as string, row]))
    },
    digest,
    read: (row, from) => {
      const key = row.slot === null || !row.whole ? undefined : keystore.read(row.slot)?.key
      return key === undefined ? undefined : readSealed(pathOf(row.digest), key, row.size, from)
    },
    erase: async (rows) => {
      await keystore.erase(rows.flatMap((row) => (row.slot === null ? [] : [row.slot])))
      await markFilesErased(
        sql,
        rows.map((row) => row.digest),
      )
      for (const row of rows) await unlink(pathOf(row.digest)).catch(() => undefined)
    },
    forget: async () => {
      const at = now().getTime()
      const rows = await listForgotten(sql, { parts: new Date(at - forgetPartsAfterMs), whole: new Date(at - forgetWholeAfterMs) })
      for (const row of rows) await forgetRow(row)
      return rows.length
    },
  }
}

/** Bounds a stream to the size that was told, and looks at how its first bytes begin. */
function checkedSource(part: FilePart): {
  readonly source: AsyncIterable<Uint8Array>
  readonly refused: () => Result<never, FileRefusal> | undefined
} {
  let refusal: ReturnType<typeof refuse<FileRefusal>> | undefined
  async function* checked(): AsyncGenerator<Uint8Array> {
    let at = part.start
    const head: Uint8Array[] = []
    let headBytes = 0
    let looked = !part.checkType || part.start > 0
    for await (const chunk of part.source) {
      at += chunk.length
      if (at > part.size) {
        refusal = refuse('file_too_long')
        throw new Error('a file longer than was told')
      }
      if (!looked) {
        head.push(chunk)
        headBytes += chunk.length
        if (headBytes < fileHeadBytes && at < part.size) continue
        looked = true
        const all = Buffer.concat(head)
        const type = checkFileType(part.type, all.subarray(0, fileHeadBytes))
        if (!type.ok) {
          refusal = refuse(type.reason, type.detail)
          throw new Error('a file of another type than was told')
        }
        yield all
        continue
      }
      yield chunk
    }
  }
  return { source: checked(), refused: () => refusal }
}
