import { randomInt } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Below the ports that the system gives to whoever calls out (Linux: 32768 and up): one of those may be taken by a caller between now and the moment at
 * which a node listens on it.
 */
const lowest = 20_000
const highest = 32_000
/** Ports that one process takes at once, for itself alone. */
const perBlock = 20
const attempts = 200
const held = join(tmpdir(), 'enlace-ports')

let rest: number[] = []

/**
 * A port of the loopback interface that nothing listens on now and that no other test on this machine is given while this process lives: a node that is
 * down for a moment finds its port again. Throws when two hundred blocks or ports in a row are taken.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (rest.length === 0) rest = holdBlock()
    const port = rest.shift()
    if (port !== undefined && (await isFree(port))) return port
  }
  throw new Error(`${attempts} ports in a row are taken`)
}

function holdBlock(): number[] {
  mkdirSync(held, { recursive: true })
  for (let attempt = 0; attempt < attempts; attempt++) {
    const first = lowest + perBlock * randomInt((highest - lowest) / perBlock)
    const file = join(held, String(first))
    try {
      // Whoever makes the file has the block.
      writeFileSync(file, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      // Killed before it could give the block back: it is free at the next try.
      if (!isAlive(file)) rmSync(file, { force: true })
      continue
    }
    process.once('exit', () => rmSync(file, { force: true }))
    return Array.from({ length: perBlock }, (_, i) => first + i)
  }
  throw new Error(`${attempts} blocks of ports are taken: see ${held}`)
}

function isAlive(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')) || process.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (listens) await new Promise<void>((resolve) => server.close(() => resolve()))
  return listens
}
