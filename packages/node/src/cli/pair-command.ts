import { readFile, writeFile } from 'node:fs/promises'
import { dataDirOf } from '../config.ts'
import { type Command, type Given, misused, textOf } from './command.ts'
import { examinePairing, exportPairing, importPairing } from './pair.ts'

/** `enlace pair export --for PARTY --out FILE` and `enlace pair import FILE`: two files, read aloud, make two partners. */
export const pairCommand: Command = {
  options: {
    'data-dir': { type: 'string' },
    for: { type: 'string' },
    out: { type: 'string' },
    fingerprint: { type: 'string' },
    replace: { type: 'boolean', default: false },
  },
  run: async (given) => {
    const [what, file] = given.positionals
    const dataDir = dataDirOf(textOf(given, 'data-dir'))
    if (what === 'export') return await exportFor(given, dataDir)
    if (what === 'import' && file !== undefined) return await importFrom(given, dataDir, file)
    return misused(given, 'pair')
  },
}

async function exportFor(given: Given, dataDir: string): Promise<number> {
  const partner = textOf(given, 'for')
  if (partner === undefined) return misused(given, 'pair')
  const { note, fingerprint } = await exportPairing(dataDir, partner)
  const out = textOf(given, 'out')
  if (out === undefined) given.terminal.print(note)
  else {
    await writeFile(out, note)
    given.terminal.say('pair.exported', { file: out, partner, fingerprint })
  }
  return 0
}

async function importFrom(given: Given, dataDir: string, file: string): Promise<number> {
  const note = await readFile(file, 'utf8')
  const refused = (reason: string): number => {
    given.terminal.say(reason)
    return 1
  }
  const examined = examinePairing(dataDir, note, new Date())
  if (!examined.ok) return refused(examined.reason)
  const { party, exchangeUrl, agencies } = examined.value.pairing
  given.terminal.say('pair.examined', { party, url: exchangeUrl, agencies: agencies.map(({ id }) => id).join(', ') })
  // The digits are not shown before they are typed: they come from the other side by voice, not from this screen.
  const heard = textOf(given, 'fingerprint') ?? (await given.terminal.ask('pair.ask'))
  if (heard === undefined) return refused('pair.nobody_to_ask')
  const imported = await importPairing(dataDir, note, heard, { replace: given.values.replace === true })
  if (!imported.ok) return refused(imported.reason)
  given.terminal.say('pair.done', { party })
  return 0
}
