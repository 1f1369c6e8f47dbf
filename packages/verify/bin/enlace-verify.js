#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: evidence is only ever checked by Node 24 or later, whose OpenSSL refuses the
// low-order Ed25519 keys that older ones accept.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const oldest = 24
const main = join(dirname(fileURLToPath(import.meta.url)), '../src/main.ts')

if (Number.parseInt(process.versions.node, 10) >= oldest) {
  await import(main)
} else {
  const runtime = findRuntime()
  if (runtime === undefined) {
    process.stderr.write(`Node ${oldest}+ ≠ ${process.versions.node}\n`)
    process.exit(2)
  }
  const { status } = spawnSync(runtime, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exit(status ?? 2)
}

function findRuntime() {
  try {
    const require = createRequire(import.meta.url)
    return join(dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`)), 'bin/node')
  } catch {
    return undefined
  }
}
