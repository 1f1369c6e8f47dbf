import { utf8 } from '@enlace/core'
import type { Sql } from 'postgres'
import { LogFrozen } from '../store/append-entries.ts'
import { insertKeyEntry, type KeyEntry, listKeyEntries } from '../store/key-entries.ts'
import { readStatements, type StatedKey, type Stating } from '../store/key-statements.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import type { NodeSigners } from '../store/node-signers.ts'

/** A partner whose log to it carries statements. */
export type KeyRecipient = { readonly party: string; readonly outLogId: number; readonly seen: () => number }

export const keyContent = 'enlace-key'

/**
 * Follows what this node states about its own keys: takes new keys into use, enters each statement in the journal and in the log to every partner that
 * it concerns, and stops signing with a revoked key once each of them has acknowledged that, so that none is left without a line that it can check.
 */
export function createCarryKeys(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly dataDir: string
  readonly self: Stating
  readonly signers: NodeSigners
  readonly journalId: number
  readonly recipients: () => readonly KeyRecipient[]
  /** The compartment under whose day keys the statements are sealed. */
  readonly agency: string
  readonly now: () => Date
  readonly onChange: () => void
}): { step(): Promise<boolean> } {
  const { sql, signers, journalId } = options

  async function step(): Promise<boolean> {
    const stated = await readStatements(options.dataDir, options.self)
    if (stated.length === 0) return false
    for (const { statement } of stated) await signers.take(statement)
    const entries = await listKeyEntries(sql)
    let entered = 0
    for (const one of stated) {
      const isIn = (logId: number) => entries.some((entry) => entry.digest === one.digest && entry.logId === logId)
      const missing = targetsOf(one.statement.name).filter((logId) => !isIn(logId))
      if (missing.length > 0) entered += await enter(one, missing)
    }
    const retired = retire(stated, entries)
    if (entered > 0 || retired) options.onChange()
    return entered > 0
  }

  /** The journal, and the logs to whoever checks what keys of this name sign. */
  function targetsOf(name: string): readonly number[] {
    const [, use, partner] = name.split('/')
    const concerned = options
      .recipients()
      .filter(({ party }) => use === 'release' || ((use === 'out' || use === 'in') && partner === party))
    return [journalId, ...concerned.map(({ outLogId }) => outLogId)]
  }

  /** Enters a statement in all of these logs at once, but for those that are frozen; how many took it. */
  async function enter({ statement, note, digest }: StatedKey, logIds: readonly number[]): Promise<number> {
    const { what, former } = statement
    return await options.writer.transact(async (writing) => {
      let taken = 0
      for (const logId of logIds) {
        if (!(await takesEntries(writing, logId))) continue
        const body = { agency: options.agency, key: 'day' as const, contentType: keyContent, items: [utf8(note)] }
        const seen =
          options
            .recipients()
            .find(({ outLogId }) => outLogId === logId)
            ?.seen() ?? 0
        const [seq] = await writing.append(logId, [{ type: `key-${what}`, at: options.now(), body }], seen)
        writing.queue(insertKeyEntry(writing.sql, digest, logId, seq as number))
        taken++
      }
      // A release behind this entry is checked with the keys that the entry leaves, and whatever is signed next stands behind it.
      if (what === 'revoke' && useOf(statement.name) === 'release') {
        writing.onCommit(() => {
          for (const { name, id } of former) signers.retire(name, id)
        })
      }
      return taken
    })
  }

  /** Signs no more with keys whose revocation everybody concerned knows. */
  function retire(stated: readonly StatedKey[], entries: readonly KeyEntry[]): boolean {
    const isKnown = ({ digest, statement }: StatedKey): boolean =>
      targetsOf(statement.name).every((logId) =>
        entries.some((entry) => entry.digest === digest && entry.logId === logId && (logId === journalId || entry.acknowledged)),
      )
    const gone = stated.filter((one) => one.statement.what === 'revoke' && isKnown(one)).flatMap(({ statement }) => statement.former)
    const signing = gone.filter(({ name, id }) => signers.signersOf(name).some((signer) => signer.keyId === id))
    for (const { name, id } of signing) signers.retire(name, id)
    return signing.length > 0
  }

  return { step }
}

/** What stands behind the node's name: `journal`, `out`, `in` or `release`. */
function useOf(name: string): string | undefined {
  return name.split('/')[1]
}

async function takesEntries(writing: Writing, logId: number): Promise<boolean> {
  try {
    await writing.lock(logId)
    return true
  } catch (cause) {
    if (cause instanceof LogFrozen) return false
    throw cause
  }
}
