import type { AuthorityPack, WorkClocks } from '@enlace/policy'
import type { Sql } from 'postgres'
import type { AgencyName } from '../store/agency-names.ts'
import type { FileStore } from '../store/files.ts'
import type { LawPacks } from '../store/instrument-packs.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Messages } from '../store/messages.ts'
import type { RecordCache } from '../store/record-cache.ts'
import type { RequestPacks } from '../store/request-packs.ts'
import type { Services } from './services.ts'

/** What handlers work with: the store for what is read, the stages' services for what is done, and who this node is. */
export type Desk = {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly cache: RecordCache
  readonly files: FileStore
  readonly services: Services
  readonly messages: Messages
  readonly authority: AuthorityPack
  readonly partners: readonly {
    readonly party: string
    readonly name: Readonly<Record<string, string>>
    readonly agencies: readonly AgencyName[]
  }[]
  readonly law: LawPacks
  /** The clocks of the law that run by themselves, by what they run for. */
  readonly clocks: WorkClocks
  readonly requests: RequestPacks
  readonly version: string
  readonly now: () => Date
}
