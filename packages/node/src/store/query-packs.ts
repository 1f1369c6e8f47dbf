import { readdirSync, readFileSync } from 'node:fs'
import { Fault } from '@enlace/core'
import { parseStatedQuery, type StatedQuery } from '@enlace/records'

const shippedFolder = new URL('../../../../packs/queries/', import.meta.url)

/** The stated queries on the shelf, by id. Throws Fault `config_invalid` that names a file which does not read. */
export function readQueryPacks(folder: URL = shippedFolder): ReadonlyMap<string, StatedQuery> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  const queries = files.map((file) => {
    const query = parseStatedQuery(readFileSync(new URL(file, folder)))
    if (!query.ok) throw new Fault('config_invalid', { name: file, field: String(query.detail?.field ?? '') })
    return query.value
  })
  return new Map(queries.map((query) => [query.id, query]))
}
