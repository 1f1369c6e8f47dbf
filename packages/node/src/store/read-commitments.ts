import { canonicalText, isJsonObject } from '@enlace/core'
import type { CommitmentRecords, CommitmentWord, DueSession, OwnStatus } from '@enlace/policy'
import { kinds, promisesPace, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { fieldsOf } from './case-records.ts'
import { isAboutEarlier } from './earlier-version.ts'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { type HeldRecord, readHeld } from './read-held.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import { visibleTo } from './version-rows.ts'

/** Kinds that say something about a commitment by naming it in `object_refs`. */
const saidKinds = ['commitment-status', 'commitment-judgement', 'commitment-reading', 'progress-request']
/** Commitments read for one page at most, the newest; the page says when there are more. */
const maxCommitments = 2000
/** Records said about them that are read at most. */
const maxSaid = 20_000

/** What two parties agree on in a commitment: a change of it afterwards is marked. */
const terms = ['agreed_text', 'modality', 'owners', 'due', 'due_by_ref', 'is_change', 'baseline', 'verifiers'] as const

/** A commitment and what an agency may see of what was said about it. */
export type HeldCommitment = HeldRecord & {
  /** As it was first held, where its record was changed since. */
  readonly first?: StoredRecord | undefined
}

/** The commitments that an agency may see (`rid`: one of them), each with what was said about it, in the order in which they came. */
export async function readCommitments(
  from: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
  rid?: Uint8Array,
): Promise<{ readonly items: readonly HeldCommitment[]; readonly more: boolean }> {
  const { items, more } = await readHeld(from, agency, { kind: 'commitment', saidKinds, most: maxCommitments, mostSaid: maxSaid }, rid)
  const changed = items.filter(({ record: { object } }) => object.modified !== object.created)
  const firstOf = await readFirst(from, agency, changed)
  return { items: items.map((one) => ({ ...one, first: firstOf.get(hexOf(one.version.rid)) })), more }
}

/** The earliest version of each record that the agency may see and that can still be read. */
async function readFirst(
  { sql, keystore }: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
  items: readonly HeldRecord[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  if (items.length === 0) return new Map()
  const rids = sql.array(
    items.map(({ version }) => Buffer.from(version.rid)),
    17,
  )
  const rows = await sql<{ seq: number }[]>`select min(v.seq) as seq from version v
    where v.rid = any(${rids}::bytea[]) and ${isShown(sql)} and ${visibleTo(sql, agency)} group by v.rid`
  const records = await readStoredRecords(
    sql,
    keystore,
    rows.map(({ seq }) => seq),
  )
  return new Map(records.map((record) => [hexOf(record.rid), record]))
}

function hexOf(rid: Uint8Array): string {
  return Buffer.from(rid).toString('hex')
}

/** What the fold reads of a commitment and of what was said about it; `sessions`: those by which commitments are due, by the id of each account. */
export function toCommitmentRecords(
  { record, said, first }: Pick<HeldCommitment, 'record' | 'said' | 'first'>,
  sessions: ReadonlyMap<string, DueSession> = new Map(),
): CommitmentRecords {
  const of = (kind: string) => said.filter((one) => one.kind === kind).map((one) => ({ word: wordOf(one), record: one, ...fieldsOf(one) }))
  const { text, list, codes } = fieldsOf(record)
  return {
    facts: {
      id: String(record.object.id),
      owners: list('owners').flatMap(({ party }) => (typeof party === 'string' ? [party] : [])),
      modality: modalityOf(text('modality')),
      due: text('due'),
      isChange: readField(kinds.get('commitment'), record.object, 'is_change') === true || promisesPace(textsOf(record)),
      baseline: text('baseline'),
      verifiers: codes('verifiers'),
      dependsOn: codes('depends_on'),
      dueBy: sessions.get(text('due_by_ref') ?? ''),
      isChanged: first !== undefined && terms.some((name) => termOf(first, name) !== termOf(record, name)),
    },
    statuses: of('commitment-status').map(({ word, text: say }) => ({ ...word, status: statusOf(say('status')) })),
    judgements: of('commitment-judgement').map(({ word, record: judgement, text: say }) => ({
      ...word,
      of: say('of_ref') ?? '',
      isOlder: said.some((one) => one.object.id === say('of_ref') && isAboutEarlier(judgement, one)),
      says: say('says') === 'confirms' ? ('confirms' as const) : ('disputes' as const),
      body: say('body'),
    })),
    readings: of('commitment-reading').map(({ word, record: reading, text: say }) => ({
      ...word,
      answers: say('answers_ref'),
      isOlder: said.some((one) => one.object.id === say('answers_ref') && isAboutEarlier(reading, one)),
      says: readingOf(say('says')),
    })),
  }
}

/** Whose word a record is and when its author says it was written. */
export function wordOf({ object, fromParty, addedAt }: StoredRecord): CommitmentWord {
  // Its author's claim of when it was written: both nodes hold the same words, and each got them at another time.
  const { created } = object
  return { id: String(object.id), from: fromParty, at: typeof created === 'string' ? created : addedAt.toISOString() }
}

/** The text agreed, by language. */
function textsOf({ object }: StoredRecord): Readonly<Record<string, string>> {
  const agreed = readField(kinds.get('commitment'), object, 'agreed_text')
  if (!isJsonObject(agreed)) return {}
  return Object.fromEntries(Object.entries(agreed).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}

function termOf({ object }: StoredRecord, name: (typeof terms)[number]): string {
  return canonicalText(readField(kinds.get('commitment'), object, name) ?? null)
}

function modalityOf(code: string | undefined): CommitmentRecords['facts']['modality'] {
  return code === 'agrees' || code === 'shall' || code === 'potential' ? code : 'intends'
}

function statusOf(code: string | undefined): OwnStatus {
  return code === 'in_progress' || code === 'delivered' || code === 'withdrawn' || code === 'superseded' ? code : 'not_started'
}

function readingOf(code: string | undefined): 'reads' | 'accepts' | 'rejects' {
  return code === 'accepts' || code === 'rejects' ? code : 'reads'
}
