import { utf8 } from '@enlace/core'
import type { Sql } from 'postgres'
import { LogFrozen } from '../store/append-entries.ts'
import { insertKeyEntry, type KeyEntry, listKeyEntries } from '../store/key-entries.ts'
import { readStatements, readTransportStatements, type StatedKey, type StatedTransport, type Stating } from '../store/key-statements.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import type { NodeSigners } from '../store/node-signers.ts'
import type { OwnTransport } from '../store/own-transport.ts'

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
  readonly transport: Pick<OwnTransport, 'take' | 'noteKnown'>
  readonly journalId: number
  readonly recipients: () => readonly KeyRecipient[]
  /** The compartment under whose day keys the statements are sealed. */
  readonly agency: string
  readonly now: () => Date
  readonly onChange: () => void
}): { step(): Promise<boolean> } {
  const { sql, signers, transport, journalId } = options

  async function step(): Promise<boolean> {
    const stated = await readStatements(options.dataDir, options.self)
    const certified = await readTransportStatements(options.dataDir, options.self)
    if (stated.length + certified.length === 0) return false
    for (const { statement } of stated) await signers.take(statement)
    for (const { statement } of certified) await transport.take(statement)
    const entries = await listKeyEntries(sql)
    let entered = 0
    for (const one of [...stated, ...certified]) {
      const isIn = (logId: number) => entries.some((entry) => entry.digest === one.digest && entry.logId === logId)
      const missing = targetsOf(one.statement.name).filter((logId) => !isIn(logId))
      if (missing.length > 0) entered += await enter(one, missing)
    }
    for (const one of certified) noteKnown(one, entries)
    const retired = retire(stated, entries)
    if (entered > 0 || retired) options.onChange()
    return entered > 0
  }

  /** The journal, and the logs to whoever checks what keys of this name sign. */
  function targetsOf(name: string): readonly number[] {
    const [, use, partner] = name.split('/')
    const concerned = options
      .recipients()
      .filter(({ party }) => use === 'release' || use === 'transport' || ((use === 'out' || use === 'in') && partner === party))
    return [journalId, ...concerned.map(({ outLogId }) => outLogId)]
  }

  /** Enters a statement in all of these logs at once, but for those that are frozen; how many took it. */
  async function enter({ statement, note, digest }: StatedKey | StatedTransport, logIds: readonly number[]): Promise<number> {
    const { what, name } = statement
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
      if ('keys' in statement && what === 'revoke' && useOf(name) === 'release') {
        writing.onCommit(() => {
          for (const { id } of statement.former) signers.retire(name, id)
        })
      }
      return taken
    })
  }

  /** A partner that has acknowledged a certificate is shown it from now on. */
  function noteKnown({ statement, digest }: StatedTransport, entries: readonly KeyEntry[]): void {
    for (const { party, outLogId } of options.recipients()) {
      const isKnown = entries.some((entry) => entry.digest === digest && entry.logId === outLogId && entry.acknowledged)
      if (isKnown) transport.noteKnown(party, statement)
    }
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
