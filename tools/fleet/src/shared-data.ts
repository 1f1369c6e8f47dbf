import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The folder `shared` beside this repository: public data and other people's test vectors, too large or not ours to keep here.
 * Undefined where it is absent, and then a suite that needs it is skipped; where CI=true that is an error, because a skip proves nothing.
 */
export function sharedFolder(): string | undefined {
  const folder = resolve(import.meta.dirname, '../../../../shared')
  if (existsSync(folder)) return folder
  if (process.env.CI === 'true') throw new Error('the folder "shared" must stand beside the repository when CI=true')
  return undefined
}
