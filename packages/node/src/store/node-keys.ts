import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '@enlace/core'

/**
 * Replaces `file` so that after a power cut it holds either the old bytes or the new ones, never a part: written beside it,
 * flushed, renamed, and the folder flushed. `mode` defaults to 0600.
 */
export async function writeFileDurably(file: string, bytes: Uint8Array | string, mode = 0o600): Promise<void> {
  const draft = join(dirname(file), `.${randomUUID()}.draft`)
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw error
  }
  await flushFolder(dirname(file))
}

/** Makes the names in a folder durable: a new or renamed file is not, until its folder is flushed. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the folder for secrets, readable by its owner only. Throws Fault `secret_file_unsafe` when others may enter an existing one. */
export async function makeSecretFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await refuseSharedMode(folder)
}

/** Writes a secret durably with mode 0600 into a folder that only its owner may enter; the folder is made when absent. */
export async function writeSecret(file: string, bytes: Uint8Array): Promise<void> {
  await makeSecretFolder(dirname(file))
  await writeFileDurably(file, bytes, 0o600)
}

/** The bytes of a secret file, or undefined when there is none. Throws Fault `secret_file_unsafe` when the group or others may use it. */
export async function findSecret(file: string): Promise<Uint8Array | undefined> {
  try {
    await refuseSharedMode(file)
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The bytes of a secret file; when there is none, `make` gives them and they are durable before this returns. */
export async function findOrMakeSecret(file: string, make: () => Uint8Array): Promise<Uint8Array> {
  const found = await findSecret(file)
  if (found !== undefined) return found
  const made = make()
  await writeSecret(file, made)
  return made
}

async function refuseSharedMode(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0) throw new Fault('secret_file_unsafe', { file: path, mode: (mode & 0o777).toString(8) })
}
