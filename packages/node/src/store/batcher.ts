import { Fault } from '@enlace/core'

type Waiting<In, Out> = { readonly item: In; readonly resolve: (value: Out) => void; readonly reject: (cause: unknown) => void }

/** Most calls that wait; beyond, the store is slower than its callers and they are told so. */
const maxWaiting = 10_000

/**
 * Joins calls that come while the previous batch is being written into one next batch, so that many small writes share a commit.
 * No added delay when idle. `run` gives one result for each item, in order; if it throws, every call of the batch fails, and no other.
 * Throws Fault `node_busy` when too many wait.
 */
export function createBatcher<In, Out>(
  maxItems: number,
  run: (items: readonly In[]) => Promise<readonly Out[]>,
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = []
  let running = false

  async function drain(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxItems)
      try {
        const results = await run(batch.map((call) => call.item))
        if (results.length !== batch.length) throw new Error('a batch gives one result for each item')
        for (const [i, call] of batch.entries()) call.resolve(results[i] as Out)
      } catch (cause) {
        for (const call of batch) call.reject(cause)
      }
    }
    running = false
  }

  return (item) =>
    new Promise<Out>((resolve, reject) => {
      if (waiting.length >= maxWaiting) return reject(new Fault('node_busy'))
      waiting.push({ item, resolve, reject })
      if (!running) void drain()
    })
}
