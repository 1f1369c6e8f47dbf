import { readFileSync } from 'node:fs'
import { Fault } from '@enlace/core'
import { parseRetentionPack, type RetentionPack } from '@enlace/policy'

const shipped = new URL('../../../../packs/retention/classes.json', import.meta.url)

/** The retention rules on the shelf. Throws Fault `config_invalid` when they do not read: a node that erases by half a rule must not start. */
export function readRetentionPack(file: URL = shipped): RetentionPack {
  const pack = parseRetentionPack(readFileSync(file))
  if (!pack.ok) throw new Fault('config_invalid', { name: 'retention/classes.json', field: String(pack.detail?.field ?? '') })
  return pack.value
}
