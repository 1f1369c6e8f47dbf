/** What a pack says of a published list or series. */
export type SourcePack = {
  readonly list: string
  readonly party: string
  readonly publisher: string
  readonly list_name: string
  readonly address: string
  readonly terms: string
  readonly exchanged: boolean
  readonly status?: string
  readonly note?: string
}

const packs = import.meta.glob<SourcePack>('../../../../packs/sources/*.json', { eager: true, import: 'default' })

/** Where each list comes from, by its code. */
export const sources: ReadonlyMap<string, SourcePack> = new Map(Object.values(packs).map((pack) => [pack.list, pack]))
