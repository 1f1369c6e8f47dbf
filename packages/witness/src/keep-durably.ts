import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Replaces a file so that after a power cut it holds either the old bytes or the new ones: written beside it, flushed, renamed, and the folder
 * flushed. Its folder is made when absent, for its owner only.
 */
export async function keepDurably(file: string, text: string): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${randomUUID()}.draft`)
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } catch (cause) {
    await unlink(draft).catch(() => undefined)
    throw cause
  } finally {
    await handle.close()
  }
  await rename(draft, file)
  const names = await open(folder, 'r')
  try {
    await names.sync()
  } finally {
    await names.close()
  }
}
