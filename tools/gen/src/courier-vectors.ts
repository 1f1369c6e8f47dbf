import { canonicalText, type JsonObject, toHex, utf8 } from '@enlace/core'
import { formatSignatureLine, formatVkey, sha256, vkeyOf } from '@enlace/proof/node'
import { steadySigner } from './seeded-signers.ts'

const party = steadySigner('node.mx.sig.example/party', 0x01, 0x21)
const stranger = steadySigner('node.mx.sig.example/party', 0x01, 0x22)
/** Stand for encrypted volumes: to a manifest they are bytes with a hash. */
const volumes = [1, 2].map((number) => ({ name: `mx-us-0193507a.${number}.age`, bytes: utf8(`volume ${number}\n`) }))
const listed = volumes.map(({ name, bytes }) => ({ name, sha256: toHex(sha256(bytes)), size: bytes.length }))
const whole: JsonObject = {
  format: 'enlace-courier',
  from: 'mx',
  id: '0193507a-5c83-4000-8000-000000000001',
  made_at: '2026-11-22T12:00:00.000Z',
  to: 'us',
  v: 1,
  volumes: listed,
}

function manifest(change: JsonObject = {}, by = party): string {
  const text = `${canonicalText({ ...whole, ...change })}\n`
  return `${text}\n${formatSignatureLine({ name: by.name, keyId: by.keyId, signature: by.sign(utf8(text)) })}`
}

/** Manifests that the party us accepts from mx, with the volumes that they name; and those that it refuses. */
export function courierVectors(): Readonly<Record<string, object>> {
  const known = { self: 'us', parties: { mx: formatVkey(vkeyOf(party)) } }
  const refused: readonly (readonly [string, string])[] = [
    ['courier_for_another', manifest({ to: 'ca' })],
    ['courier_sender_unknown', manifest({ from: 'ca' })],
    ['courier_signature_invalid', manifest({}, stranger)],
    ['courier_signature_invalid', manifest().replace('12:00:00', '13:00:00')],
    ['courier_signature_invalid', manifest().replace('"size":9', '"size":8')],
    ['courier_manifest_malformed', manifest().replace('"v":1', '"v": 1')],
    ['courier_manifest_malformed', manifest({ v: 2 })],
    ['courier_manifest_malformed', manifest({ lane: 'slow' })],
    ['courier_manifest_malformed', manifest({ volumes: [] })],
    ['courier_manifest_malformed', manifest({ volumes: [...listed, ...listed] })],
    ['courier_manifest_malformed', manifest({ volumes: listed.map((volume) => ({ ...volume, name: `../${volume.name}` })) })],
    ['courier_manifest_malformed', manifest({ id: '0193507a' })],
  ]
  return {
    'valid/courier.json': {
      ...known,
      manifests: [manifest(), manifest({ lane: 'flash' })].map((note) => ({ note })),
      volumes: volumes.map(({ name, bytes }) => ({ name, hex: toHex(bytes) })),
    },
    'invalid/courier.json': {
      ...known,
      manifests: refused.map(([reason, note]) => ({ reason, note })),
      // Beside the first manifest of the valid file.
      volumes: [
        { reason: 'courier_volume_missing', files: volumes.slice(0, 1).map(({ bytes }) => toHex(bytes)) },
        { reason: 'courier_volume_foreign', files: [...volumes.map(({ bytes }) => toHex(bytes)), toHex(utf8('volume 3\n'))] },
      ],
    },
  }
}
