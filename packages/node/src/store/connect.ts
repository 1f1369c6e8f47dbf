import { Fault } from '@enlace/core'
import postgres, { type Sql } from 'postgres'
import { learnArrayTypes } from './array-types.ts'
import { renewingPool } from './renewing-pool.ts'

/** Where a database is: the folder of its socket or a host, or the address from `DATABASE_URL`. */
export type Connection =
  | {
      readonly host: string
      readonly port: number
      readonly database: string
      readonly username: string
      readonly password?: string
      readonly ssl?: 'require' | 'verify-full' | false
    }
  | { readonly url: string }

export type ConnectOptions = {
  /** Connections in the pool. */
  readonly max?: number
  readonly applicationName?: string
}

/**
 * Opens a bounded pool of connections with prepared statements. bigint arrives as a number (beyond 2^53 it throws, never rounds),
 * bytea as a Buffer, dates and times as Date, numeric as text. Notices are dropped: they could quote data.
 * Nothing is taken from PG* variables. Connects on first use. When a connection dies the whole pool is dropped: what was under way is
 * rejected, a transaction that has lost its connection can do nothing more, and the next statement connects anew. `sql.end()` closes
 * within five seconds.
 */
export function connect(connection: Connection, { max = 8, applicationName = 'enlace' }: ConnectOptions = {}): Sql {
  const target = 'url' in connection ? parseDatabaseUrl(connection.url) : connection
  return renewingPool(target, (openSocket) => {
    const options = {
      ...poolOptions,
      ...addressOptions(target),
      max,
      // Plans of prepared statements are kept: one made while a table was small would read all of it for good. Every statement on a path that
      // grows has an index, so reading whole tables is the last resort.
      connection: { application_name: applicationName, enable_seqscan: 'off' },
      socket: openSocket,
    }
    const sql = postgres(options) as unknown as Sql
    learnArrayTypes(sql)
    return sql
  })
}

const poolOptions = {
  // The socket comes from us, TLS included.
  ssl: false,
  prepare: true,
  // We know the array types (array-types.ts).
  fetch_types: false,
  idle_timeout: 0,
  connect_timeout: 30,
  keep_alive: 60,
  max_lifetime: null,
  target_session_attrs: undefined,
  debug: false,
  onnotice: () => {},
  types: { bigint: { to: 20, from: [20], serialize: (value: number | bigint) => String(value), parse: parseSafeInteger } },
}

function addressOptions({ host, port, database, username, password = '' }: Exclude<Connection, { readonly url: string }>) {
  return { host, port, database, username, password }
}

/**
 * Refuses a database whose acknowledgements a power cut could undo, or that cannot hold our data: needs PostgreSQL 15 or later, UTF-8,
 * a primary, fsync and full_page_writes on, and synchronous_commit not off. Throws Fault `store_not_durable` or `store_version_wrong`.
 */
export async function checkDurability(sql: Sql): Promise<void> {
  const [found] = await sql<[Durability]>`
    select current_setting('server_version_num')::integer as version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes, current_setting('synchronous_commit') as synchronous_commit,
      current_setting('server_encoding') as server_encoding, pg_is_in_recovery() as standby`
  if (found.version < oldestVersion) throw new Fault('store_version_wrong', { found: Math.floor(found.version / 10_000), needed: 15 })
  const wrong = whatIsNotDurable(found)
  if (wrong !== undefined) throw new Fault('store_not_durable', { setting: wrong })
}

/** What the database says about itself. */
export type Durability = {
  readonly version: number
  readonly fsync: string
  readonly full_page_writes: string
  readonly synchronous_commit: string
  readonly server_encoding: string
  readonly standby: boolean
}

const oldestVersion = 150_000

/** The first setting that breaks the promise of durability, or undefined when all hold. */
export function whatIsNotDurable(found: Durability): string | undefined {
  if (found.fsync !== 'on') return 'fsync'
  if (found.full_page_writes !== 'on') return 'full_page_writes'
  if (found.synchronous_commit === 'off') return 'synchronous_commit'
  if (found.server_encoding !== 'UTF8') return 'server_encoding'
  return found.standby ? 'standby' : undefined
}

/**
 * Reads a `postgres://` address as libpq does (PostgreSQL manual 32.1.1.2), a socket folder included: `postgres:///name?host=/run/postgresql`,
 * which the driver alone would send to localhost. Only `host`, `port`, `user`, `password`, `dbname` and `sslmode` are understood; others
 * are refused rather than ignored. Throws Fault `parameter_invalid`; the address itself may hold a password and is never repeated.
 */
export function parseDatabaseUrl(text: string): Exclude<Connection, { readonly url: string }> {
  // A socket folder may stand percent-encoded in the place of the host, where URL does not accept it.
  const match = /^postgres(?:ql)?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?:]*|\[[^\]]*\])(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/.exec(text)
  if (match === null) throw new Fault('parameter_invalid', { field: 'DATABASE_URL' })
  const [user, password, host, port, database] = match.slice(1, 6).map(decode)
  const query = new URLSearchParams(match[6] ?? '')
  for (const name of query.keys()) if (!known.has(name)) throw new Fault('parameter_invalid', { field: `DATABASE_URL ${name}` })
  const username = query.get('user') ?? (user || 'postgres')
  const secret = query.get('password') ?? password
  return {
    host: (query.get('host') ?? host ?? '').replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: Number(query.get('port') ?? (port || 5432)),
    database: (query.get('dbname') ?? database) || username,
    username,
    ...(secret === undefined ? {} : { password: secret }),
    ssl: parseSslMode(query.get('sslmode') ?? 'disable'),
  }
}

const known = new Set(['host', 'port', 'user', 'password', 'dbname', 'sslmode'])

function decode(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part)
  } catch {
    throw new Fault('parameter_invalid', { field: 'DATABASE_URL' })
  }
}

function parseSslMode(mode: string): 'require' | 'verify-full' | false {
  if (mode === 'disable') return false
  if (mode === 'require' || mode === 'verify-full') return mode
  throw new Fault('parameter_invalid', { field: 'DATABASE_URL sslmode' })
}

function parseSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint beyond what a number holds')
  return value
}
