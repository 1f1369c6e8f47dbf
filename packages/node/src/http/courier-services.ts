import type { CourierExport, CourierStatus, CourierTaken } from '@enlace/api'

type Shown = CourierStatus['history'][number]

/** What the pages and commands ask of the courier; everything it refuses is a Fault `courier_…`. */
export type CourierServices = {
  readonly exportTo: (request: {
    readonly party: string
    readonly lane: Shown['lane']
    readonly volumeBytes: number
    readonly by: string
  }) => Promise<{
    readonly [Name in keyof CourierExport]: CourierExport[Name] extends readonly (infer Item)[] ? readonly Item[] : CourierExport[Name]
  }>
  readonly importFrom: (request: { readonly files: readonly string[]; readonly by: string }) => Promise<CourierTaken>
  readonly receiptFor: (party: string, lane: Shown['lane']) => Promise<{ readonly name: string; readonly text: string }>
  /** Where a file of an export lies. */
  readonly find: (id: string, name: string) => Promise<string>
  readonly status: () => Promise<{
    readonly busy: CourierStatus['busy']
    readonly history: readonly (Pick<Shown, 'id' | 'what' | 'lane' | 'start' | 'end' | 'by'> & {
      readonly partner: string
      readonly bytes: number
      readonly at: Date
      readonly files: readonly Shown['files'][number][]
    })[]
  }>
  readonly uploads: {
    readonly add: (upload: string, file: string, at: number, bytes: Uint8Array) => Promise<number>
    readonly list: (upload: string) => Promise<readonly string[]>
    readonly forget: (upload: string) => Promise<void>
  }
}
