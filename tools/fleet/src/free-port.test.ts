import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'

test('ports are free, and below those that the system gives to callers', async () => {
  const ports = await Promise.all(Array.from({ length: 40 }, freePort))
  for (const port of ports) assert.ok(port >= 20_000 && port < 32_000, String(port))
  assert.equal(new Set(ports).size, ports.length)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(ports[0], '127.0.0.1', resolve))
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('no port is given to two processes, although nothing listens on it', async () => {
  const file = join(import.meta.dirname, 'free-port.ts')
  const take = `const { freePort } = await import(${JSON.stringify(file)}); const ports = []; for (let i = 0; i < 45; i++) ports.push(await freePort()); process.stdout.write(ports.join(), () => process.stdin.once('data', () => process.exit()))`
  const run = promisify(execFile)
  // Each holds its ports until all have theirs.
  const takers = Array.from({ length: 3 }, () => run(process.execPath, ['--input-type=module', '-e', take]))
  const said = await Promise.all(
    takers.map(({ child }) => new Promise<string>((resolve) => child.stdout?.once('data', (words) => resolve(String(words))))),
  )
  for (const { child } of takers) child.stdin?.end('done')
  await Promise.all(takers)
  const ports = said.flatMap((words) => words.split(','))
  assert.equal(ports.length, 135)
  assert.equal(new Set(ports).size, 135)
})
