import type { JsonObject } from '@enlace/core'
import { type ClearanceAct, type ClearancePack, type ClearanceRoute, computeClearance } from '@enlace/policy'
import type { Sql } from 'postgres'
import {
  endClearanceRebuild,
  forgetClearance,
  insertClearance,
  insertEvent,
  isClearanceRebuildAsked,
  listClearanceEntries,
  type StoredEvent,
} from '../store/clearances.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import type { Querier } from '../store/logs.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import { standingOf } from './clearance.ts'

/** What a journal entry says of one clearance, without its words. */
type Said = { readonly seq: number; readonly version: number; readonly clearance: number | undefined; readonly document: JsonObject }

const batchSize = 256

/**
 * Makes the rows of clearances anew from the journal when somebody asked for it (`enlace rebuild clearance`). Until the one transaction that puts them in
 * place nothing changes, so that no document is let out or held back by half an answer. What was said about erased records can be read by nobody
 * any more: their rows stay as they are.
 */
export function createClearanceRebuild(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly journalId: number
  readonly pack: ClearancePack | undefined
  readonly onChange: () => void
}): { step(): Promise<boolean> } {
  const { sql, writer, keystore, journalId } = options
  const calendars = options.pack?.calendars ?? {}

  /** Everything said from `from` on. Read batch by batch: there are as many entries as people have answered. */
  async function read(querier: Querier, from: number): Promise<Said[]> {
    const said: Said[] = []
    for (let after = from - 1; ; ) {
      const seqs = await listClearanceEntries(querier, journalId, after, batchSize)
      const documents = await readJournalDocuments(querier, keystore, seqs)
      for (const seq of seqs) {
        const { words: _, ...document } = documents.get(seq) ?? {}
        const { version, clearance } = document
        if (typeof version === 'number')
          said.push({ seq, version, clearance: typeof clearance === 'number' ? clearance : undefined, document })
      }
      after = seqs.at(-1) ?? after
      if (seqs.length < batchSize) return said
    }
  }

  async function putInPlace(writing: Writing, said: readonly Said[]): Promise<void> {
    const byVersion = Map.groupBy(said, ({ version }) => version)
    const records = await readStoredRecords(writing.sql, keystore, [...byVersion.keys()])
    await forgetClearance(
      writing.sql,
      records.map(({ seq }) => seq),
    )
    // In the order they were opened, so that rows without a number of their own get theirs in that order.
    for (const record of [...records].sort((a, b) => a.seq - b.seq)) await putOne(writing, record, byVersion.get(record.seq) ?? [])
  }

  async function putOne(writing: Writing, record: StoredRecord, said: readonly Said[]): Promise<void> {
    const route = said.find(({ document }) => document.act === 'open')?.document.route as ClearanceRoute | undefined
    if (route === undefined) return
    const events = said.map((one) => eventOf(one, route))
    // A comment moves nothing; whatever moved it last says where it stands.
    const mover = events.findLast(({ act }) => act !== 'comment') ?? events[0]
    if (mover === undefined) return
    const stand = computeClearance(route, events, calendars, mover.at)
    const id = await insertClearance(
      writing.sql,
      {
        versionSeq: record.seq,
        rid: record.rid,
        agency: record.agency,
        route,
        id: said.find(({ clearance }) => clearance !== undefined)?.clearance,
      },
      standingOf(route, record, stand, new Date(mover.at), mover.seq),
      new Date(events[0]?.at ?? mover.at),
    )
    if (id !== undefined) for (const event of events) await insertEvent(writing.sql, { ...event, clearanceId: id })
  }

  return {
    step: async () => {
      if (!(await isClearanceRebuildAsked(sql))) return false
      const early = await read(sql, 0)
      await writer.transact(async (writing) => {
        // From here on nobody answers; what was said while we read is read now.
        await writing.lock(journalId)
        const late = await read(writing.sql, (early.at(-1)?.seq ?? -1) + 1)
        await putInPlace(writing, [...early, ...late])
        await endClearanceRebuild(writing.sql)
      })
      options.onChange()
      return false
    },
  }
}

function eventOf({ seq, document }: Said, route: ClearanceRoute): Omit<StoredEvent, 'clearanceId'> {
  const { act, at, by, round, step } = document
  const place = typeof step === 'string' ? route.steps.findIndex(({ id }) => id === step) : -1
  return {
    act: act as ClearanceAct,
    at: String(at),
    ...(typeof by === 'string' ? { by } : {}),
    round: typeof round === 'number' ? round : 1,
    step: place < 0 ? null : place,
    seq,
  }
}
