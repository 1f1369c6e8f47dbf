import { readFileSync } from 'node:fs'
import { Fault } from '@enlace/core'
import { type Policy, parsePolicy, type VerifierKey } from '@enlace/proof/node'
import { dataFolder } from './data-folder.ts'

/** One witness that the node asks: where it answers, and every key that it signs with. */
export type AskedWitness = { readonly url: string; readonly name: string; readonly keys: readonly VerifierKey[] }

export type WitnessPolicy = { readonly policy: Policy; readonly witnesses: readonly AskedWitness[] }

/**
 * Reads `witnesses.policy` of a data folder (C2SP tlog-policy): each witness with the URL it answers at; lines of one URL are keys of one witness.
 * Without the file there are none. Throws Fault `config_invalid`: whoever named witnesses must not run without them unknowingly.
 */
export function readWitnessPolicy(dataDir: string): WitnessPolicy {
  const text = findText(dataFolder(dataDir).witnesses)
  const parsed = parsePolicy(text ?? 'quorum none\n')
  if (!parsed.ok) throw new Fault('config_invalid', { name: 'witnesses.policy', field: `${parsed.reason} ${parsed.detail?.line ?? ''}` })
  const unreachable = parsed.value.witnesses.find(({ url }) => url === null || !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
  if (unreachable !== undefined) throw new Fault('config_invalid', { name: 'witnesses.policy', field: unreachable.name })
  const byUrl = Map.groupBy(parsed.value.witnesses, (witness) => (witness.url ?? '').replace(/\/$/, ''))
  const witnesses = [...byUrl].map(([url, lines]) => ({ url, name: lines[0]?.key.name ?? url, keys: lines.map(({ key }) => key) }))
  return { policy: parsed.value, witnesses }
}

function findText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Fault('config_invalid', { name: 'witnesses.policy', field: '' }, { cause })
  }
}
