import { readFile } from 'node:fs/promises'
import { utf8 } from '@enlace/core'
import { dataDirOf } from '../config.ts'
import { type Command, misused, textOf } from './command.ts'
import { initNode } from './init.ts'

/** `enlace init`: makes a node's folder from an authority pack, or from a party, a domain and its agencies. */
export const initCommand: Command = {
  options: {
    'data-dir': { type: 'string' },
    authority: { type: 'string' },
    party: { type: 'string' },
    domain: { type: 'string' },
    agency: { type: 'string' },
    classification: { type: 'string' },
    'http-host': { type: 'string', default: '127.0.0.1' },
    'http-port': { type: 'string', default: '8410' },
    'http-origin': { type: 'string' },
    'exchange-host': { type: 'string', default: '127.0.0.1' },
    'exchange-port': { type: 'string', default: '8411' },
    'exchange-url': { type: 'string' },
    partner: { type: 'string', multiple: true },
    'root-out': { type: 'string' },
  },
  run: async (given) => {
    const [party, file] = [textOf(given, 'party'), textOf(given, 'authority')]
    if ((party === undefined) === (file === undefined)) return misused(given, 'init')
    const agencies = (textOf(given, 'agency') ?? '').split(',').filter((id) => id !== '')
    if (party !== undefined && (agencies.length === 0 || textOf(given, 'domain') === undefined)) return misused(given, 'init')
    const origin = textOf(given, 'http-origin')
    const url = textOf(given, 'exchange-url')
    const partners = given.values.partner
    const offlineRoot = textOf(given, 'root-out')
    const folder = await initNode({
      ...(offlineRoot === undefined ? {} : { offlineRoot }),
      dataDir: dataDirOf(textOf(given, 'data-dir')),
      authority:
        file === undefined
          ? plainAuthority(party ?? '', textOf(given, 'domain') ?? '', agencies, textOf(given, 'classification'))
          : await readFile(file),
      http: {
        host: String(given.values['http-host']),
        port: Number(given.values['http-port']),
        ...(origin === undefined ? {} : { origin }),
      },
      exchange: {
        host: String(given.values['exchange-host']),
        port: Number(given.values['exchange-port']),
        ...(url === undefined ? {} : { url }),
      },
      partners: Array.isArray(partners) ? partners.map(String) : [],
    })
    given.terminal.say('init.done', { folder: folder.root })
    given.terminal.say('init.root', { file: offlineRoot ?? folder.offlineRoot })
    given.terminal.say('init.next')
    return 0
  },
}

/** An authority whose names are its codes, until somebody writes them. */
function plainAuthority(party: string, domain: string, agencies: readonly string[], classification = 'unclassified'): Uint8Array {
  const same = (text: string): object => ({ es: text, en: text })
  const names = ['duty-officer', 'analyst', 'releasing-officer', 'secretariat', 'inspector', 'administrator', 'legal-adviser', 'minister']
  const pack = {
    party,
    name: same(party),
    domain,
    classification,
    demo: false,
    // A scheme that no table knows counts as red: what is marked so stays home until the keeper writes the national marking in authority.json.
    marking: { scheme: 'unmarked', value: classification },
    agencies: agencies.map((id) => ({ id, short: id.toUpperCase(), name: same(id) })),
    roles: Object.fromEntries(names.map((name) => [name, same(name)])),
  }
  return utf8(`${JSON.stringify(pack, undefined, 2)}\n`)
}
