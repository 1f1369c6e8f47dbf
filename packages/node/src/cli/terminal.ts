import { createInterface } from 'node:readline/promises'
import type { Messages } from '../store/messages.ts'

/** What a command talks to: the person at the terminal, in their language. */
export type Terminal = {
  readonly language: string
  readonly messages: Messages
  /** Prints a sentence of the catalogue `cli` on its own line. */
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => void
  /** Prints text as it is, for output that programs read. */
  readonly print: (text: string) => void
  /** Asks one question; undefined where nobody can answer (no terminal). */
  readonly ask: (key: string) => Promise<string | undefined>
  /** One line from standard input: a secret that must not stand in the list of processes. */
  readonly readLine: () => Promise<string>
}

/** Opens the terminal of this process. */
export function openTerminal(messages: Messages, language: string): Terminal {
  const text = (key: string, values?: Readonly<Record<string, string | number>>): string => messages.say(language, 'cli', key, values)
  return {
    language,
    messages,
    say: (key, values) => void process.stdout.write(`${text(key, values)}\n`),
    print: (line) => void process.stdout.write(line),
    ask: async (key) => {
      if (!process.stdin.isTTY) return undefined
      const lines = createInterface({ input: process.stdin, output: process.stdout })
      try {
        return await lines.question(`${text(key)} `)
      } finally {
        lines.close()
      }
    },
    readLine: async () => {
      const lines = createInterface({ input: process.stdin })
      for await (const line of lines) return line
      return ''
    },
  }
}
