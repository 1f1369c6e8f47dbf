import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Json } from '@enlace/core'
import { type Actor, type Role, roles } from '@enlace/policy'
import pino from 'pino'
import { installAgreement, signAgreement } from './cli/agree.ts'
import { initNode } from './cli/init.ts'
import { exportPairing, importPairing } from './cli/pair.ts'
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
  /** Folder that holds the node's data (`data`) and, when paired, the other party's (by its code). */
  readonly root: string
  /** Bearer token of an account with this agency and role. */
  readonly tokenOf: (agency: string, role: Role) => string
  /** Asks the node; `as` names a role and an agency, `send` is a JSON body. */
  readonly ask: (method: string, path: string, options?: AskOptions) => Promise<Answered>
  /** Everything that the node wrote to its own log. */
  readonly logged: () => string
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export const testPassword = 'correct horse battery staple'

/**
 * One real node of one party for tests: its own folder and database, every role in every agency. `pairedWith` pairs it under the demonstration
 * agreement with a party whose node does not run, so that what leaves waits; `clearance` is its clearance pack, in place of the shelf's.
 */
export async function startTestNode(
  party = 'mx',
  options: { readonly pairedWith?: string; readonly clearance?: object; readonly publicSite?: true } = {},
): Promise<TestNode> {
  const root = await mkdtemp(join(tmpdir(), 'enlace-node-'))
  const database = await testDatabase()
  const dataDir = join(root, 'data')
  const authority = await readFile(new URL(`../../../packs/authorities/${party}.json`, import.meta.url))
  await initNode({ dataDir, authority, http: { host: '127.0.0.1', port: 0 }, exchange: { host: '127.0.0.1', port: 0 } })
  if (options.pairedWith !== undefined) await pairWithAbsent(root, dataDir, party, options.pairedWith)
  if (options.clearance !== undefined) await writeFile(join(dataDir, 'clearance.json'), JSON.stringify(options.clearance))
  const { host, username, port, database: name } = database.connection
  const config = readConfig(dataDir, {
    DATABASE_URL: `postgres:///${name}?host=${encodeURIComponent(host)}&user=${username}&port=${port}`,
    ...(options.publicSite === true ? { ENLACE_PUBLIC_PORT: '0' } : {}),
  })
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
    root,
    tokenOf: (agency, role) => tokens.get(`${role}@${agency}`) ?? '',
    logged: () => lines.join(''),
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]()
      await database.dispose()
      await rm(root, { recursive: true })
    },
  }
}

async function pairWithAbsent(root: string, dataDir: string, party: string, other: string): Promise<void> {
  const otherDir = join(root, other)
  const packs = new URL('../../../packs/', import.meta.url)
  const authority = await readFile(new URL(`authorities/${other}.json`, packs))
  await initNode({ dataDir: otherDir, authority, http: { host: '127.0.0.1', port: 1 }, exchange: { host: '127.0.0.1', port: 1 } })
  for (const [from, to, recipient] of [
    [dataDir, otherDir, other],
    [otherDir, dataDir, party],
  ] as const) {
    const { note, fingerprint } = await exportPairing(from, recipient)
    const imported = await importPairing(to, note, fingerprint)
    if (!imported.ok) throw new Error(imported.reason)
  }
  const once = await signAgreement(dataDir, await readFile(new URL('agreements/demo-mx-us.json', packs)))
  const twice = once.ok ? await signAgreement(otherDir, Buffer.from(once.value)) : once
  if (!twice.ok || !(await installAgreement(dataDir, twice.value)).ok) throw new Error('agreement')
}

/** Erases a record of `sspc` as the node wants it done: an analyst proposes, a releasing officer confirms. */
export async function eraseByTwo(node: TestNode, id: string, reason = 'Ordered by a judge.'): Promise<void> {
  const asked = await node.ask('POST', `/api/v1/records/${id}/erase`, { as: ['sspc', 'analyst'], send: { reason } })
  const { erasedVersions, waits } = asked.json() as { erasedVersions: number; waits?: { proposal: string } }
  if (asked.status !== 200 || erasedVersions !== 0 || waits === undefined) throw new Error(asked.text)
  const done = await node.ask('POST', `/api/v1/proposals/${waits.proposal}`, {
    as: ['sspc', 'releasing-officer'],
    send: { outcome: 'confirmed', reason: 'I read the order.' },
  })
  if (done.status !== 200) throw new Error(done.text)
}
