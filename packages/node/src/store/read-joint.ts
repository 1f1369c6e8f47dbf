import { isJsonObject, toHex, utf8 } from '@enlace/core'
import { agreedClauses, type DraftRecords, type DraftState, type HeldCertificate, stateOfDraft, type TwoLanguages } from '@enlace/policy'
import { clauseHash, jointStatementText, openReleaseCertificate, plainText, sha256, type VerifierKey } from '@enlace/proof/node'
import { kinds, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { fieldsOf } from './case-records.ts'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { type HeldRecord, readHeld } from './read-held.ts'
import type { StoredRecord } from './stored-records.ts'
import { type StoredVersion, versionColumns } from './version-rows.ts'

/** What reading drafts takes beside the store. */
export type JointReading = {
  readonly sql: Sql
  readonly keystore: Keystore
  /** Verifier keys of a party: those that sign for it, or did. */
  readonly keysOf: (party: string) => readonly VerifierKey[]
  /** What a partner's id means here, where it is one that we made for that partner. */
  readonly ownId: (party: string, id: string) => string | undefined
}

/** A draft with what was said about it, where its text stands, and the certificates held. */
export type HeldDraft = {
  readonly held: HeldRecord
  readonly records: DraftRecords
  readonly state: DraftState
  /** The exact text that all agreed to, with its hash. */
  readonly text: { readonly exact: string; readonly sha256: string } | undefined
  readonly certificates: readonly (HeldCertificate & {
    readonly note: string
    readonly exactText: string | undefined
    readonly record: StoredRecord
  })[]
}

const saidKinds = ['draft-clause', 'draft-comment', 'release-certificate']
const [most, mostSaid] = [200, 20_000]

/** The drafts that an agency may see (`rid`: one of them), the newest, with everything said about each. */
export async function readDrafts(
  reading: JointReading,
  agency: string,
  rid?: Uint8Array,
): Promise<{ readonly items: readonly HeldDraft[]; readonly more: boolean }> {
  const { items, more } = await readHeld(reading, agency, { kind: 'joint-draft', saidKinds, most, mostSaid }, rid)
  const seqs = items.flatMap(({ said }) => said.filter(({ kind }) => kind === 'release-certificate').map(({ seq }) => seq))
  const receipted = await findReceipted(reading.sql, seqs)
  return { items: items.map((held) => toHeldDraft(reading, held, receipted)), more }
}

/** Own certificates that no publication has followed, with the draft of each: what may have to be published. */
export async function listOpenCertificates(sql: Sql, own: string): Promise<readonly StoredVersion[]> {
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.kind = 'release-certificate' and v.latest and not v.revoked and v.from_party = ${own} and ${isShown(sql)} order by v.seq`
}

type Receipts = ReadonlyMap<number, ReadonlyMap<string, number>>

/** By seq of a version: when each partner's receipt first covered it, in milliseconds since 1970. */
async function findReceipted(sql: Sql, seqs: readonly number[]): Promise<Receipts> {
  if (seqs.length === 0) return new Map()
  const rows = await sql<{ seq: number; partner: string; at: Date }[]>`select d.version_seq as seq, d.partner, min(receipt.at) as at
    from decision d join receipt on receipt.log_id = d.out_log and receipt.size > d.out_seq
    where d.version_seq = any(${seqs as number[]}) and d.outcome = 'release' group by 1, 2`
  const found = new Map<number, Map<string, number>>()
  for (const { seq, partner, at } of rows) found.set(seq, (found.get(seq) ?? new Map<string, number>()).set(partner, at.getTime()))
  return found
}

function toHeldDraft(reading: JointReading, held: HeldRecord, receipted: Receipts): HeldDraft {
  const records = toDraftRecords(held, reading.ownId)
  const state = stateOfDraft(records)
  const clauses = agreedClauses(state)
  const { parties, title } = records.facts
  const exact = clauses === undefined ? undefined : jointStatementText({ parties, title, clauses })
  return {
    held,
    records,
    state,
    text: exact === undefined ? undefined : { exact, sha256: toHex(sha256(utf8(exact))) },
    certificates: held.said
      .filter(({ kind }) => kind === 'release-certificate')
      .map((record) => toCertificate(reading, record, parties, receipted.get(record.seq))),
  }
}

function toDraftRecords({ record, said }: HeldRecord, ownId: JointReading['ownId']): DraftRecords {
  const meant = (from: string, id: string) => ownId(from, id) ?? id
  const of = (kind: string) => said.filter((one) => one.kind === kind).map((one) => ({ word: wordOf(one), one, ...fieldsOf(one) }))
  return {
    facts: {
      id: String(record.object.id),
      parties: [...fieldsOf(record).codes('parties')].sort(),
      title: bothOf(record, 'title_words'),
    },
    versions: of('draft-clause').map(({ word, one, codes }) => {
      const removed = readField(kinds.get('draft-clause'), one.object, 'removed') === true
      const place = readField(kinds.get('draft-clause'), one.object, 'place')
      const words = bothOf(one, 'words')
      return {
        ...word,
        place: typeof place === 'number' ? place : 0,
        words,
        removed,
        replaces: codes('replaces_refs').map((id) => meant(word.from, id)),
        sha256: toHex(clauseHash(removed ? undefined : words)),
      }
    }),
    words: of('draft-comment').map(({ word, text }) => {
      const says = text('says')
      return {
        ...word,
        about: meant(word.from, text('about_ref') ?? ''),
        says: says === 'accepts' || says === 'rejects' || says === 'settles' ? says : ('comments' as const),
        sha256: text('sha256'),
      }
    }),
  }
}

/** A certificate's record as it counts: what is not signed by its author's party is marked so. */
export function toCertificate(
  reading: JointReading,
  record: StoredRecord,
  parties: readonly string[],
  receipts: ReadonlyMap<string, number> = new Map(),
): HeldDraft['certificates'][number] {
  const { text } = fieldsOf(record)
  const note = text('signed_note') ?? ''
  const from = record.fromParty
  const opened = openReleaseCertificate(note, reading.keysOf(from))
  const said = opened.ok && opened.value.by === from ? opened.value : undefined
  const exactText = text('exact_text')
  // What is not signed counts for nothing; it is shown with what the record claims.
  const at = said?.at ?? Date.parse(text('release_at') ?? '')
  const act = text('act')
  return {
    id: String(record.object.id),
    from,
    signed: said !== undefined && (said.act !== 'certifies' || (exactText !== undefined && toHex(sha256(utf8(exactText))) === said.sha256)),
    act: said?.act ?? (act === 'withdraws' || act === 'published' ? act : 'certifies'),
    sha256: said?.sha256 ?? text('sha256') ?? '',
    at: Number.isNaN(at) ? 0 : at,
    made: said?.made ?? record.addedAt.getTime(),
    parties: said?.parties ?? [],
    embargo: said?.embargo ?? '',
    arrivedAt: record.addedAt.getTime(),
    receiptedAt: parties.filter((party) => party !== from).reduce<number | null>((last, party) => latest(last, receipts.get(party)), 0),
    note,
    exactText,
    record,
  }
}

function wordOf({ object, fromParty, addedAt }: StoredRecord) {
  // Its author's claim of when it was written: both nodes hold the same words, and each got them at another time.
  const { created } = object
  return { id: String(object.id), from: fromParty, at: typeof created === 'string' ? created : addedAt.toISOString() }
}

/** Words in both languages as they would stand in the text; empty where a language is missing. */
function bothOf({ kind, object }: Pick<StoredRecord, 'kind' | 'object'>, name: string): TwoLanguages {
  const value = readField(kinds.get(kind), object, name)
  const [es, en] = isJsonObject(value) ? [value.es, value.en] : []
  return { es: typeof es === 'string' ? plainText(es) : '', en: typeof en === 'string' ? plainText(en) : '' }
}

function latest(last: number | null, at: number | undefined): number | null {
  return last === null || at === undefined ? null : Math.max(last, at)
}
