import { dataDirOf, readConfig } from '../config.ts'
import { dataFolder } from '../store/data-folder.ts'
import { type ListedKey, listKeys } from '../store/list-keys.ts'
import { makeOfflineRoot } from '../store/offline-root.ts'
import { readPartners } from '../store/partners.ts'
import { readAloudDigits } from '../store/read-aloud.ts'
import { isTokenAddress, parseTokenAddress } from '../store/token-address.ts'
import { type Command, type Given, misused, textOf } from './command.ts'
import { revokeKeys } from './revoke-keys.ts'
import { rotateKeys } from './rotate-keys.ts'
import { isTransport, revokeTransport, rotateTransport } from './rotate-transport.ts'

/** `enlace keys show`, `rotate`, `revoke`, `root`, `checklist`: a node's keys, beside the node, running or not. */
export const keysCommand: Command = {
  options: {
    'data-dir': { type: 'string' },
    json: { type: 'boolean', default: false },
    root: { type: 'string' },
    out: { type: 'string' },
    days: { type: 'string' },
    reason: { type: 'string' },
    cutoff: { type: 'string' },
    lang: { type: 'string' },
    token: { type: 'string' },
  },
  run: async (given) => {
    const [what = 'show', name, ...rest] = given.positionals
    const dataDir = dataDirOf(textOf(given, 'data-dir'))
    if (rest.length > 0) return misused(given, 'keys')
    if (what === 'show' && name === undefined) return await showKeys(given, dataDir)
    if (what === 'root' && name === undefined) return await makeRoot(given, dataDir)
    if (what === 'rotate' && name !== undefined) return await rotate(given, dataDir, name)
    if (what === 'revoke' && name !== undefined) return await revoke(given, dataDir, name)
    if (what === 'checklist' && name === undefined) return printChecklist(given)
    return misused(given, 'keys')
  },
}

async function showKeys(given: Given, dataDir: string): Promise<number> {
  const { terminal } = given
  const { authority } = readConfig(dataDir)
  const { keys, warnings } = await listKeys(dataDir, authority, await readPartners(dataDir, new Date()))
  if (given.values.json === true) terminal.print(`${JSON.stringify({ keys, warnings }, null, 2)}\n`)
  else {
    for (const [party, theirs] of Map.groupBy(keys, (key) => key.party)) {
      terminal.say(party === authority.party ? 'keys.own' : 'keys.partner', { party })
      for (const key of theirs) showKey(given, key)
    }
    for (const { code, file, mode } of warnings) terminal.say(`keys.warning.${code}`, { file, mode })
  }
  return warnings.some(({ code }) => code === 'mode_wrong') ? 1 : 0
}

function showKey({ terminal }: Given, key: ListedKey): void {
  const say = (name: string, values = {}) => terminal.messages.say(terminal.language, 'cli', name, values)
  const day = (at: string | null) => at?.slice(0, 10) ?? say('keys.from_first')
  const state = say(`keys.state.${key.state}`, { until: day(key.until), reason: say(`keys.reason.${key.reason ?? 'superseded'}`) })
  terminal.print(`\n  ${key.name}\n`)
  terminal.print(`    ${say(`keys.use.${key.use}`)}, ${key.algorithm}, ${key.fingerprint}\n`)
  if (key.vkey !== null) terminal.print(`    ${readAloudDigits('key', Buffer.from(key.vkey))}\n`)
  terminal.print(`    ${state}; ${say('keys.since', { since: day(key.since) })}\n`)
  if (key.file !== null) terminal.print(`    ${key.file} ${key.mode}\n`)
}

async function makeRoot(given: Given, dataDir: string): Promise<number> {
  const { authority } = readConfig(dataDir)
  const file = textOf(given, 'token') ?? textOf(given, 'out') ?? dataFolder(dataDir).offlineRoot
  await makeOfflineRoot(dataDir, authority, file)
  if (isTokenAddress(file)) given.terminal.say('keys.root.token', { token: parseTokenAddress(file).token })
  else given.terminal.say('init.root', { file })
  given.terminal.say('keys.root.next')
  return 0
}

async function rotate(given: Given, dataDir: string, what: string): Promise<number> {
  const root = textOf(given, 'root')
  const days = textOf(given, 'days') ?? '30'
  const token = textOf(given, 'token')
  if (root === undefined || !/^[1-9]\d{0,3}$/.test(days) || (token !== undefined && isTransport(what))) return misused(given, 'keys')
  const options = { root, days: Number(days), now: new Date(), token }
  for (const { name, until } of isTransport(what) ? await rotateTransport(dataDir, options) : await rotateKeys(dataDir, what, options)) {
    given.terminal.say('keys.rotated', { name, until: new Date(until).toISOString().slice(0, 10) })
  }
  given.terminal.say('keys.takes')
  return 0
}

async function revoke(given: Given, dataDir: string, what: string): Promise<number> {
  const [root, reason, cutoff] = [textOf(given, 'root'), textOf(given, 'reason'), textOf(given, 'cutoff')]
  if (root === undefined || (reason !== 'superseded' && reason !== 'compromised')) return misused(given, 'keys')
  const at = cutoff === undefined ? undefined : Date.parse(cutoff)
  if (Number.isNaN(at)) return misused(given, 'keys')
  const options = { root, reason, cutoff: at, now: new Date() } as const
  const done = isTransport(what) ? await revokeTransport(dataDir, what, options) : await revokeKeys(dataDir, what, options)
  for (const { name, ids, successors } of done) {
    given.terminal.say('keys.revoked', { name, ids: ids.join(', '), count: successors })
  }
  given.terminal.say('keys.takes')
  return 0
}

function printChecklist({ terminal, values }: Given): number {
  const { messages } = terminal
  const language = typeof values.lang === 'string' && messages.languages.includes(values.lang) ? values.lang : terminal.language
  terminal.print(`${messages.say(language, 'cli', 'keys.checklist')}\n`)
  return 0
}
