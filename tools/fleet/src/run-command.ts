import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { inheritedEnvironment } from './config.ts'
import { launcher } from './node-process.ts'

export type CommandResult = { readonly code: number | null; readonly printed: string }

/** Runs `enlace` as a person would, and waits for its end. */
export async function runCommand(args: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [launcher, ...args], { env: inheritedEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject))
  const [code, printed, said] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, printed: printed + said }
}
