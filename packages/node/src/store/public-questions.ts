import { canonicalBytes, isJsonObject, type Json, parseJson, utf8 } from '@enlace/core'
import type { Sql } from 'postgres'
import type { Keystore } from './keystore.ts'
import { seal, unseal } from './seal.ts'

/** What the public wrote, and what it was answered. `words` null: its key is gone. */
export type PublicQuestion = {
  readonly number: number
  readonly at: Date
  /** Path of the page below the language. */
  readonly about: string
  readonly language: string
  readonly words: string | null
  readonly contact: string | null
  readonly answer: Readonly<Record<string, string>> | null
  readonly answeredAt: Date | null
  readonly isPublic: boolean
}

type Text = { readonly words: string; readonly contact: string | null; readonly answer: Readonly<Record<string, string>> | null }
type Row = Omit<PublicQuestion, keyof Text> & { readonly slot: number; readonly sealed: Uint8Array }

/** Most questions listed, most that one day may bring, and how long one is kept. */
const maxListed = 500
const maxADay = 500
export const questionDays = 365

/** Keeps a question under a key of its own of that agency; answers its number, or undefined when the day has brought too many. */
export async function keepQuestion(
  sql: Sql,
  keystore: Keystore,
  agency: string,
  asked: { readonly at: Date; readonly about: string; readonly language: string; readonly words: string; readonly contact: string | null },
): Promise<number | undefined> {
  const [count] = await sql<
    { n: number }[]
  >`select count(*)::int as n from public_question where at > ${new Date(asked.at.getTime() - 86_400_000)}`
  const [fresh] = (count?.n ?? 0) >= maxADay ? [] : await keystore.allocate(agency, 1)
  if (fresh === undefined) return undefined
  const sealed = Buffer.from(
    seal(fresh.key, canonicalBytes({ words: asked.words, contact: asked.contact, answer: null }), place(fresh.slot)),
  )
  const [row] = await sql<{ number: number }[]>`insert into public_question (at, about, language, slot, sealed)
    values (${asked.at}, ${asked.about}, ${asked.language}, ${fresh.slot}, ${sealed}) returning number`
  return row?.number
}

/** Questions, newest first; with `isPublic` those alone that are answered on the site. */
export async function listQuestions(
  sql: Sql,
  keystore: Keystore,
  only: { readonly isPublic?: boolean } = {},
): Promise<readonly PublicQuestion[]> {
  const rows = await sql<
    Row[]
  >`select number, at, about, language, slot, sealed, answered_at as "answeredAt", is_public as "isPublic" from public_question
    where ${only.isPublic === true ? sql`is_public` : sql`true`} order by number desc limit ${maxListed}`
  return rows.map(({ slot, sealed, ...row }) => ({
    ...row,
    ...(open(keystore, slot, sealed) ?? { words: null, contact: null, answer: null }),
  }))
}

/** Writes the answer to a question; false: there is none of this number, or its words are erased. */
export async function answerQuestion(
  sql: Sql,
  keystore: Keystore,
  number: number,
  said: { readonly answer: Readonly<Record<string, string>>; readonly isPublic: boolean; readonly at: Date },
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [row] = await tx<
      { slot: number; sealed: Uint8Array }[]
    >`select slot, sealed from public_question where number = ${number} for update`
    const text = row === undefined ? undefined : open(keystore, row.slot, row.sealed)
    const key = row === undefined ? undefined : keystore.read(row.slot)
    if (row === undefined || text === undefined || key === undefined) return false
    const sealed = Buffer.from(seal(key.key, canonicalBytes({ ...text, answer: { ...said.answer } }), place(row.slot)))
    await tx`update public_question set sealed = ${sealed}, answered_at = ${said.at}, is_public = ${said.isPublic} where number = ${number}`
    return true
  })
}

/** Erases questions older than `before`, keys first. */
export async function eraseOldQuestions(sql: Sql, keystore: Keystore, before: Date): Promise<void> {
  const rows = await sql<{ number: number; slot: number }[]>`select number, slot from public_question where at < ${before} limit 1000`
  if (rows.length === 0) return
  await keystore.erase(rows.map(({ slot }) => slot))
  await sql`delete from public_question where number = any(${rows.map(({ number }) => number)})`
}

function place(slot: number): Uint8Array {
  return utf8(`public question\n${slot}`)
}

function open(keystore: Keystore, slot: number, sealed: Uint8Array): Text | undefined {
  const key = keystore.read(slot)
  const opened = key === undefined ? undefined : unseal(key.key, sealed, place(slot))
  const parsed = opened?.ok === true ? parseJson(opened.value) : undefined
  const value = parsed?.ok === true ? parsed.value.value : undefined
  if (!isJsonObject(value) || typeof value.words !== 'string') return undefined
  return { words: value.words, contact: typeof value.contact === 'string' ? value.contact : null, answer: wordsOf(value.answer) }
}

function wordsOf(value: Json | undefined): Readonly<Record<string, string>> | null {
  if (!isJsonObject(value)) return null
  return Object.fromEntries(Object.entries(value).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}
