import { setTimeout as pause } from 'node:timers/promises'
import { makeAlert, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import type { FleetNode } from './start-fleet.ts'

/** Somebody at a node who goes on writing alerts whatever happens to it. */
export type Writer = {
  /** Everything written so far, in the order in which the node took it. */
  readonly written: readonly Submission[]
  /** Lets the batch under way be stored, then ends. */
  readonly stop: () => Promise<readonly Submission[]>
}

/** Writes a batch of alerts, waits, and again: each batch is posted until the node says that it has it, so what is written must arrive. */
export function keepWriting(node: FleetNode, { perBatch = 1, everyMs = 300 }: { perBatch?: number; everyMs?: number } = {}): Writer {
  const written: Submission[] = []
  let stopped = false
  const ended = run()

  async function run(): Promise<void> {
    while (!stopped) {
      const batch = Array.from({ length: perBatch }, (_, i) => makeAlert(`alert ${written.length + i} of ${node.party}`))
      await postUntilStored(node, batch)
      written.push(...batch)
      await pause(everyMs)
    }
  }

  return {
    written,
    stop: async () => {
      stopped = true
      await ended
      return written
    },
  }
}
