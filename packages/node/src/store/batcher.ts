type Waiting<In, Out> = { readonly item: In; readonly resolve: (value: Out) => void; readonly reject: (cause: unknown) => void }

/**
 * Joins calls that come while the previous batch is being written into one next batch, so that many small writes share a commit.
 * No added delay when idle. `run` gives one result for each item, in order; if it throws, every call of the batch fails.
 */
export function createBatcher<In, Out>(
  maxItems: number,
  run: (items: readonly In[]) => Promise<readonly Out[]>,
): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = []
  let running = false

  async function drain(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems)
      waiting = waiting.slice(maxItems)
      try {
        const results = await run(batch.map((call) => call.item))
        for (const [i, call] of batch.entries()) call.resolve(results[i] as Out)
      } catch (cause) {
        for (const call of batch) call.reject(cause)
      }
    }
    running = false
  }

  return (item) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!running) void drain()
    })
}
