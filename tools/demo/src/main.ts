import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type FleetAccount, makeAccounts, type NodePorts, type NodeProcess, nodeProcess, prepareNodes, waitUntil } from '@enlace/fleet'
import { chooseLanguage, openMessages, reachDatabase, readBacklog, readConfig } from '@enlace/node'
import { ensureWebBuilt } from '@enlace/web/build'
import { importers } from '@enlace/wire'
import { standingFolder, terminalLanguage } from './config.ts'
import { fillNode } from './fill.ts'
import { planDuty } from './plan-duty.ts'
import { planRevision } from './plan-revision.ts'
import { playCases } from './play-cases.ts'
import { playStory } from './play-story.ts'
import { publishFigures } from './publish-figures.ts'
import { publishPlayed, publishRecord } from './publish-record.ts'
import { readArguments } from './read-arguments.ts'
import { type ReadyNode, removeReadyFile, writeReadyFile } from './ready-file.ts'

const projectRoot = join(import.meta.dirname, '../../..')
const messages = openMessages()
const language = chooseLanguage(terminalLanguage(), messages.languages)
const say = (key: string, values?: Readonly<Record<string, string | number>>) =>
  process.stdout.write(`${messages.say(language, 'demo', key, values)}\n`)
const stop = new AbortController()
const nodes: NodeProcess[] = []

process.exitCode = await run()

/** Runs the demonstration until it is asked to stop. 0: it ended as asked; 1: it could not start; 2: not understood. */
async function run(): Promise<number> {
  let asked: ReturnType<typeof readArguments>
  try {
    asked = readArguments(process.argv.slice(2), standingFolder(), projectRoot)
  } catch (cause) {
    say('arguments', { reason: cause instanceof Error ? cause.message : '' })
    return 2
  }
  const { readyFile, dataDir, portBase } = asked
  if (readyFile !== undefined) await removeReadyFile(readyFile)
  const ended = whenAsked()
  try {
    const startedAt = performance.now()
    const ports = portsFrom(portBase)
    const busy = await findBusy(Object.values(ports).flatMap(({ http, exchange, site }) => [http, exchange, site]))
    if (busy !== undefined) {
      say('port_busy', { port: busy })
      return 1
    }
    if (asked.fresh) await rm(dataDir, { recursive: true, force: true })
    say(existsSync(dataDir) ? 'resuming' : 'making', { folder: dataDir })
    const built = await ensureWebBuilt()
    if (built.built) say('web_built', { seconds: Math.round(built.tookMs / 100) / 10 })
    const { fingerprints } = await prepareNodes(dataDir, ports)
    const accounts = await startNodes(dataDir, ports)
    if (stop.signal.aborted) return 0
    say('live', { seconds: Math.round((performance.now() - startedAt) / 100) / 10 })
    await Promise.all(nodes.map((node) => planDuty({ api: node.api, accounts: accounts.get(node.party) ?? [] })))
    await fill(accounts)
    for (const node of nodes) {
      const planned = await planRevision({ api: node.api, party: node.party, accounts: accounts.get(node.party) ?? [] })
      if (!planned) say('story_refused', { what: 'figure' })
      const accountsOf = accounts.get(node.party) ?? []
      await publishRecord({ api: node.api, accounts: accountsOf }).catch((cause: unknown) =>
        say('story_refused', { what: reasonOf(cause) }),
      )
    }
    if (stop.signal.aborted) return 0
    const ready = Object.fromEntries(nodes.map((node) => [node.party, readyNode(node, accounts.get(node.party) ?? [])]))
    if (readyFile !== undefined) await writeReadyFile(readyFile, ready)
    welcome(ready, fingerprints, asked.story)
    const stages = stagesOf(ready)
    void publish(stages)
    if (asked.story) void play(ready, stages)
    await Promise.race([ended, ...nodes.map((node) => node.ended())])
    if (!stop.signal.aborted) say('node_ended', { folder: dataDir })
    return stop.signal.aborted ? 0 : 1
  } catch (cause) {
    if (stop.signal.aborted) return 0
    say('failed', { reason: reasonOf(cause) })
    return 1
  } finally {
    if (readyFile !== undefined) await removeReadyFile(readyFile).catch(() => undefined)
    stop.abort()
    // A machine that stalls may not stop a node in its time: it was killed then, which it outlives, and the other one still stops.
    const stopped = await Promise.allSettled(nodes.map((node) => node.stop()))
    for (const one of stopped) if (one.status === 'rejected') say('stopped_late', { reason: reasonOf(one.reason) })
    say('stopped')
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

function portsFrom(base: number): Readonly<Record<string, Required<Omit<NodePorts, 'reachedAt'>>>> {
  return { mx: { http: base, exchange: base + 2, site: base + 4 }, us: { http: base + 1, exchange: base + 3, site: base + 5 } }
}

/** The first of these ports that something else listens on. */
async function findBusy(ports: readonly number[]): Promise<number | undefined> {
  for (const port of ports) {
    const server = createServer()
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    await new Promise((resolve) => server.close(resolve))
    if (!free) return port
  }
  return undefined
}

function whenAsked(): Promise<void> {
  return new Promise((resolve) => {
    const ask = () => {
      if (stop.signal.aborted) return
      say('stopping')
      stop.abort()
      resolve()
    }
    process.on('SIGINT', ask).on('SIGTERM', ask).on('SIGHUP', ask)
  })
}

async function startNodes(
  dataDir: string,
  ports: Readonly<Record<string, NodePorts>>,
): Promise<ReadonlyMap<string, readonly FleetAccount[]>> {
  const accounts = new Map<string, readonly FleetAccount[]>()
  await Promise.all(
    Object.entries(ports).map(async ([party, port]) => {
      const node = nodeProcess({ party, dataDir: join(dataDir, party), httpPort: port.http })
      nodes.push(node)
      await node.start()
      accounts.set(party, await makeAccounts(node.dataDir, 7))
    }),
  )
  return accounts
}

/** Fills both nodes with their lists, then waits until what may leave has arrived. */
async function fill(accounts: ReadonlyMap<string, readonly FleetAccount[]>): Promise<void> {
  let last = 0
  for (const node of nodes) {
    const done = await fillNode(node, accounts.get(node.party) ?? [], (progress) => {
      if (stop.signal.aborted) throw new Error('stopped')
      const finished = progress.done === progress.total
      if (!finished && performance.now() - last < 1000) return
      last = performance.now()
      const list = messages.say(language, 'imports', importers.get(progress.list)?.title ?? '')
      say('filling', {
        party: progress.party,
        list,
        done: progress.done,
        total: progress.total,
        rate: Math.round(progress.rate),
        left: Math.ceil(progress.leftSeconds),
      })
    })
    say(done.stored > 0 ? 'filled' : 'filled_before', { party: node.party, stored: done.stored, unchanged: done.unchanged })
  }
  await waitUntil('what may leave has arrived', exchanged, 120_000)
}

/** Every outbound entry is receipted, and the releases have caught up with the records. */
async function exchanged(): Promise<boolean> {
  if (stop.signal.aborted) throw new Error('stopped')
  for (const node of nodes) {
    await using database = await reachDatabase(node.dataDir, undefined)
    const { undecided, unreceipted, unapplied } = await readBacklog(database.sql, node.party)
    if (undecided + unreceipted + unapplied > 0) return false
  }
  return true
}

function readyNode(node: NodeProcess, accounts: readonly FleetAccount[]): ReadyNode {
  const web = readConfig(node.dataDir, {}).http.origin ?? node.api
  const site = readConfig(node.dataDir, {}).public?.origin ?? null
  return { web, api: node.api, site, dataDir: node.dataDir, pid: node.pid(), taxii: null, accounts }
}

function welcome(ready: Readonly<Record<string, ReadyNode>>, fingerprints: Readonly<Record<string, string>>, story: boolean): void {
  say('welcome')
  for (const [party, { web, site, accounts, dataDir }] of Object.entries(ready)) {
    const { authority } = readConfig(dataDir, {})
    say('node', { name: authority.name[language === 'es' ? 'es' : 'en'], party, web })
    if (site !== null) say('site', { site })
    for (const { agency, role, user, password } of accounts) {
      const names = authority.roles[role as keyof typeof authority.roles]
      say('account', {
        agency: agency.toUpperCase().padEnd(6),
        role: names[language === 'es' ? 'es' : 'en'].padEnd(34),
        user: user.padEnd(26),
        password,
      })
    }
    say('fingerprint', { party, digits: fingerprints[party] ?? '' })
  }
  say(story ? 'story' : 'no_story')
  say('how_to_stop')
}

type Stages = Parameters<typeof playStory>[0]

function stagesOf(ready: Readonly<Record<string, ReadyNode>>): Stages {
  return Object.fromEntries(
    Object.entries(ready).map(([party, node]) => [
      party,
      { ...node, agencies: [...new Set(node.accounts.map((account) => account.agency))] },
    ]),
  )
}

function refused(what: string): void {
  if (!stop.signal.aborted) say('story_refused', { what })
}

/** Puts the real series on the public sites while the nodes are already in use. */
async function publish(stages: Stages): Promise<void> {
  try {
    const published = await publishFigures(stages, stop.signal, (party, { title, done, total }) =>
      say('publishing', { party, title: title[language] ?? title.en ?? '', done, total }),
    )
    for (const [party, records] of Object.entries(published)) say('published', { party, records })
  } catch (cause) {
    refused(reasonOf(cause))
  }
}

async function play(ready: Readonly<Record<string, ReadyNode>>, stages: Stages): Promise<void> {
  await Promise.all([
    playCases(stages, stop.signal)
      .then(async () => await Promise.all(Object.values(ready).map(publishPlayed)))
      .catch((cause: unknown) => refused(reasonOf(cause))),
    playStory(stages, stop.signal, refused).catch((cause: unknown) => refused(reasonOf(cause))),
  ])
}
