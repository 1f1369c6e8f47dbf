import { canonicalText, isJsonObject, type Json, parseJson, utf8 } from '@enlace/core'
import { askSha256, type Work } from './crypto-port.ts'

/** A text in both languages. */
export type BothTexts = { readonly es: string; readonly en: string }

/** A joint statement as docs/formats/joint-statement.md has it; clauses in order, parties as codes. */
export type JointStatement = {
  readonly parties: readonly string[]
  readonly title: BothTexts
  readonly clauses: readonly BothTexts[]
}

export const statementLimits = { characters: 100_000, clauses: 200 } as const

/** The exact text that is signed and published: one line of canonical JSON and a newline. */
export function jointStatementText({ parties, title, clauses }: JointStatement): string {
  const object = {
    clauses: clauses.map((clause, i) => ({ eId: `clause_${i + 1}`, num: String(i + 1), ...plain(clause) })),
    format: 'enlace-joint-statement',
    parties: [...parties].sort(),
    title: plain(title),
    v: 1,
  }
  return `${canonicalText(object)}\n`
}

/** Reads an exact text; undefined when it is not byte for byte what `jointStatementText` writes. Never throws. */
export function readJointStatement(text: string): JointStatement | undefined {
  if (text.length > statementLimits.characters || !text.isWellFormed()) return undefined
  const json = parseJson(utf8(text), { maxBytes: statementLimits.characters * 4, maxDepth: 4 })
  if (!json.ok || !isJsonObject(json.value.value)) return undefined
  const { parties, title, clauses } = json.value.value
  const both = bothOf(title)
  if (both === undefined || !Array.isArray(parties) || !Array.isArray(clauses) || clauses.length > statementLimits.clauses) return undefined
  const codes = parties.filter((party) => typeof party === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(party)) as string[]
  const read = clauses.map(bothOf)
  if (codes.length !== parties.length || new Set(codes).size !== codes.length || codes.length < 2) return undefined
  if (read.length === 0 || !read.every((clause) => clause !== undefined)) return undefined
  const statement = { parties: codes, title: both, clauses: read }
  return jointStatementText(statement) === text ? statement : undefined
}

/** A string as it may stand in the text: NFC, lines ended by LF and trimmed, no other control or direction-changing character. */
export function plainText(words: string): string {
  return words
    .normalize('NFC')
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .trim()
}

/** SHA-256 of a clause: what a party accepts; `undefined` stands for a clause that is removed. */
export function* clauseHashWork(clause: BothTexts | undefined): Work<Uint8Array> {
  return yield* askSha256(utf8(canonicalText(clause === undefined ? {} : plain(clause))))
}

/** Where two texts begin to differ. */
export type TextDifference = {
  /** `title`, `clause_3`, or `form` where the difference is not in any words. */
  readonly where: string
  readonly language: 'es' | 'en' | null
  /** Place of the first character that differs within those words, from 0. */
  readonly offset: number
  readonly ours: string
  readonly theirs: string
}

/** Characters shown around the place of a difference. */
const around = 24

/** The first difference of two exact texts; undefined where they are the same bytes. */
export function firstDifference(ours: string, theirs: string): TextDifference | undefined {
  if (ours === theirs) return undefined
  const [one, other] = [readJointStatement(ours), readJointStatement(theirs)]
  if (one === undefined || other === undefined) return differenceOf('form', null, ours, theirs)
  const parts = (statement: JointStatement) => [statement.title, ...statement.clauses]
  const [own, foreign] = [parts(one), parts(other)]
  for (let i = 0; i < Math.max(own.length, foreign.length); i++) {
    for (const language of ['es', 'en'] as const) {
      const [a, b] = [own[i]?.[language] ?? '', foreign[i]?.[language] ?? '']
      if (a !== b) return differenceOf(i === 0 ? 'title' : `clause_${i}`, language, a, b)
    }
  }
  return differenceOf('form', null, ours, theirs)
}

function differenceOf(where: string, language: 'es' | 'en' | null, a: string, b: string): TextDifference {
  let offset = 0
  while (offset < a.length && a[offset] === b[offset]) offset++
  const cut = (words: string) => words.slice(Math.max(0, offset - around), offset + around)
  return { where, language, offset, ours: cut(a), theirs: cut(b) }
}

function plain({ es, en }: BothTexts): BothTexts {
  return { en: plainText(en), es: plainText(es) }
}

function bothOf(value: Json | undefined): BothTexts | undefined {
  if (!isJsonObject(value)) return undefined
  const { es, en } = value
  return typeof es === 'string' && typeof en === 'string' && es !== '' && en !== '' ? { es, en } : undefined
}
