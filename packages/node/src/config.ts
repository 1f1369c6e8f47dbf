import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Fault, isJsonObject, type Json, parseJson } from '@enlace/core'
import { type AuthorityPack, parseAuthorityPack } from '@enlace/policy'
import { dataFolder } from './store/data-folder.ts'
import { type Drill, parseDrill } from './store/steps.ts'

/** Everything that differs from one node to the next; read once, before anything starts. */
export type NodeConfig = {
  readonly dataDir: string
  readonly authority: AuthorityPack
  /** Where people and programs of the own party reach the node. `origin` is what a browser shows, when a proxy stands before it. */
  readonly http: { readonly host: string; readonly port: number; readonly origin: string | null }
  /** Where partners reach it: `url` is what the pairing tells them. */
  readonly exchange: { readonly host: string; readonly port: number; readonly url: string }
  /** Where the public reads what this party publishes; null: this node serves no public site. `origin` as for `http`. */
  readonly public: { readonly host: string; readonly port: number; readonly origin: string | null } | null
  /** An existing PostgreSQL to use instead of the node's own. */
  readonly databaseUrl: string | undefined
  readonly logLevel: string
  /** What a drill or fault test asks of this run: to end or stop at named steps. */
  readonly drills: readonly Drill[]
}

/** The variables a node knows; each goes before what `node.json` says. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads `node.json` and `authority.json` of a data folder, and the environment: `ENLACE_DATA_DIR`, `DATABASE_URL`, `ENLACE_HTTP_HOST`,
 * `ENLACE_HTTP_PORT`, `ENLACE_HTTP_ORIGIN`, `ENLACE_EXCHANGE_HOST`, `ENLACE_EXCHANGE_PORT`, `ENLACE_EXCHANGE_URL`, `ENLACE_LOG_LEVEL`,
 * `ENLACE_DRILL`; and `ENLACE_PUBLIC_HOST`, `ENLACE_PUBLIC_PORT`, `ENLACE_PUBLIC_ORIGIN` for the public site, which is served where a port is named.
 * Throws Fault `config_invalid` that names the file or variable.
 */
export function readConfig(dataDir?: string, environment: Environment = process.env): NodeConfig {
  const root = dataDirOf(dataDir, environment)
  const folder = dataFolder(root)
  const authority = parseAuthorityPack(readBytes(folder.authority))
  if (!authority.ok) throw new Fault('config_invalid', { name: 'authority.json', field: String(authority.detail?.field ?? '') })
  const node = parseJson(readBytes(folder.node))
  if (!node.ok || !isJsonObject(node.value.value)) throw new Fault('config_invalid', { name: 'node.json', field: '' })
  const { http, exchange, public: open } = node.value.value
  const text = (part: Json | undefined, name: string, variable: string): string => {
    const value = environment[variable] ?? (isJsonObject(part) ? part[name] : undefined)
    if (typeof value !== 'string' || value === '') throw new Fault('config_invalid', { name: 'node.json', field: variable })
    return value
  }
  const port = (part: Json | undefined, variable: string): number => {
    const value = environment[variable] ?? (isJsonObject(part) ? part.port : undefined)
    if (!/^\d{1,5}$/.test(String(value)) || Number(value) > 65_535)
      throw new Fault('config_invalid', { name: 'node.json', field: variable })
    return Number(value)
  }
  const origin = environment.ENLACE_HTTP_ORIGIN ?? (isJsonObject(http) ? http.origin : null)
  const hasPublic = environment.ENLACE_PUBLIC_PORT !== undefined || isJsonObject(open)
  const publicOrigin = environment.ENLACE_PUBLIC_ORIGIN ?? (isJsonObject(open) ? open.origin : null)
  const hostOf = (part: Json | undefined) =>
    environment.ENLACE_PUBLIC_HOST ?? (isJsonObject(part) && typeof part.host === 'string' ? part.host : '127.0.0.1')
  return {
    dataDir: root,
    authority: authority.value,
    http: {
      host: text(http, 'host', 'ENLACE_HTTP_HOST'),
      port: port(http, 'ENLACE_HTTP_PORT'),
      origin: typeof origin === 'string' ? originOf(origin) : null,
    },
    exchange: {
      host: text(exchange, 'host', 'ENLACE_EXCHANGE_HOST'),
      port: port(exchange, 'ENLACE_EXCHANGE_PORT'),
      url: text(exchange, 'url', 'ENLACE_EXCHANGE_URL'),
    },
    public: hasPublic
      ? {
          host: hostOf(open),
          port: port(open, 'ENLACE_PUBLIC_PORT'),
          origin: typeof publicOrigin === 'string' ? originOf(publicOrigin) : null,
        }
      : null,
    databaseUrl: environment.DATABASE_URL,
    logLevel: environment.ENLACE_LOG_LEVEL ?? 'info',
    drills: readDrills(environment.ENLACE_DRILL),
  }
}

/** Drills by commas, as in `kill:send.signed,stop:receive.durable:3`. */
function readDrills(text: string | undefined): readonly Drill[] {
  if (text === undefined) return []
  return text.split(',').map((one) => {
    const drill = parseDrill(one)
    if (drill === undefined) throw new Fault('config_invalid', { name: 'ENLACE_DRILL', field: '' })
    return drill
  })
}

/** The data folder asked for: the argument, else `ENLACE_DATA_DIR`, else `.enlace` where the user stands. */
export function dataDirOf(dataDir: string | undefined, environment: Environment = process.env): string {
  return resolve(dataDir ?? environment.ENLACE_DATA_DIR ?? '.enlace')
}

/** The languages a person at this terminal reads, best first, as an Accept-Language header says it. */
export function terminalLanguage(environment: Environment = process.env): string {
  return (environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || 'en').replace(/\..*$/, '').replace('_', '-')
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new Fault('config_invalid', { name: file, field: '' }, { cause })
  }
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (url === null) throw new Fault('config_invalid', { name: 'node.json', field: 'ENLACE_HTTP_ORIGIN' })
  return url.origin
}
