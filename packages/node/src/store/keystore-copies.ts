import { open, readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject, parseJson } from '@enlace/core'
import { flushFolder, writeFileDurably } from './node-keys.ts'

/** A folder with copies of the keystore, and how long one may live there. */
export type CopyFolder = { readonly folder: string; readonly hours: number }

/** A copy of the keystore that is still there. */
export type KeystoreCopy = { readonly file: string; readonly at: Date; readonly endsAt: Date }

/** How long a copy lives unless told otherwise, and at most: what was erased can be read from it until then. */
export const copyHours = 24
export const mostCopyHours = 168

const name = /^keystore-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

/** The name of a copy made at an instant. */
export function nameOfCopy(at: Date): string {
  return `keystore-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** The folders that copies were written to, as `backups.json` of the data folder says; none when it does not read. */
export async function readCopyFolders(file: string): Promise<CopyFolder[]> {
  const parsed = parseJson(await readFile(file).catch(() => Buffer.from('{}')))
  const copies = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value.copies : undefined
  return (Array.isArray(copies) ? copies : []).flatMap((one) =>
    isJsonObject(one) && typeof one.folder === 'string' && typeof one.hours === 'number' ? [{ folder: one.folder, hours: one.hours }] : [],
  )
}

/** Writes down that copies lie in a folder, so that the node ends them; the last word about a folder holds. */
export async function noteCopyFolder(file: string, noted: CopyFolder): Promise<void> {
  const others = (await readCopyFolders(file)).filter(({ folder }) => folder !== noted.folder)
  await writeFileDurably(file, `${JSON.stringify({ v: 1, copies: [...others, noted] })}\n`)
}

/** The copies that are there, oldest first. A folder that is away (a medium in a safe) shows none. */
export async function listKeystoreCopies(folders: readonly CopyFolder[]): Promise<KeystoreCopy[]> {
  const found = await Promise.all(
    folders.map(async ({ folder, hours }) => {
      const names = await readdir(folder).catch(() => [])
      return names.flatMap((each) => {
        const [, year, month, day, hour, minute, second] = name.exec(each) ?? []
        const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
        return Number.isNaN(at.getTime()) ? [] : [{ file: join(folder, each), at, endsAt: new Date(at.getTime() + hours * 3_600_000) }]
      })
    }),
  )
  return found.flat().sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** Overwrites and removes every copy whose time is over; answers those that stay. */
export async function endOldCopies(folders: readonly CopyFolder[], now: Date): Promise<KeystoreCopy[]> {
  const copies = await listKeystoreCopies(folders)
  for (const { file, endsAt } of copies) if (endsAt <= now) await destroyFile(file)
  return copies.filter(({ endsAt }) => endsAt > now)
}

const zeros = Buffer.alloc(1_048_576)

/** Overwrites a file with zeros where it lies, flushes, and removes it. */
export async function destroyFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    const { size } = await stat(file)
    for (let at = 0; at < size; at += zeros.length) await handle.write(zeros, 0, Math.min(zeros.length, size - at), at)
    await handle.datasync()
  } finally {
    await handle.close()
  }
  await unlink(file)
  await flushFolder(join(file, '..'))
}
