import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { accept, fromBase64, isJsonObject, type Result, refuse } from '@enlace/core'
import { parseEntryBundle, parseTilePath } from '@enlace/proof/node'
import type { LogToVerify } from './verify-log.ts'

export type StoredLog = Omit<LogToVerify, 'policy'> & { readonly policy: string | undefined }
export type ReadLogRefusal = 'log_unreadable' | 'bundle_malformed' | 'bundle_missing' | 'log_file_malformed'

/**
 * Reads an exported log. A folder is laid out as C2SP tlog-tiles serves it: `checkpoint`, `tile/entries/…`, and of ours `policy` and
 * `bodies/<seq>`. A file is JSON: `{"checkpoint":text,"policy":text,"leaves":[base64…],"bodies":{"<seq>":base64}}`.
 */
export function readStoredLog(path: string): Result<StoredLog, ReadLogRefusal> {
  try {
    return statSync(path).isDirectory() ? readFolder(path) : readFile(path)
  } catch {
    return refuse('log_unreadable')
  }
}

function readFolder(folder: string): Result<StoredLog, ReadLogRefusal> {
  const bundles = new Map<number, { readonly width: number; readonly path: string }>()
  const entriesFolder = join(folder, 'tile/entries')
  const names = existsSync(entriesFolder) ? readdirSync(entriesFolder, { recursive: true, withFileTypes: true }) : []
  for (const file of names) {
    if (!file.isFile()) continue
    const path = join(file.parentPath, file.name)
    const tile = parseTilePath(relative(folder, path).split(sep).join('/'))
    if (!tile.ok) continue
    const known = bundles.get(tile.value.index)
    if (known === undefined || known.width < tile.value.width) bundles.set(tile.value.index, { width: tile.value.width, path })
  }
  const leaves: Uint8Array[] = []
  for (let index = 0; index < bundles.size; index++) {
    const bundle = bundles.get(index)
    if (bundle === undefined) return refuse('bundle_missing', { index })
    const entries = parseEntryBundle(readFileSync(bundle.path))
    if (!entries.ok || entries.value.length !== bundle.width) return refuse('bundle_malformed', { index })
    leaves.push(...entries.value)
  }
  const policyPath = join(folder, 'policy')
  return accept({
    leaves,
    checkpoint: readFileSync(join(folder, 'checkpoint'), 'utf8'),
    policy: existsSync(policyPath) ? readFileSync(policyPath, 'utf8') : undefined,
    findBody: (seq) => {
      const path = join(folder, 'bodies', String(seq))
      return existsSync(path) ? readFileSync(path) : undefined
    },
  })
}

function readFile(path: string): Result<StoredLog, ReadLogRefusal> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return refuse('log_file_malformed')
  }
  if (!isJsonObject(value) || typeof value.checkpoint !== 'string' || !Array.isArray(value.leaves)) return refuse('log_file_malformed')
  const leaves: Uint8Array[] = []
  for (const each of value.leaves) {
    const leaf = typeof each === 'string' ? fromBase64(each) : undefined
    if (leaf === undefined) return refuse('log_file_malformed', { seq: leaves.length })
    leaves.push(leaf)
  }
  const bodies = isJsonObject(value.bodies) ? value.bodies : {}
  return accept({
    leaves,
    checkpoint: value.checkpoint,
    policy: typeof value.policy === 'string' ? value.policy : undefined,
    findBody: (seq) => {
      const body = bodies[String(seq)]
      // Base64 that cannot be read is a damaged body, not an absent one.
      return typeof body === 'string' ? (fromBase64(body) ?? new Uint8Array(0)) : undefined
    },
  })
}
