import type { Label } from '@enlace/api'
import type { AuthorityPack, ClockPack } from '@enlace/policy'
import { type Label as KindLabel, wordsOf } from '@enlace/records'
import type { Sql } from 'postgres'
import type { AgencyName } from '../store/agency-names.ts'
import type { FileStore } from '../store/files.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Messages } from '../store/messages.ts'
import type { RecordCache } from '../store/record-cache.ts'
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
  readonly clocks: readonly ClockPack[]
  readonly version: string
  readonly now: () => Date
}

/** A name in every language of the node; a language that has none of its own shows the English one, then any. */
export function labelOf(names: Readonly<Record<string, string>>): Label {
  const any = names.en ?? Object.values(names)[0] ?? ''
  return { ...names, es: names.es ?? any, en: names.en ?? any }
}

/** What a kind calls something, in every language of the node. */
export function sayLabel(messages: Messages, label: KindLabel): Label {
  return labelOf(
    Object.fromEntries(
      messages.languages.map((language) => [
        language,
        language === 'en' ? label.english : wordsOf(label, messages.catalogue(language, 'kinds')),
      ]),
    ),
  )
}
