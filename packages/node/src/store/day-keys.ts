import type { Keystore } from './keystore.ts'

/** Gives the key that an agency's impersonal journal entries of one day share (decisions, reads, links: nothing that is erased by itself). */
export type DayKeys = { find(agency: string, at: Date): Promise<{ readonly slot: number; readonly key: Uint8Array }> }

/** Makes one key for each agency and UTC day, the first time it is asked for after a start. */
export function createDayKeys(keystore: Keystore): DayKeys {
  const made = new Map<string, { readonly day: string; readonly key: Promise<{ readonly slot: number; readonly key: Uint8Array }> }>()
  return {
    find: async (agency, at) => {
      const day = at.toISOString().slice(0, 10)
      const known = made.get(agency)
      if (known?.day === day) return await known.key
      const key = keystore.allocate(agency, 1).then(([slot]) => slot as { slot: number; key: Uint8Array })
      made.set(agency, { day, key })
      key.catch(() => made.delete(agency))
      return await key
    },
  }
}
