import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json } from '@enlace/core'
import { type Actor, type Role, roles } from '@enlace/policy'
import pino from 'pino'
import { initNode } from './cli/init.ts'
import { readConfig } from './config.ts'
import { runNode, type ServedNode } from './run-node.ts'
import { saveAccount } from './store/accounts.ts'
import { issueToken } from './store/issue-token.ts'
import { hashPassword } from './store/password.ts'
import { testDatabase } from './store/test-database.ts'

export type Who = readonly [agency: string, role: Role]
export type AskOptions = {
  readonly as?: Who
  readonly send?: unknown
  readonly raw?: string | Uint8Array<ArrayBuffer> | ReadableStream
  readonly headers?: Record<string, string>
}
export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: () => Json }

export type TestNode = {
  readonly url: string
  readonly served: ServedNode
  /** Bearer token of an account with this agency and role. */
  readonly tokenOf: (agency: string, role: Role) => string
  /** Asks the node; `as` names a role and an agency, `send` is a JSON body. */
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answered>
  /** Everything that the node wrote to its own log. */
  readonly logged: () => string
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export const testPassword = 'correct horse battery staple'

/** One real node of one party for tests: its own folder and database, every role in every agency, nothing paired. */
export async function startTestNode(party = 'mx'): Promise<TestNode> {
  const root = await mkdtemp(join(tmpdir(), 'enlace-node-'))
  const database = await testDatabase()
  const dataDir = join(root, 'data')
  const authority = await readFile(new URL(`../../../packs/authorities/${party}.json`, import.meta.url))
  await initNode({ dataDir, authority, http: { host: '127.0.0.1', port: 0 }, exchange: { host: '127.0.0.1', port: 0 } })
  const { host, username, port, database: name } = database.connection
  const config = readConfig(dataDir, { DATABASE_URL: `postgres:///${name}?host=${encodeURIComponent(host)}&user=${username}&port=${port}` })
  const lines: string[] = []
  const served = await runNode(config, pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }))
  const { sql } = served.node.store
  const secret = await hashPassword(testPassword)
  const tokens = new Map<string, string>()
  for (const agency of config.authority.agencies) {
    for (const role of roles) {
      const account: Actor = { party, agency: agency.id, role, user: `${role}@${agency.id}` }
      await saveAccount(sql, { name: account.user, agency: agency.id, role, secret })
      const { token } = await issueToken(sql, account.user, { bearer: true, now: new Date(), lifeMs: 3_600_000 })
      tokens.set(`${role}@${agency.id}`, token)
    }
  }
  const url = `http://127.0.0.1:${served.httpPort}`
  const ask: TestNode['ask'] = async (method, path, { as, send, raw, headers = {} } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${tokens.get(`${as[1]}@${as[0]}`)}` }),
        ...(send === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(send === undefined ? {} : { body: JSON.stringify(send) }),
      ...(raw === undefined ? {} : { body: raw }),
      // undici wants this word for a body that is a stream.
      ...(raw instanceof ReadableStream ? ({ duplex: 'half' } as object) : {}),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as Json }
  }
  return {
    ask,
    url,
    served,
    tokenOf: (agency, role) => tokens.get(`${role}@${agency}`) ?? '',
    logged: () => lines.join(''),
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]()
      await database.dispose()
      await rm(root, { recursive: true })
    },
  }
}
