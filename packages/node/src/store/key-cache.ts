/** A bounded memory of unwrapped keys, by slot; what leaves it is wiped. */
export type KeyCache<Entry> = {
  readonly find: (slot: number) => Entry | undefined
  readonly keep: (slot: number, entry: Entry) => void
  readonly wipe: (slot: number) => void
  readonly wipeAll: () => void
}

/** Keeps the `most` keys used last. */
export function keyCache<Entry extends { readonly key: Uint8Array }>(most: number): KeyCache<Entry> {
  // A Map iterates in order of insertion; using a key moves it to the end, so the first is the one unused longest.
  const entries = new Map<number, Entry>()
  const wipe = (slot: number): void => {
    entries.get(slot)?.key.fill(0)
    entries.delete(slot)
  }
  return {
    find: (slot) => {
      const entry = entries.get(slot)
      if (entry === undefined) return undefined
      entries.delete(slot)
      entries.set(slot, entry)
      return entry
    },
    keep: (slot, entry) => {
      entries.set(slot, entry)
      for (const oldest of entries.keys()) {
        if (entries.size <= most) break
        wipe(oldest)
      }
    },
    wipe,
    wipeAll: () => {
      for (const slot of [...entries.keys()]) wipe(slot)
    },
  }
}
