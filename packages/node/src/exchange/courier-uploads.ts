import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@enlace/core'

/** Files that somebody just brought, part by part, until they are imported. */
export type CourierUploads = {
  /** Adds bytes at `at`, which is where the file ends now; 0 begins it anew. Returns its size. Throws Fault `file_offset_wrong`, `body_too_large`. */
  add(upload: string, file: string, at: number, bytes: Uint8Array): Promise<number>
  /** The files of an upload. Throws Fault `courier_file_unknown`. */
  list(upload: string): Promise<readonly string[]>
  forget(upload: string): Promise<void>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/
const maxFiles = 1002
const forgetAfterMs = 24 * 3_600_000

/** Opens the folder; what nobody imported within a day is forgotten when the next upload begins. */
export function openCourierUploads(folder: string): CourierUploads {
  const folderOf = (upload: string): string => {
    if (!uuid.test(upload)) throw new Fault('courier_file_unknown')
    return join(folder, upload)
  }

  async function forgetOld(): Promise<void> {
    for (const name of await readdir(folder).catch(() => [])) {
      const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }))
      if (Date.now() - mtimeMs > forgetAfterMs) await rm(join(folder, name), { recursive: true, force: true })
    }
  }

  return {
    add: async (upload, file, at, bytes) => {
      const own = folderOf(upload)
      if (!plainName.test(file)) throw new Fault('courier_file_unknown')
      const made = await mkdir(own, { recursive: true, mode: 0o700 })
      if (made !== undefined) await forgetOld()
      const names = await readdir(own)
      if (!names.includes(file) && names.length >= maxFiles) throw new Fault('body_too_large', { limit: maxFiles })
      const handle = await open(join(own, file), at === 0 ? 'w' : 'r+', 0o600)
      try {
        const { size } = await handle.stat()
        if (size !== at) throw new Fault('file_offset_wrong', { received: size })
        await handle.write(bytes, 0, bytes.length, at)
        return at + bytes.length
      } finally {
        await handle.close()
      }
    },
    list: async (upload) => {
      const own = folderOf(upload)
      const names = await readdir(own).catch(() => [])
      if (names.length === 0) throw new Fault('courier_file_unknown')
      return names.sort().map((name) => join(own, name))
    },
    forget: async (upload) => await rm(folderOf(upload), { recursive: true, force: true }),
  }
}
