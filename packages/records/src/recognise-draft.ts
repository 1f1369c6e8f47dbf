import type { Json, JsonObject } from '@enlace/core'
import { likelyPlateCountry } from './identifiers/plate.ts'
import { goodsCategories, loadIdentifiers } from './kinds/mirror-alert.ts'
import type { Found } from './recognise-found.ts'
import { isStateCode } from './recognise-identifiers.ts'
import { instantOf } from './recognise-instant.ts'
import { type Token, toTokens } from './recognise-tokens.ts'
import { fillers, issuerPhrases, labelPhrases, phraseAt } from './recognise-words.ts'

/** Values proposed for a form, by field name, and for each the findings that it came from. A person confirms every one. */
export type Draft = {
  readonly fields: JsonObject
  readonly from: Readonly<Record<string, readonly Found[]>>
}

/** `now` is the moment of pasting; `zone` the IANA time zone in which the message tells time. Without them no times are proposed. */
export type DraftContext = { readonly now?: Date; readonly zone?: string }

/**
 * Proposes the fields of a mirror alert from a pasted message and what `recognise` found in it. The whole message stays as the description,
 * so nothing that was not recognised is lost. Pure: the clock comes in.
 */
export function draftMirrorAlert(text: string, found: readonly Found[], context: DraftContext = {}): Draft {
  const fields: Record<string, Json> = {}
  const from: Record<string, readonly Found[]> = {}
  const propose = (name: string, value: Json | undefined, ...sources: readonly (Found | undefined)[]) => {
    if (value === undefined || fields[name] !== undefined) return
    fields[name] = value
    from[name] = sources.filter((source) => source !== undefined)
  }
  const first = (type: string) => found.find((one) => one.type === type)

  const message = text.trim().slice(0, 10_000)
  if (message !== '') propose('description', message)
  propose('name', headline(message))

  const identifiers = found.filter((one) => isLoadIdentifier(one.type)).slice(0, 50)
  if (identifiers.length > 0) {
    const tokens = toTokens(text)
    propose(
      'identifiers',
      identifiers.map((one) => toIdentifier(one, tokens)),
      ...identifiers,
    )
  }
  const thing = objectKind(found)
  propose('object_kind', thing?.code, thing?.source)
  for (const [field, type] of Object.entries(plain)) propose(field, first(type)?.canonical, first(type))
  // Two words for the vehicle: the one that says most is the one that carries.
  const tanker = found.find((one) => one.type === 'vehicle' && one.canonical === 'tanker')
  propose('vehicle_kind', (tanker ?? first('vehicle'))?.canonical, tanker ?? first('vehicle'))

  const cargo = found.filter((one) => one.type === 'cargo' && Object.hasOwn(goodsCategories, one.canonical))
  propose('cargo_kind', cargo[0]?.canonical, cargo[0])
  if (cargo.length > 0) propose('cargo', [...new Set(cargo.map((one) => one.raw))].join(', ').slice(0, 300), ...cargo)
  const quantity = first('quantity')
  if (quantity !== undefined) {
    const [value, unit] = quantity.canonical.split(' ')
    propose('cargo_quantity', { value: Number(value), unit: unit ?? 'piece' }, quantity)
  }
  const last = first('place')
  propose('last_seen', last === undefined ? undefined : { name: last.raw.slice(0, 200) }, last)
  const danger = found.filter((one) => one.type === 'safety')
  if (danger.length > 0)
    propose('safety_notes', [...new Set(danger.map((one) => sentenceAround(text, one)))].join(' ').slice(0, 2000), ...danger)
  proposeTimes(found, context, propose)
  return { fields, from }
}

type Propose = (name: string, value: Json | undefined, ...sources: readonly (Found | undefined)[]) => void

const plain: Readonly<Record<string, string>> = {
  direction: 'direction',
  crossing: 'crossing',
  requested_action: 'action',
  heading_to: 'destination',
}

function isLoadIdentifier(type: string): boolean {
  return loadIdentifiers.some((known) => known === type)
}

/** The first sentence that says something: a lone call such as "URGENTE." is no headline while more follows. */
function headline(message: string): string | undefined {
  const end = message.search(/[\n.;]/)
  const line = (end < 1 ? message : message.slice(0, end)).trim()
  if (end > 0 && line.length < 12) return headline(message.slice(end + 1).trim()) ?? line
  if (line === '') return undefined
  return line.length <= 120 ? line : `${line.slice(0, 119).toWellFormed().trimEnd()}…`
}

function toIdentifier(one: Found, tokens: readonly Token[]): Json {
  const issuer = one.type === 'plate' ? issuerOf(one, tokens) : undefined
  if (issuer === undefined) return { type: one.type, value: one.raw }
  const [country, state] = issuer.split('-')
  return { type: one.type, value: one.raw, country: country as string, ...(state === undefined ? {} : { state }) }
}

/** The state named just before or just after a plate; else the country when only one writes plates in that shape. */
function issuerOf(one: Found, tokens: readonly Token[]): string | undefined {
  const start = lowerBound(tokens, one.start)
  const after = lowerBound(tokens, one.end)
  const following = (tokens[after]?.glue.length ?? 9) <= 2 ? stateAt(tokens, after)?.code : undefined
  if (following !== undefined) return following
  // Backwards over "placas de" and the like; any other word ends the phrase that the plate stands in.
  for (let at = start - 1; at >= 0 && at >= start - 5; at--) {
    const before = stateAt(tokens, at)
    if (before !== undefined) return before.next <= start ? before.code : undefined
    const word = tokens[at]!.word
    const long = stateEndingAt(tokens, at)
    if (long !== undefined) return long
    if (!fillers.has(word) && phraseAt(labelPhrases, tokens, at)?.code !== 'plate') break
  }
  return likelyPlateCountry(one.raw)
}

function stateAt(tokens: readonly Token[], at: number): { readonly code: string; readonly next: number } | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  return isStateCode(token) ? { code: `US-${token.raw}`, next: at + 1 } : phraseAt(issuerPhrases, tokens, at)
}

/** The state whose name of two or three words ends at a token ("Nuevo León"). */
function stateEndingAt(tokens: readonly Token[], at: number): string | undefined {
  for (const start of [at - 1, at - 2]) {
    const state = start < 0 ? undefined : phraseAt(issuerPhrases, tokens, start)
    if (state?.next === at + 1) return state.code
  }
  return undefined
}

/** Index of the first token that starts at or after a position. */
function lowerBound(tokens: readonly Token[], position: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokens[middle]!.start < position) low = middle + 1
    else high = middle
  }
  return low
}

function objectKind(found: readonly Found[]): { readonly code: string; readonly source: Found } | undefined {
  const rank: readonly ((one: Found) => string | undefined)[] = [
    (one) => (one.type === 'object' && one.canonical !== 'container' ? one.canonical : undefined),
    (one) => (one.type === 'imo' || one.type === 'mmsi' ? 'vessel' : undefined),
    (one) => (one.type === 'vehicle' || one.type === 'plate' || one.type === 'vin' ? 'vehicle' : undefined),
    (one) => (one.type === 'container' || one.type === 'object' ? 'container' : undefined),
    (one) => (one.type === 'uas-serial' ? 'unmanned_aircraft' : one.type === 'awb' ? 'load' : undefined),
  ]
  for (const read of rank) {
    for (const source of found) {
      const code = read(source)
      if (code !== undefined) return { code, source }
    }
  }
  return undefined
}

/** The sentence or line that holds a finding, at most 300 units each way. */
function sentenceAround(text: string, one: Found): string {
  const before = text.slice(Math.max(0, one.start - 300), one.start)
  const after = text.slice(one.end, one.end + 300)
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. '), before.lastIndexOf('; '))
  const end = after.search(/[\n.;]/)
  return `${before.slice(start + 1)}${one.raw}${end < 0 ? after : after.slice(0, end + 1)}`.trim().toWellFormed()
}

function proposeTimes(found: readonly Found[], context: DraftContext, propose: Propose): void {
  const { now, zone } = context
  if (now === undefined) return
  const read = (one: Found, past: boolean) => instantOf(one, dayNear(found, one), now, zone ?? 'UTC', past)
  // A time that is still to come cannot be when it was seen.
  const isAhead = (instant: string | undefined) => instant !== undefined && Date.parse(instant) > now.getTime() + 600_000
  const arrival = found.find((one) => one.type === 'eta')
  if (arrival !== undefined) propose('eta', read(arrival, false), arrival)
  for (const time of found.filter((one) => one.type === 'time' || one.type === 'instant').slice(0, 20)) {
    const instant = read(time, true)
    propose(isAhead(instant) ? 'eta' : 'seen_at', instant, time)
  }
  propose('seen_at', now.toISOString())
}

/** The date or day word closest to a time, within sixty units. */
function dayNear(found: readonly Found[], time: Found): Found | undefined {
  const distance = (one: Found) => (one.end <= time.start ? time.start - one.end : one.start - time.end)
  return found
    .filter((one) => (one.type === 'date' || one.type === 'day') && distance(one) <= 60)
    .sort((a, b) => distance(a) - distance(b))[0]
}
