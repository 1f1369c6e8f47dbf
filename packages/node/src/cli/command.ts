import type { ParseArgsOptionsConfig } from 'node:util'
import type { Terminal } from './terminal.ts'

export type Given = {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
  readonly terminal: Terminal
}

/** One command of `enlace`: its options, and what it does; the number is the exit code. */
export type Command = { readonly options: ParseArgsOptionsConfig; readonly run: (given: Given) => Promise<number> }

/** The text of an option, or undefined. */
export function textOf(given: Given, name: string): string | undefined {
  const value = given.values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Tells that the arguments do not fit and how they should be. */
export function misused({ terminal }: Given, command: string): number {
  terminal.say('arguments_wrong', { command })
  terminal.say(`usage.${command}`)
  return 2
}
