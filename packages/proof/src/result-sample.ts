import { concatBytes, u64be, utf8 } from '@enlace/core'
import { u32be } from './byte-reader.ts'
import { askSha256, type Work } from './crypto-port.ts'

const label = concatBytes(utf8('enlace-sample/1'), Uint8Array.of(0))
const range = 2n ** 64n

/** What a sample is drawn from: the sealed root, its count of events, and the randomness of the round that the seal names. */
export type SampleGround = { readonly root: Uint8Array; readonly count: number; readonly randomness: Uint8Array }

/**
 * Draws numbers below `within` without end, each as likely as the other: of events when `within` is their count, of the running total when it is the
 * sum (docs/formats/sealed-result.md). The caller passes over an event that came before. `within` is at least 1.
 */
export function openDraws({ root, count, randomness }: SampleGround, within: bigint): { readonly next: () => Work<bigint> } {
  // Above the largest multiple the small numbers would come more often.
  const limit = (range / within) * within
  let seed: Uint8Array | undefined
  let draw = 0
  return {
    *next() {
      seed ??= yield* askSha256(concatBytes(label, root, u64be(count), randomness))
      for (;;) {
        const digest = yield* askSha256(concatBytes(seed, u32be(draw++)))
        const x = new DataView(digest.buffer, digest.byteOffset).getBigUint64(0)
        if (x < limit) return x % within
      }
    },
  }
}

/** The events of a sample, in the order in which they were drawn: as many as asked, or all there are. `indexOf` finds the event that a drawn number means. */
export function* sampleWork(
  ground: SampleGround,
  within: bigint,
  events: number,
  indexOf: (drawn: bigint) => number,
): Work<readonly number[]> {
  const draws = openDraws(ground, within)
  const chosen = new Set<number>()
  for (let draw = 0; chosen.size < Math.min(events, ground.count) && draw < maxDraws; draw++) chosen.add(indexOf(yield* draws.next()))
  return [...chosen]
}

/** A sample by amount of a total that lies in few events could draw for ever. */
export const maxDraws = 100_000
