import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { freePort } from './free-port.ts'

test('ports are free, and below those that the system gives to callers', async () => {
  const ports = await Promise.all(Array.from({ length: 40 }, freePort))
  for (const port of ports) assert.ok(port >= 20_000 && port < 32_000, String(port))
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(ports[0], '127.0.0.1', resolve))
  await new Promise<void>((resolve) => server.close(() => resolve()))
})
