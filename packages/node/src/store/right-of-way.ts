import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/**
 * Who cannot wait goes first through what all share: the one event loop, the one writer of the journal, the database. Work that can wait asks before
 * each piece of it, while it holds nothing that anybody else needs.
 */
export type RightOfWay = {
  /** Something that cannot wait is under way; `who` tells it apart from others. It counts until `done`, and at most `claimMs`. */
  claim(who: string): void
  /** It is through; for a moment more it counts for those who show it. */
  done(who: string): void
  /** Lets by what is under way: resolves when nothing is, at the latest after `longestMs`, and then for as long waits for nobody. */
  giveWay(): Promise<void>
}

/** A claim that nobody ends, as one of a partner that offers and never sends. */
const claimMs = 1_000
/** Within this what came is told to the pages. */
const tellingMs = 60
/** Most that work waits in one go. It then has as long for itself: a partner that sends nothing but flash entries halves the rest and stops nothing. */
const longestMs = 250
const lookMs = 10

type Clock = { readonly now: () => number; readonly pause: (ms: number) => Promise<unknown> }

const realClock: Clock = { now: () => performance.now(), pause: (ms) => sleep(ms) }

/** Opens the right of way of one node, on a monotonic clock in milliseconds. */
export function openRightOfWay({ now, pause }: Clock = realClock): RightOfWay {
  /** Until when each claim counts. */
  const claims = new Map<string, number>()
  let freeUntil = Number.NEGATIVE_INFINITY

  function isClaimed(): boolean {
    for (const [who, end] of claims) if (end <= now()) claims.delete(who)
    return claims.size > 0
  }

  return {
    claim: (who) => {
      claims.set(who, now() + claimMs)
    },
    done: (who) => {
      if (claims.has(who)) claims.set(who, now() + tellingMs)
    },
    giveWay: async () => {
      const latest = now() + longestMs
      // What has arrived is met first, even where nobody has claimed anything yet.
      await turn()
      while (now() >= freeUntil && isClaimed()) {
        if (now() >= latest) freeUntil = now() + longestMs
        else await pause(lookMs)
      }
    },
  }
}
