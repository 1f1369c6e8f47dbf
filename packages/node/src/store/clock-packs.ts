import { readdirSync, readFileSync } from 'node:fs'
import { Fault } from '@enlace/core'
import { type ClockPack, parseClockPack } from '@enlace/policy'

const shippedFolder = new URL('../../../../packs/clocks/', import.meta.url)

/** Every clock pack on the shelf. Throws Fault `config_invalid` that names a pack which does not read: a wrong deadline is worse than none. */
export function readClockPacks(folder: URL = shippedFolder): readonly ClockPack[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  return files.map((file) => {
    const pack = parseClockPack(readFileSync(new URL(file, folder)))
    if (!pack.ok) throw new Fault('config_invalid', { name: file, field: String(pack.detail?.field ?? '') })
    return pack.value
  })
}
