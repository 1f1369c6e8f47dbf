import { accept, canonicalText, isJsonObject, type Json, parseJson, type Result, refuse, utf8 } from '@enlace/core'
import { type NoteSigner, noteLimits, parseNote, type VerifierKey } from '@enlace/proof/node'
import { type Lane, lanes } from '../store/log-names.ts'
import { openText, signText } from '../store/signed-text.ts'

/** One encrypted file of an export: its bytes are known by their SHA-256, in hexadecimal. */
export type CourierVolume = { readonly name: string; readonly sha256: string; readonly size: number }

/** What the sender signs about one export (docs/formats/courier.md). */
export type CourierManifest = {
  readonly id: string
  readonly from: string
  readonly to: string
  /** The log whose entries it holds. */
  readonly lane: Lane
  readonly epoch: number
  readonly madeAt: string
  readonly volumes: readonly CourierVolume[]
}

export type ManifestRefusal = 'courier_manifest_malformed' | 'courier_sender_unknown' | 'courier_for_another' | 'courier_signature_invalid'

/** Name of a manifest's file ends so, that of a receipt's so. */
export const manifestEnding = '.courier'
export const receiptEnding = '.receipt'

const maxVolumes = 1000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const party = /^[a-z][a-z0-9_-]{0,63}$/
/** A plain name, so that nothing it says leads out of the folder. */
const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

/** Writes and signs a manifest with the party key. */
export function signManifest({ id, from, to, lane, epoch, madeAt, volumes }: CourierManifest, signer: NoteSigner): string {
  const log = { ...(epoch === 1 ? {} : { epoch }), ...(lane === 'routine' ? {} : { lane }) }
  const about = { format: 'enlace-courier', from, id, ...log, made_at: madeAt, to, v: 1 }
  const object = { ...about, volumes: volumes.map((volume) => ({ ...volume })) }
  return signText(`${canonicalText(object)}\n`, signer)
}

/** Reads a stranger's manifest for this party: `partyKeys` are those of the paired parties by code. Never throws. */
export function openManifest(
  note: string,
  self: string,
  partyKeys: ReadonlyMap<string, VerifierKey>,
): Result<CourierManifest, ManifestRefusal> {
  const parsed = parseNote(note)
  const manifest = parsed.ok ? readManifest(parsed.value.text) : undefined
  if (manifest === undefined) return refuse('courier_manifest_malformed')
  const key = partyKeys.get(manifest.from)
  if (key === undefined) return refuse('courier_sender_unknown', { party: manifest.from })
  if (manifest.to !== self) return refuse('courier_for_another', { party: manifest.to })
  const opened = openText(note, [key])
  if (!opened.ok || !opened.value.signedBy.includes(key.name)) return refuse('courier_signature_invalid', { party: manifest.from })
  return accept(manifest)
}

function readManifest(text: string): CourierManifest | undefined {
  const json = parseJson(utf8(text), { maxBytes: noteLimits.characters, maxDepth: 4 })
  if (!json.ok || !isJsonObject(json.value.value)) return undefined
  const object = json.value.value
  if (`${canonicalText(object)}\n` !== text || object.format !== 'enlace-courier' || object.v !== 1) return undefined
  const { id, from, to, made_at: madeAt } = object
  const lane = lanes.find((name) => name === (object.lane ?? 'routine'))
  const epoch = object.epoch ?? 1
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 1) return undefined
  if (lane === undefined || !isText(id, uuid) || !isText(from, party) || !isText(to, party) || !isText(madeAt, instant)) return undefined
  if (!Array.isArray(object.volumes) || object.volumes.length === 0 || object.volumes.length > maxVolumes) return undefined
  const volumes = object.volumes.map((volume: Json) => readVolume(volume))
  if (!volumes.every((volume) => volume !== undefined)) return undefined
  const hashes = new Set(volumes.map((volume) => volume.sha256))
  return hashes.size === volumes.length ? { id, from, to, lane, epoch, madeAt, volumes } : undefined
}

function readVolume(value: Json): CourierVolume | undefined {
  if (!isJsonObject(value)) return undefined
  const { name, sha256, size } = value
  if (!isText(name, fileName) || !isText(sha256, /^[0-9a-f]{64}$/)) return undefined
  return typeof size === 'number' && Number.isSafeInteger(size) && size > 0 ? { name, sha256, size } : undefined
}

function isText(value: Json | undefined, shape: RegExp): value is string {
  return typeof value === 'string' && shape.test(value)
}
