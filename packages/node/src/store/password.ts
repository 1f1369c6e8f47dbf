import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { Fault, fromBase64, toBase64 } from '@enlace/core'

// OWASP Password Storage Cheat Sheet, Argon2id, second choice: 19 MiB, two passes, one lane.
const parameters = { memoryKiB: 19_456, passes: 2, lanes: 1, tagBytes: 32 }

// Each hash holds 19 MiB for about 30 ms: a bound keeps a flood of guesses from taking the node's memory or both cores.
const atOnce = 2
const maxWaiting = 64
let running = 0
const waiting: (() => void)[] = []

/** Hashes a password with Argon2id (RFC 9106) into a PHC string. Throws Fault `node_busy` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await derive(password, salt, parameters)
  const unpadded = (bytes: Uint8Array): string => toBase64(bytes).replaceAll('=', '')
  return `$argon2id$v=19$m=${parameters.memoryKiB},t=${parameters.passes},p=${parameters.lanes}$${unpadded(salt)}$${unpadded(tag)}`
}

/**
 * Whether a password belongs to a PHC string. With no string (the account does not exist) it does the same work and says no, so that
 * the time taken does not tell which accounts exist. Throws Fault `node_busy` when too many wait.
 */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const stored = phc === undefined ? undefined : parsePhc(phc)
  const { salt, tag, cost } = stored ?? { salt: new Uint8Array(16), tag: new Uint8Array(parameters.tagBytes), cost: parameters }
  const derived = await derive(password, salt, cost)
  return timingSafeEqual(derived, tag) && stored !== undefined
}

type Cost = typeof parameters

function parsePhc(phc: string): { salt: Uint8Array; tag: Uint8Array; cost: Cost } | undefined {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc)
  if (match === null) return undefined
  const padded = (text: string): string => text + '='.repeat((4 - (text.length % 4)) % 4)
  const [salt, tag] = [fromBase64(padded(match[4]!)), fromBase64(padded(match[5]!))]
  if (salt === undefined || tag === undefined) return undefined
  return { salt, tag, cost: { memoryKiB: Number(match[1]), passes: Number(match[2]), lanes: Number(match[3]), tagBytes: tag.length } }
}

async function derive(password: string, salt: Uint8Array, cost: Cost): Promise<Uint8Array> {
  await enter()
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      argon2(
        'argon2id',
        {
          message: password.normalize('NFC'),
          nonce: salt,
          memory: cost.memoryKiB,
          passes: cost.passes,
          parallelism: cost.lanes,
          tagLength: cost.tagBytes,
        },
        (error, tag) => (error === null ? resolve(tag) : reject(error)),
      )
    })
  } finally {
    leave()
  }
}

async function enter(): Promise<void> {
  if (running < atOnce) {
    running++
    return
  }
  if (waiting.length >= maxWaiting) throw new Fault('node_busy')
  await new Promise<void>((resolve) => waiting.push(resolve))
}

function leave(): void {
  const next = waiting.shift()
  if (next === undefined) running--
  else next()
}
