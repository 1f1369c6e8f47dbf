import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@enlace/core'
import { dataFolder } from './data-folder.ts'
import { type Pairing, parsePairing } from './pairing.ts'

/**
 * The partners whose pairing was accepted, by party code. Throws Fault `pairing_invalid` that names the file when one no longer reads:
 * a node with a damaged trust list must not start and guess.
 */
export async function readPartners(root: string, now: Date): Promise<readonly Pairing[]> {
  const folder = dataFolder(root).partners
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.pairing')).sort()
  return await Promise.all(
    files.map(async (file) => {
      const pairing = parsePairing(await readFile(join(folder, file), 'utf8'), now)
      if (!pairing.ok || file !== `${pairing.value.party}.pairing`) {
        throw new Fault('pairing_invalid', { file, reason: pairing.ok ? 'name' : pairing.reason })
      }
      return pairing.value
    }),
  )
}

/** Where the pairing of a partner is kept. */
export function pairingFile(root: string, party: string): string {
  return join(dataFolder(root).partners, `${party}.pairing`)
}
