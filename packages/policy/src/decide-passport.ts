import { isAbove } from './tlp.ts'

/** Why a record of a case is not in a rights passport at all. The sentence of each is `passport_left_out_<reason>` in decisions.json. */
export const passportLeftOut = ['kind', 'marking', 'other_person', 'clause'] as const
export type PassportLeftOut = (typeof passportLeftOut)[number]

/** Why a record is told by its fields only and its bytes stay closed. The sentence of each is `passport_closed_<reason>` in decisions.json. */
export const passportClosed = ['names', 'source', 'files', 'undescribed', 'unread'] as const
export type PassportClosed = (typeof passportClosed)[number]

/** Kinds that say how a person was held and under which law, each with the fields that a passport prints: nothing of intelligence, and no free words. */
export const passportFields: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'custody-event',
    [
      'event',
      'happened_at',
      'precision',
      'soil',
      'happened_in',
      'from_party',
      'to_party',
      'acting_party',
      'authority',
      'instrument',
      'article',
      'court',
      'number',
      'return_by',
      'checks',
      'pending',
    ],
  ],
  ['legal-pathway', ['of_party', 'pathway', 'word', 'word_language', 'said_on', 'instrument', 'article']],
  ['procedural-step', ['step', 'of_party', 'local_step', 'day', 'court', 'number', 'offence', 'outcome', 'is_final']],
])

/** What is known of one record before it goes into a passport. */
export type PassportRecord = {
  readonly kind: string
  readonly tlp: string
  /** Whether the clause on proofs of the agreement that it came under covers counsel. */
  readonly clause: boolean
  /** It names another person's record or another case. */
  readonly otherPerson: boolean
  /** It names any other record: where something is known from. */
  readonly source: boolean
  readonly files: boolean
  /** It holds something that its kind does not describe, so nobody could have read it on a page. */
  readonly undescribed: boolean
  /** Every text in it. */
  readonly texts: readonly string[]
  /** The officer has read its words and lets its bytes go. */
  readonly read: boolean
}

export type PassportDecision =
  | { readonly outcome: 'left_out'; readonly reason: PassportLeftOut }
  | { readonly outcome: 'told'; readonly closed: PassportClosed | null }

/**
 * Decides what of a record goes to the counsel of the person that its case is about. A commitment is to whole bytes, so a record is opened whole or
 * not at all: opened only where nothing bars it and an officer has read its words, else told by its fields and proved as an entry.
 */
export function decidePassport(record: PassportRecord, barred: BarredNames): PassportDecision {
  if (!passportFields.has(record.kind)) return { outcome: 'left_out', reason: 'kind' }
  if (isAbove(record.tlp, 'amber+strict')) return { outcome: 'left_out', reason: 'marking' }
  if (record.otherPerson) return { outcome: 'left_out', reason: 'other_person' }
  if (!record.clause) return { outcome: 'left_out', reason: 'clause' }
  const bars: readonly (readonly [PassportClosed, boolean])[] = [
    ['names', record.texts.some(barred)],
    ['source', record.source],
    ['files', record.files],
    ['undescribed', record.undescribed],
    ['unread', !record.read],
  ]
  return { outcome: 'told', closed: bars.find(([, holds]) => holds)?.[0] ?? null }
}

/** Whether a text names somebody whom a passport must not name. */
export type BarredNames = (text: string) => boolean

/** Reads texts for names, whatever their case, accents and punctuation. Names of fewer than four letters are too many other words. */
export function barNames(names: readonly string[]): BarredNames {
  const folded = [...new Set(names.map(fold))].filter((name) => name.length > 3)
  return (text) => {
    const words = ` ${fold(text)} `
    return folded.some((name) => words.includes(` ${name} `))
  }
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
