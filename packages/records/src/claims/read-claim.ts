import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { type CountDefinition, readCount } from '../counts/read-count.ts'

/** Extension of a claim: what one speaker says about one point. */
export const claimExtension = 'extension-definition--db0e5a53-03ba-470a-8ff6-599889b09afa'

/** A claim as the ledger needs it. Codes are those of the kind `claim`; days are ISO dates, also `YYYY` and `YYYY-MM`. */
export type Claim = {
  readonly id: string
  readonly about: readonly string[]
  readonly point: string
  readonly value: string
  /** The value in words, by language. */
  readonly valueWords: Readonly<Record<string, string>>
  readonly word: string | undefined
  readonly stance: string
  readonly modality: string
  readonly speaker: string
  readonly role: string | undefined
  readonly speaksFor: string
  readonly channel: string
  readonly saidOn: string | undefined
  readonly trueOn: string | undefined
  /** On that day it `begins`, `holds` or has `ended`. */
  readonly phase: string | undefined
  readonly dateBasis: string | undefined
  readonly dateWords: string | undefined
  readonly low: number | undefined
  readonly high: number | undefined
  readonly unit: string | undefined
  readonly baseline: string | undefined
  readonly document: string
  readonly denies: string | undefined
  readonly deniedWords: string | undefined
  /** The account in our words, by language. */
  readonly account: Readonly<Record<string, string>>
  /** Of a superlative or an ordinal: what it counts. */
  readonly counts: CountDefinition | undefined
}

/** The claim that an object states, or undefined when it states none. */
export function readClaim(object: JsonObject): Claim | undefined {
  const inside = isJsonObject(object.extensions) ? object.extensions[claimExtension] : undefined
  if (!isJsonObject(inside) || typeof object.id !== 'string') return undefined
  const { point, value, document_ref: document } = inside
  if (typeof point !== 'string' || typeof value !== 'string' || typeof document !== 'string') return undefined
  const text = (of: Json | undefined) => (typeof of === 'string' ? of : undefined)
  const words = (of: Json | undefined) =>
    Object.fromEntries(Object.entries(isJsonObject(of) ? of : {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
  const number = (of: Json | undefined) => (typeof of === 'number' ? of : undefined)
  const about = Array.isArray(object.object_refs) ? (object.object_refs as readonly Json[]) : []
  return {
    id: object.id,
    about: about.filter((one): one is string => typeof one === 'string'),
    point,
    value,
    valueWords: words(inside.value_words),
    word: text(inside.word),
    stance: text(inside.stance) ?? 'states',
    modality: text(inside.modality) ?? 'fact',
    speaker: text(inside.speaker) ?? '',
    role: text(inside.speaker_role),
    speaksFor: text(inside.speaks_for) ?? 'nobody',
    channel: text(inside.channel) ?? 'unstated',
    saidOn: text(inside.said_on),
    trueOn: text(inside.true_on),
    phase: text(inside.phase),
    dateBasis: text(inside.date_basis),
    dateWords: text(inside.date_words),
    low: number(inside.value_low),
    high: number(inside.value_high),
    unit: text(inside.unit),
    baseline: text(inside.baseline),
    document,
    denies: text(inside.denies_ref),
    deniedWords: text(inside.denied_words),
    account: words(inside.account),
    counts: readCount(inside.counts),
  }
}
