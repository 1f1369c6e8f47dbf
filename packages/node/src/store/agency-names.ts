import { readFile } from 'node:fs/promises'
import { parseAuthorityPack } from '@enlace/policy'

const shippedFolder = new URL('../../../../packs/authorities/', import.meta.url)

export type AgencyName = { readonly id: string; readonly name: Readonly<Record<string, string>> }

/** What the shelf of authorities calls a party's agencies; none for a party that has no pack there, whose codes then have to do. */
export async function readAgencyNames(party: string): Promise<readonly AgencyName[]> {
  const bytes = await readFile(new URL(`${encodeURIComponent(party)}.json`, shippedFolder)).catch(() => undefined)
  const pack = bytes === undefined ? undefined : parseAuthorityPack(bytes)
  return pack?.ok === true && pack.value.party === party ? pack.value.agencies.map(({ id, name }) => ({ id, name })) : []
}
