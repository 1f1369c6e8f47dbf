import {
  accept,
  canonicalText,
  fromBase64,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  type Result,
  refuse,
  toBase64,
  utf8,
} from '@enlace/core'
import { askVerify, type Work } from './crypto-port.ts'
import { parseNote } from './note.ts'
import { maxEvents, maxSum } from './sum-node.ts'
import type { VerifierKey } from './verifier-key.ts'

/** A log at the state that a count was made from. */
export type SealedLog = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** A sealed result as docs/formats/sealed-result.md has it. */
export type SealedResult = {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly indicator: string
  /** SHA-256 of the card, lower-case hexadecimal. */
  readonly card: string
  readonly period: { readonly from: string; readonly to: string }
  readonly unit: string
  /** How many digits of the sum stand behind the point. */
  readonly scale: number
  readonly sum: bigint
  readonly count: number
  /** Null for a result of no event. */
  readonly root: Uint8Array | null
  readonly logs: readonly SealedLog[]
  readonly beacon: { readonly chain: string; readonly round: number } | null
}

/** A seal that was read, and whose keys have signed it. */
export type OpenedSeal = { readonly seal: SealedResult; readonly signedBy: readonly string[] }

export type SealRefusal = 'seal_malformed' | 'seal_unsigned' | 'seal_signature_wrong'

const maxCharacters = 65_536
const maxLogs = 64

/** The text that is signed: one line of canonical JSON and a newline. */
export function sealedResultText(seal: SealedResult): string {
  const object: JsonObject = {
    at: new Date(seal.at).toISOString(),
    beacon: seal.beacon === null ? null : { ...seal.beacon },
    card: seal.card,
    count: seal.count,
    format: 'enlace-sealed-result',
    indicator: seal.indicator,
    logs: seal.logs.map(({ origin, size, root }) => ({ origin, root: toBase64(root), size })),
    period: { ...seal.period },
    root: seal.root === null ? null : toBase64(seal.root),
    scale: seal.scale,
    sum: String(seal.sum),
    unit: seal.unit,
    v: 1,
  }
  return `${canonicalText(object)}\n`
}

/**
 * Reads a seal and checks its form and its signatures. Lines of unknown keys are passed over; a wrong line of a known key refuses the whole; one at
 * least must hold. Only keys of parties count (`…/party`, type 0x01): a party's other keys are no second voice. Never throws.
 */
export function* sealedResultWork(note: string, keys: readonly VerifierKey[]): Work<Result<OpenedSeal, SealRefusal>> {
  const parsed = note.length > maxCharacters ? undefined : parseNote(note)
  if (parsed?.ok !== true) return refuse('seal_malformed')
  const { text, signatures } = parsed.value
  const seal = readSealedResult(text)
  if (seal === undefined) return refuse('seal_malformed')
  const signedBy: string[] = []
  for (const { name, keyId, signature } of signatures) {
    const key = keys.find((one) => one.name === name && one.id === keyId && one.type === 0x01 && name.endsWith('/party'))
    if (key === undefined) continue
    if (!(yield* askVerify('ed25519', key.publicKey, utf8(text), signature))) return refuse('seal_signature_wrong', { name })
    if (!signedBy.includes(name)) signedBy.push(name)
  }
  return signedBy.length === 0 ? refuse('seal_unsigned') : accept({ seal, signedBy })
}

/** A total as people write it: `scale` digits behind the point, which is left out where nothing stands behind it. */
export function decimalOf(sum: bigint, scale: number): string {
  const digits = String(sum).padStart(scale + 1, '0')
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  const whole = digits.slice(0, digits.length - scale)
  return scale === 0 || fraction === '' ? whole : `${whole}.${fraction}`
}

/**
 * The figure that a seal's sum and count prove, as people write it with a point: the total, or with the unit % the share of events that count one; null for the share of none. `mean` is the
 * value of an event on average, where that says something else.
 */
export function figuresOfSeal({ sum, count, unit, scale }: Pick<SealedResult, 'sum' | 'count' | 'unit' | 'scale'>): {
  readonly figure: string | null
  readonly mean: string | null
} {
  const part = (whole: bigint) => (2n * whole + BigInt(count)) / (2n * BigInt(count))
  if (unit === '%') return { figure: count === 0 ? null : decimalOf(part(sum * 1000n), 1), mean: null }
  const isCount = scale === 0 && sum === BigInt(count)
  return { figure: decimalOf(sum, scale), mean: count === 0 || isCount ? null : decimalOf(part(sum), scale) }
}

/** Reads the text of a seal; undefined when it is not exactly what `sealedResultText` writes. */
export function readSealedResult(text: string): SealedResult | undefined {
  const json = parseJson(utf8(text), { maxBytes: maxCharacters, maxDepth: 4 })
  if (!json.ok || !isJsonObject(json.value.value)) return undefined
  const seal = sealOf(json.value.value)
  return seal !== undefined && sealedResultText(seal) === text ? seal : undefined
}

function sealOf(object: JsonObject): SealedResult | undefined {
  const { at, indicator, card, unit, scale, count, root, format, v } = object
  const instant = typeof at === 'string' ? Date.parse(at) : Number.NaN
  if (format !== 'enlace-sealed-result' || v !== 1 || Number.isNaN(instant)) return undefined
  if (!isShort(indicator) || !isShort(unit) || typeof card !== 'string' || !/^[0-9a-f]{64}$/.test(card)) return undefined
  if (!isWithin(scale, 9) || !isWithin(count, maxEvents)) return undefined
  const sum = typeof object.sum === 'string' && /^\d{1,19}$/.test(object.sum) ? BigInt(object.sum) : undefined
  const [period, logs, beacon] = [periodOf(object.period), logsOf(object.logs), beaconOf(object.beacon)]
  const hash = root === null ? null : hashOf(root)
  if (sum === undefined || sum > maxSum || period === undefined || logs === undefined || beacon === undefined || hash === undefined)
    return undefined
  if ((count === 0) !== (hash === null) || (count === 0 && sum !== 0n)) return undefined
  return { at: instant, indicator, card, period, unit, scale, sum, count, root: hash, logs, beacon }
}

function periodOf(value: Json | undefined): SealedResult['period'] | undefined {
  if (!isJsonObject(value)) return undefined
  const { from, to } = value
  return isDay(from) && isDay(to) && from <= to ? { from, to } : undefined
}

function logsOf(value: Json | undefined): readonly SealedLog[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxLogs) return undefined
  const logs = value.map((item) => {
    const root = isJsonObject(item) ? hashOf(item.root) : undefined
    if (!isJsonObject(item) || root === undefined || !isShort(item.origin) || !isWithin(item.size, Number.MAX_SAFE_INTEGER))
      return undefined
    return { origin: item.origin, size: item.size, root }
  })
  if (!logs.every((log) => log !== undefined)) return undefined
  return logs.every((log, i) => i === 0 || logs[i - 1]!.origin < log.origin) ? logs : undefined
}

function beaconOf(value: Json | undefined): SealedResult['beacon'] | undefined {
  if (value === null) return null
  if (!isJsonObject(value)) return undefined
  const { chain, round } = value
  if (typeof chain !== 'string' || !/^[0-9a-f]{64}$/.test(chain) || !isWithin(round, Number.MAX_SAFE_INTEGER) || round === 0)
    return undefined
  return { chain, round }
}

function hashOf(value: Json | undefined): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined
  return bytes?.length === 32 ? bytes : undefined
}

function isShort(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 256
}

function isWithin(value: Json | undefined, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most
}

function isDay(value: Json | undefined): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)
}
