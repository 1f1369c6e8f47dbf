#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: what counts as evidence runs on Node 24 or later only, whose OpenSSL refuses the
// low-order Ed25519 keys that older ones accept. A suitable Node goes on in this process, so that a signal to it reaches the node itself.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

const oldest = 24
const root = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '..')
const [command, ...rest] = process.argv.slice(2)
// The verifier and the witness stand on their own: they never load a line of the node.
const alone = { verify: 'packages/verify/src/main.ts', witness: 'packages/witness/src/main.ts' }
const main = (Object.hasOwn(alone, command ?? '') && alone[command]) || 'packages/node/src/cli/main.ts'
const given = Object.hasOwn(alone, command ?? '') ? rest : process.argv.slice(2)

if (Number.parseInt(process.versions.node, 10) >= oldest) {
  // Half of the time to the first line of work is compiling; where the folder cannot be written, it is compiled each time.
  module.enableCompileCache(join(root, 'node_modules/.cache/compile'))
  process.argv.splice(2, process.argv.length, ...given)
  await import(join(root, main))
} else {
  const runtime = findRuntime()
  if (runtime === undefined) {
    process.stderr.write(`${say('node_too_old', { needed: oldest, found: process.versions.node })}\n`)
    process.exit(2)
  }
  const child = spawn(runtime, ['--max-semi-space-size=8', join(root, main), ...given], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)))
}

function findRuntime() {
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${process.platform}-${process.arch}/package.json`)
    const runtime = join(dirname(manifest), 'bin/node')
    return existsSync(runtime) ? runtime : undefined
  } catch {
    return undefined
  }
}

function say(key, values) {
  const language = /^es/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '') ? 'es' : 'en'
  const messages = JSON.parse(readFileSync(join(root, `packs/locales/${language}/cli.json`), 'utf8'))
  return messages[key].replaceAll(/\{(\w+)\}/g, (blank, name) => String(values[name] ?? blank))
}
