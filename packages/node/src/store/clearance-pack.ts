import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Fault } from '@enlace/core'
import { type AuthorityPack, authorAgency, type ClearancePack, parseClearancePack } from '@enlace/policy'

const shippedFolder = new URL('../../../../packs/clearance/', import.meta.url)

/**
 * The clearance routes of a party: `clearance.json` in its data folder, else the pack on the shelf, else none. Throws Fault `config_invalid` for a
 * pack that does not read, or that names an agency which the party does not have: a wrong route is worse than none.
 */
export function readClearancePack(dataDir: string, authority: Pick<AuthorityPack, 'party' | 'agencies'>): ClearancePack | undefined {
  const own = pathToFileURL(join(dataDir, 'clearance.json'))
  const file = [own, new URL(`${authority.party}.json`, shippedFolder)].find((candidate) => existsSync(candidate))
  if (file === undefined) return undefined
  const wrong = (field: string) => new Fault('config_invalid', { name: 'clearance.json', field })
  const pack = parseClearancePack(readFileSync(file))
  if (!pack.ok) throw wrong(String(pack.detail?.field ?? ''))
  if (pack.value.party !== authority.party) throw wrong('/party')
  // The shelf's pack is the demonstration's: of a node with other agencies it says nothing.
  const known = new Set([authorAgency, ...authority.agencies.map((agency) => agency.id)])
  const strange = pack.value.routes
    .flatMap((route) => [...route.steps.map((step) => step.agency), ...route.from])
    .find((id) => !known.has(id))
  if (strange === undefined) return pack.value
  if (file === own) throw wrong('/routes')
  return undefined
}
