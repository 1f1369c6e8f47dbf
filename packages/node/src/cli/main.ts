import { parseArgs } from 'node:util'
import { Fault } from '@enlace/core'
import { terminalLanguage } from '../config.ts'
import { chooseLanguage, openMessages } from '../store/messages.ts'
import type { Command } from './command.ts'
import { openTerminal } from './terminal.ts'

/** Every command by name; each file is loaded only when it is asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init-command.ts')).initCommand,
  serve: async () => (await import('./serve-command.ts')).serveCommand,
  pair: async () => (await import('./pair-command.ts')).pairCommand,
  keys: async () => (await import('./keys-command.ts')).keysCommand,
  agree: async () => (await import('./agree-command.ts')).agreeCommand,
  account: async () => (await import('./account-command.ts')).accountCommand,
  import: async () => (await import('./import-command.ts')).importCommand,
  'export-log': async () => (await import('./export-log-command.ts')).exportLogCommand,
  courier: async () => (await import('./courier-command.ts')).courierCommand,
  backup: async () => (await import('./backup-command.ts')).backupCommand,
  restore: async () => (await import('./restore-command.ts')).restoreCommand,
  rotate: async () => (await import('./rotate-command.ts')).rotateCommand,
  rebuild: async () => (await import('./rebuild-command.ts')).rebuildCommand,
  clocks: async () => (await import('./clocks-command.ts')).clocksCommand,
  identify: async () => (await import('./identify-command.ts')).identifyCommand,
  site: async () => (await import('./site-command.ts')).siteCommand,
  schema: async () => (await import('./schema-command.ts')).schemaCommand,
}

const [name, ...args] = process.argv.slice(2)
const messages = openMessages()
const terminal = openTerminal(messages, chooseLanguage(terminalLanguage(), messages.languages))
process.exitCode = await run()

/** Exit codes: 0 done, 1 refused or failed, 2 not understood. */
async function run(): Promise<number> {
  const load = name === undefined ? undefined : commands[name]
  if (load === undefined) {
    terminal.say('usage')
    return name === undefined || name === 'help' || name === '--help' ? 0 : 2
  }
  try {
    const command = await load()
    const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true, strict: true })
    return await command.run({ values, positionals, terminal })
  } catch (thrown) {
    return report(thrown)
  }
}

function report(thrown: unknown): number {
  if (thrown instanceof Fault) {
    const { language } = terminal
    const why = messages.find(language, 'faults', `${thrown.code}.detail`, thrown.values)
    terminal.say('failed', { sentence: messages.say(language, 'faults', thrown.code, thrown.values) })
    if (why !== undefined) terminal.print(`${why}\n`)
    return 1
  }
  if (thrown instanceof TypeError && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS')) {
    terminal.say('arguments_wrong', { command: name ?? '' })
    terminal.say(`usage.${name}`)
    return 2
  }
  throw thrown
}
