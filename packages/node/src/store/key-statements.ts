import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, type Result, refuse } from '@enlace/core'
import {
  type KeyStatement,
  type KeyStatementRefusal,
  parseKeyStatement,
  parseTransportStatement,
  parseVkey,
  type TransportStatement,
  type VerifierKey,
} from '@enlace/proof/node'
import { dataFolder } from './data-folder.ts'
import type { KeyRing } from './key-ring.ts'
import { isStatable, type NodeName, rootKeyName, transportKeyName } from './log-names.ts'
import { writeFileDurably } from './node-keys.ts'
import { readCertificate } from './pairing.ts'

/** A statement and the note that carries it. */
export type StatedKey = { readonly statement: KeyStatement; readonly note: string; readonly digest: string }

/** A statement about transport certificates, and the note that carries it. */
export type StatedTransport = { readonly statement: TransportStatement; readonly note: string; readonly digest: string }

/** Whose statements are believed: by its name and the root that its pairing pinned. */
export type Stating = NodeName & { readonly root: readonly VerifierKey[] }

export type StatementRefusal = KeyStatementRefusal | 'key_name_foreign'

/** Checks a statement that somebody brings: the signatures of root and former key, and that it speaks of the party's own names. Never throws. */
export function examineStatement(note: string, party: Stating, ring: KeyRing): Result<KeyStatement, StatementRefusal> {
  const read = parseKeyStatement(note, party.root, ring.currentOf)
  if (!read.ok) return read
  return isStatable(party, read.value.name) ? read : refuse('key_name_foreign')
}

/** The same for a statement about transport certificates: each must be one that signed itself and is within its dates. Never throws. */
export function examineTransport(note: string, party: Stating, now: Date): Result<TransportStatement, StatementRefusal> {
  const read = parseTransportStatement(note, party.root)
  if (!read.ok) return read
  if (read.value.name !== transportKeyName(party)) return refuse('key_name_foreign')
  return read.value.certificates.every((der) => readCertificate(der, now) !== undefined) ? read : refuse('key_refused')
}

/**
 * The statements of a party that this node holds, oldest first. One that another root signed is of an earlier pairing and is passed over. Throws Fault
 * `key_statement_invalid` for a file that no longer reads: a node must not believe a key again because the word against it was damaged.
 */
export async function readStatements(root: string, party: Stating): Promise<readonly StatedKey[]> {
  // Whether a former key had signed was asked when it was taken; that key may be revoked since.
  return await readNotes(root, party, (note) => (isTransportNote(note) ? 'other' : parseKeyStatement(note, party.root, undefined)))
}

/** The same for what a party stated about its transport certificates. */
export async function readTransportStatements(root: string, party: Stating): Promise<readonly StatedTransport[]> {
  return await readNotes(root, party, (note) => (isTransportNote(note) ? parseTransportStatement(note, party.root) : 'other'))
}

async function readNotes<T extends { readonly at: number }>(
  root: string,
  { party }: Stating,
  read: (note: string) => Result<T, KeyStatementRefusal> | 'other',
) {
  const folder = dataFolder(root).keyStatements(party)
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.note'))
  const found = await Promise.all(
    files.map(async (file) => {
      const note = await readFile(join(folder, file), 'utf8')
      const statement = read(note)
      if (statement === 'other') return undefined
      if (statement.ok && file === `${digestOf(note)}.note`) return { statement: statement.value, note, digest: digestOf(note) }
      if (!statement.ok && statement.reason === 'root_signature_missing') return undefined
      throw new Fault('key_statement_invalid', { file })
    }),
  )
  return found.filter((one) => one !== undefined).toSorted((a, b) => a.statement.at - b.statement.at || (a.digest < b.digest ? -1 : 1))
}

/** Whether a note is about transport certificates: in canonical JSON the first members of the two forms differ. */
export function isTransportNote(note: string): boolean {
  return /^\{"at":"[^"]*","certificates":/.test(note)
}

/** Keeps a checked statement, durably; its file is named for its bytes, so that twice is once. */
export async function keepStatement(root: string, party: string, note: string): Promise<void> {
  const folder = dataFolder(root).keyStatements(party)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFileDurably(join(folder, `${digestOf(note)}.note`), note)
}

/** The verifier keys of this node's own offline root; none where it never had one. Throws Fault `key_statement_invalid` for a damaged file. */
export async function readRootKeys(root: string, node: NodeName): Promise<readonly VerifierKey[]> {
  const file = dataFolder(root).rootKeys
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    const key = parseVkey(line)
    if (!key.ok || key.value.name !== rootKeyName(node)) throw new Fault('key_statement_invalid', { file })
    return [key.value]
  })
}

function digestOf(note: string): string {
  return createHash('sha256').update(note).digest('hex').slice(0, 32)
}
