import { readFileSync } from 'node:fs'
import { Fault, isJsonObject, parseJson } from '@enlace/core'
import { type Certificate, parseCertificates } from '@enlace/proof'
import { dataFolder } from './data-folder.ts'

/** The authority that stamps the node's own logs: where it answers, how often it is asked, and the certificates that are trusted for it. */
export type AskedAuthority = {
  readonly url: string
  readonly everyMinutes: number
  readonly roots: readonly Certificate[]
  /** The same certificates as text, for evidence files. */
  readonly pem: string
}

/**
 * Reads `timestamps.json` and `timestamps.pem` of a data folder; without the first there is no authority. Throws Fault `config_invalid`: whoever
 * named an authority must not run without it unknowingly.
 */
export function readTimestampAuthority(dataDir: string): AskedAuthority | undefined {
  const folder = dataFolder(dataDir)
  const wrong = (field: string) => new Fault('config_invalid', { name: 'timestamps.json', field })
  const text = findFile(folder.timestamps)
  if (text === undefined) return undefined
  const parsed = parseJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value.value)) throw wrong('')
  const { url, every_minutes: everyMinutes = 60 } = parsed.value.value
  if (typeof url !== 'string' || !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw wrong('url')
  if (typeof everyMinutes !== 'number' || !(everyMinutes >= 1 && everyMinutes <= 10_080)) throw wrong('every_minutes')
  const pem = findFile(folder.timestampRoots)?.toString('utf8') ?? ''
  const roots = parseCertificates(pem)
  if (!roots.ok || roots.value.length === 0) throw wrong('timestamps.pem')
  return { url, everyMinutes, roots: roots.value, pem }
}

function findFile(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}
