import { aba, clabe, iban, lei, swift } from './bank.ts'
import { cas } from './cas.ts'
import { caseReference } from './case-reference.ts'
import { container } from './container.ts'
import { curp } from './curp.ts'
import { awb, idccp, pedimento, scac, unLocode, usEntry } from './customs-document.ts'
import { icao24, imei } from './device.ts'
import { firearmSerial } from './firearm-serial.ts'
import { type Canonical, compact, type IdentifierType, maxIdentifierLength, verdict } from './identifier.ts'
import { mrz } from './mrz.ts'
import { phone } from './phone.ts'
import { fips, inegi } from './place-code.ts'
import { plate } from './plate.ts'
import { rfc } from './rfc.ts'
import { imo, mmsi } from './ship.ts'
import { tariff } from './tariff.ts'
import { uasSerial } from './uas-serial.ts'
import { vin } from './vin.ts'

const all = [
  plate,
  vin,
  container,
  imo,
  mmsi,
  phone,
  rfc,
  curp,
  cas,
  tariff,
  pedimento,
  awb,
  usEntry,
  scac,
  unLocode,
  firearmSerial,
  uasSerial,
  mrz,
  imei,
  icao24,
  idccp,
  clabe,
  aba,
  iban,
  lei,
  swift,
  inegi,
  fips,
  caseReference,
]

/** Every type of identifier this node knows, by name. */
export const identifierTypes: ReadonlyMap<string, IdentifierType> = new Map(all.map((type) => [type.name, type]))

/** An identifier as written, with the form to match on and its verdict. */
export type Identified = Canonical & {
  readonly type: string
  readonly raw: string
  /** False for fillers, generic and unreadable values: an index must skip them, or strangers would match each other. */
  readonly matchable: boolean
}

/**
 * Reads one identifier of a named type. Never throws, never refuses, never alters: `raw` is what was written, `canonical` is what indexes
 * and searches use. A type this node does not know is kept with its compact form.
 */
export function identify(type: string, raw: string): Identified {
  const found = read(identifierTypes.get(type), raw)
  const matchable = found.canonical.length >= 2 && !unmatched.has(found.reason)
  return { type, raw, ...found, matchable }
}

const unmatched = new Set(['generic_value', 'obliterated', 'empty', 'too_long'])

function read(type: IdentifierType | undefined, raw: string): Canonical {
  if (raw.length > (type?.maxLength ?? maxIdentifierLength)) return verdict('', false, 'too_long')
  if (raw.trim() === '') return verdict('', false, 'empty')
  return type === undefined ? verdict(compact(raw), null, 'type_unknown') : type.canonicalise(raw)
}

/** Who issued an identifier: ISO 3166-1 country and ISO 3166-2 subdivision without the country ("TAM", "TX"). */
export type Issuer = { readonly country?: string; readonly state?: string }

/**
 * The text two records must share for their identifiers to be the same thing, or undefined when that can never be said: a generic value,
 * or a plate or firearm serial whose country is not known, since the same string is issued by many authorities.
 */
export function matchKey(type: string, raw: string, issuer: Issuer = {}): string | undefined {
  const identified = identify(type, raw)
  if (!identified.matchable) return undefined
  if (identifierTypes.get(type)?.needsIssuer !== true) return `${type}:${identified.canonical}`
  if (issuer.country === undefined) return undefined
  return `${type}:${issuer.country.toUpperCase()}-${(issuer.state ?? '').toUpperCase()}:${identified.canonical}`
}

/** The canonical form with confusable characters folded together, for a *possible* match that a person must confirm. */
export function possibleMatchKey(type: string, raw: string): string | undefined {
  const identified = identify(type, raw)
  if (!identified.matchable) return undefined
  const folds = identifierTypes.get(type)?.confusable ?? {}
  return `${type}:${Array.from(identified.canonical, (character) => folds[character] ?? character).join('')}`
}
