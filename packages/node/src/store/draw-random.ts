import { randomFillSync } from 'node:crypto'

const poolBytes = 8192
let pool = new Uint8Array(0)
let at = 0

/**
 * `count` bytes (at most 8192) from the system's random source, for salts, nonces and ids. A small draw costs as much as a large one, so they are
 * cut from one large draw; no byte is given twice. Not for keys: what was cut lies in memory for as long as its neighbours do.
 */
export function drawRandom(count: number): Uint8Array {
  if (at + count > pool.length) {
    pool = randomFillSync(new Uint8Array(poolBytes))
    at = 0
  }
  at += count
  return pool.subarray(at - count, at)
}
