import { X509Certificate } from 'node:crypto'
import { accept, canonicalText, isJsonObject, type Json, type JsonObject, parseJson, type Result, refuse, utf8 } from '@enlace/core'
import { formatVkey, parseNote, parseVkey, type VerifierKey } from '@enlace/proof/node'
import { type NodeName, outboundOrigin, partyKeyName, receiptKeyName, releaseKeyName, rootKeyName } from './log-names.ts'
import { readAloudDigits } from './read-aloud.ts'
import { openText } from './signed-text.ts'

/** What one party tells one other at pairing: who it is, where its node is, and every key it will sign with. docs/formats/pairing.md. */
export type Pairing = {
  readonly party: string
  readonly domain: string
  /** The one party this was made for. */
  readonly madeFor: string
  readonly name: Readonly<Record<string, string>>
  readonly agencies: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[]
  readonly exchangeUrl: string
  /** Transport certificate, PEM, and its SHA-256 fingerprint in upper-case hex with colons. */
  readonly certificate: string
  readonly certificateFingerprint: string
  readonly keys: {
    readonly party: VerifierKey
    readonly outbound: readonly VerifierKey[]
    readonly receipt: readonly VerifierKey[]
    readonly release: Readonly<Record<string, readonly VerifierKey[]>>
    /** age recipients (C2SP age) for what is sent by courier; empty in pairings of a node that knew no courier. */
    readonly courier: readonly string[]
    /** The offline root, Ed25519 then ML-DSA-44; empty in pairings of a node that has none. */
    readonly root: readonly VerifierKey[]
  }
  /** Protocol versions that the node speaks. */
  readonly protocols: readonly number[]
  /** Names of the kinds it knows. */
  readonly kinds: readonly string[]
}

export type PairingRefusal =
  | 'pairing_malformed'
  | 'pairing_signature_invalid'
  | 'pairing_key_refused'
  | 'pairing_self'
  | 'pairing_for_another'
  | 'pairing_certificate_invalid'
  | 'pairing_protocol_unknown'
  | 'pairing_fingerprint_differs'
  | 'pairing_already_known'

const maxBytes = 131_072
const code = /^[a-z][a-z0-9_-]{0,63}$/
/** A hybrid recipient (C2SP age): 1184 bytes of ML-KEM-768 and 32 of X25519 as Bech32. */
const ageRecipient = /^age1pq1[02-9ac-hj-np-z]{1952}$/
const maxCourierKeys = 4
const domainShape = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

/** The text that a party signs: one line of canonical JSON and a newline. */
export function pairingText(pairing: Omit<Pairing, 'certificateFingerprint'>): string {
  const { keys } = pairing
  const vkeys = (list: readonly VerifierKey[]): string[] => list.map(formatVkey)
  const object: JsonObject = {
    agencies: pairing.agencies.map(({ id, name }) => ({ id, name: { ...name } })),
    certificate: pairing.certificate,
    domain: pairing.domain,
    exchange_url: pairing.exchangeUrl,
    format: 'enlace-pairing',
    keys: {
      ...(keys.courier.length === 0 ? {} : { courier: [...keys.courier] }),
      outbound: vkeys(keys.outbound),
      party: formatVkey(keys.party),
      receipt: vkeys(keys.receipt),
      release: Object.fromEntries(Object.entries(keys.release).map(([agency, list]) => [agency, vkeys(list)])),
      ...(keys.root.length === 0 ? {} : { root: vkeys(keys.root) }),
    },
    kinds: [...pairing.kinds].sort(),
    made_for: pairing.madeFor,
    name: { ...pairing.name },
    party: pairing.party,
    protocols: [...pairing.protocols],
    v: 1,
  }
  return `${canonicalText(object)}\n`
}

/**
 * What two people read to each other to know that they hold the same file: eight groups of four digits from SHA-256 of the signed text
 * (106 bits, so nobody can make another file with the same digits).
 */
export function pairingFingerprint(note: string): string | undefined {
  const parsed = parseNote(note)
  if (!parsed.ok) return undefined
  return readAloudDigits('pairing', utf8(parsed.value.text))
}

/**
 * Reads a pairing file and checks all that can be checked without a person: form, the party's own signature, key names, weak keys,
 * the certificate and its dates. Whether the file is really the partner's only the fingerprint tells. Never throws.
 */
export function parsePairing(note: string, now: Date): Result<Pairing, PairingRefusal> {
  const parsed = parseNote(note)
  if (!parsed.ok || note.length > maxBytes) return refuse('pairing_malformed', { field: '' })
  const json = parseJson(utf8(parsed.value.text), { maxBytes, maxDepth: 8 })
  if (!json.ok || !isJsonObject(json.value.value)) return refuse('pairing_malformed', { field: '' })
  const object = json.value.value
  if (`${canonicalText(object)}\n` !== parsed.value.text || object.format !== 'enlace-pairing' || object.v !== 1) {
    return refuse('pairing_malformed', { field: '' })
  }
  const facts = readFacts(object)
  if (!facts.ok) return facts
  const keys = readKeys(object, facts.value)
  if (!keys.ok) return keys
  const opened = openText(note, [keys.value.party])
  if (!opened.ok || !opened.value.signedBy.includes(keys.value.party.name)) return refuse('pairing_signature_invalid')
  const certificate = readCertificate(facts.value.certificate, now)
  if (certificate === undefined) return refuse('pairing_certificate_invalid')
  return accept({ ...facts.value, certificateFingerprint: certificate.fingerprint256, keys: keys.value })
}

type Facts = Omit<Pairing, 'keys' | 'certificateFingerprint'>

function readFacts(object: JsonObject): Result<Facts, 'pairing_malformed'> {
  const { party, domain, made_for: madeFor, exchange_url: exchangeUrl, certificate } = object
  const name = readName(object.name)
  const agencies = readList(object.agencies, (item) => {
    const named = isJsonObject(item) ? readName(item.name) : undefined
    return isJsonObject(item) && isCode(item.id) && named !== undefined ? { id: item.id, name: named } : undefined
  })
  const protocols = readList(object.protocols, (item) => (isCount(item) ? item : undefined))
  const kinds = readList(object.kinds, (item) => (typeof item === 'string' && item.length <= 250 ? item : undefined))
  if (!isCode(party) || !isCode(madeFor)) return refuse('pairing_malformed', { field: '/party' })
  if (typeof domain !== 'string' || !domainShape.test(domain)) return refuse('pairing_malformed', { field: '/domain' })
  if (typeof exchangeUrl !== 'string' || URL.parse(exchangeUrl)?.protocol !== 'https:')
    return refuse('pairing_malformed', { field: '/exchange_url' })
  if (typeof certificate !== 'string') return refuse('pairing_malformed', { field: '/certificate' })
  if (name === undefined) return refuse('pairing_malformed', { field: '/name' })
  if (agencies === undefined || agencies.length === 0) return refuse('pairing_malformed', { field: '/agencies' })
  if (kinds === undefined) return refuse('pairing_malformed', { field: '/kinds' })
  if (protocols === undefined || protocols.length === 0) return refuse('pairing_malformed', { field: '/protocols' })
  return accept({ party, madeFor, domain, exchangeUrl, certificate, name, agencies, kinds, protocols })
}

function readKeys(object: JsonObject, facts: Facts): Result<Pairing['keys'], 'pairing_malformed' | 'pairing_key_refused'> {
  const { keys } = object
  if (!isJsonObject(keys) || !isJsonObject(keys.release)) return refuse('pairing_malformed', { field: '/keys' })
  const node: NodeName = facts
  const party = readVkeys([keys.party ?? null], partyKeyName(node), [0x01])
  const outbound = readVkeys(keys.outbound, outboundOrigin(node, facts.madeFor), [0x01, 0x06])
  const receipt = readVkeys(keys.receipt, receiptKeyName(node, facts.madeFor), [0x04, 0x06])
  if (party === undefined) return refuse('pairing_key_refused', { field: '/keys/party' })
  if (outbound === undefined) return refuse('pairing_key_refused', { field: '/keys/outbound' })
  if (receipt === undefined) return refuse('pairing_key_refused', { field: '/keys/receipt' })
  const courier = readList(keys.courier ?? [], (item) => (typeof item === 'string' && ageRecipient.test(item) ? item : undefined))
  if (courier === undefined || courier.length > maxCourierKeys) return refuse('pairing_key_refused', { field: '/keys/courier' })
  const release: Record<string, readonly VerifierKey[]> = {}
  for (const { id } of facts.agencies) {
    const list = readVkeys(keys.release[id], releaseKeyName(node, id), [0x01, 0x06])
    if (list === undefined) return refuse('pairing_key_refused', { field: `/keys/release/${id}` })
    release[id] = list
  }
  // A root is whole or absent: half of one would let the weaker algorithm alone vouch for every key.
  const root = keys.root === undefined ? [] : readVkeys(keys.root, rootKeyName(node), [0x01, 0x06])
  if (root === undefined || root.length === 1) return refuse('pairing_key_refused', { field: '/keys/root' })
  return accept({ party: party[0] as VerifierKey, outbound, receipt, release, courier, root })
}

/** Keys that all carry `name`, one of each wanted type; the first type is always there. `parseVkey` refuses weak ones. */
function readVkeys(value: Json | undefined, name: string, types: readonly number[]): VerifierKey[] | undefined {
  const keys = readList(value, (item) => {
    const key = typeof item === 'string' ? parseVkey(item) : undefined
    return key?.ok && key.value.name === name && types.includes(key.value.type) ? key.value : undefined
  })
  if (keys === undefined || keys.length > types.length) return undefined
  const given = keys.map((key) => key.type)
  return new Set(given).size === given.length && given[0] === types[0] ? keys : undefined
}

/** A certificate, PEM or DER, that signed itself and is within its dates; undefined for any other bytes. */
export function readCertificate(pem: string | Uint8Array, now: Date): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(pem)
    const valid = Date.parse(certificate.validFrom) <= now.getTime() && now.getTime() < Date.parse(certificate.validTo)
    return valid && certificate.verify(certificate.publicKey) ? certificate : undefined
  } catch {
    return undefined
  }
}

function readList<T>(value: Json | undefined, read: (item: Json) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > 1000) return undefined
  const items = value.map((item: Json) => read(item))
  return items.every((item) => item !== undefined) ? items : undefined
}

function readName(value: Json | undefined): Record<string, string> | undefined {
  if (!isJsonObject(value)) return undefined
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= 200)
  return entries.length > 0 && entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined
}

function isCode(value: Json | undefined): value is string {
  return typeof value === 'string' && code.test(value)
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

/** Every key of a pairing, the root's too: what a ring of the partner's keys begins with. */
export function pairingKeys({ keys }: Pairing): readonly VerifierKey[] {
  return [...keys.root, keys.party, ...keys.outbound, ...keys.receipt, ...Object.values(keys.release).flat()]
}
