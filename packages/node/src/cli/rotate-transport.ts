import { X509Certificate } from 'node:crypto'
import { Fault, utf8 } from '@enlace/core'
import { signTransportStatement, type TransportStatement } from '@enlace/proof/node'
import { readConfig } from '../config.ts'
import { dataFolder } from '../store/data-folder.ts'
import { keepStatement, readRootKeys } from '../store/key-statements.ts'
import { nodeName, transportKeyName } from '../store/log-names.ts'
import { writeSecret } from '../store/node-keys.ts'
import { openOfflineRoot } from '../store/offline-root.ts'
import { openOwnTransport } from '../store/own-transport.ts'
import { hexOf, shortOf, type TransportKey } from '../store/transport-ring.ts'
import type { Revoked } from './revoke-keys.ts'
import type { Rotated } from './rotate-keys.ts'
import { makeTransportCertificate, transportHosts } from './transport-certificate.ts'

const dayMs = 86_400_000

/** Whether a command's NAME means the transport certificates: `transport`, or one of them as `transport+1a2b3c4d`. */
export function isTransport(what: string): boolean {
  return /^transport(\+[0-9a-f]{8})?$/.test(what)
}

/** Makes a new transport key and certificate, good beside the one until now for `days`, and states that under the root. A running node takes it up by itself. */
export async function rotateTransport(
  dataDir: string,
  options: { readonly root: string; readonly days: number; readonly now: Date },
): Promise<readonly Rotated[]> {
  const desk = await openDesk(dataDir, options.root)
  const at = options.now.getTime()
  const until = at + options.days * dayMs
  const former = desk.transport.ring.accepted(options.now)
  const certificate = await makeSuccessor(dataDir, options.now)
  await state(dataDir, desk, { what: 'add', name: desk.name, at, certificates: [certificate], former: former.map(hashOf), until })
  return [{ name: desk.name, until }]
}

/**
 * Revokes transport certificates: superseded, those that another follows and whose time is over (Fault `key_overlaps` before that); compromised, every
 * one that is good now, or the one named. Where none is left the same statement brings a successor.
 */
export async function revokeTransport(
  dataDir: string,
  what: string,
  options: {
    readonly root: string
    readonly reason: 'superseded' | 'compromised'
    readonly cutoff: number | undefined
    readonly now: Date
  },
): Promise<readonly Revoked[]> {
  const desk = await openDesk(dataDir, options.root)
  const { reason, now } = options
  const at = now.getTime()
  const id = what.split('+')[1]
  const sound = desk.transport.ring.keys().filter(({ revoked }) => revoked === null)
  const chosen = sound.filter(({ fingerprint, until }) =>
    id !== undefined ? shortOf(fingerprint) === id : reason === 'compromised' || until !== null,
  )
  if (chosen.length === 0) throw new Fault('key_unknown', { name: what })
  const early = chosen.find(({ until }) => until === null || until.getTime() > at)
  if (reason === 'superseded' && early !== undefined) {
    const until = early.until?.toISOString().slice(0, 10) ?? '–'
    throw new Fault('key_overlaps', { name: `transport+${shortOf(early.fingerprint)}`, until })
  }
  const isLast = sound.every((one) => chosen.includes(one))
  const certificates = isLast ? [await makeSuccessor(dataDir, now)] : []
  const cutoff = Math.min(options.cutoff ?? at, at)
  await state(dataDir, desk, { what: 'revoke', name: desk.name, at, certificates, former: chosen.map(hashOf), reason, cutoff })
  return [{ name: desk.name, ids: chosen.map(({ fingerprint }) => shortOf(fingerprint)), successors: certificates.length }]
}

type Desk = Awaited<ReturnType<typeof openDesk>>

async function openDesk(dataDir: string, rootFile: string) {
  const { authority } = readConfig(dataDir)
  const root = await openOfflineRoot(rootFile, authority, await readRootKeys(dataDir, authority))
  return { root, authority, name: transportKeyName(authority), transport: await openOwnTransport(dataDir, authority) }
}

/** A new certificate (DER); its key is durable before this returns. */
async function makeSuccessor(dataDir: string, now: Date): Promise<Uint8Array> {
  const { authority, exchange } = readConfig(dataDir)
  const { keyPem, certificatePem } = await makeTransportCertificate(nodeName(authority), transportHosts(exchange.url), now)
  const certificate = new X509Certificate(certificatePem)
  await writeSecret(dataFolder(dataDir).laterTransportKey(shortOf(certificate.fingerprint256)), utf8(keyPem))
  return Uint8Array.from(certificate.raw)
}

async function state(dataDir: string, { root, authority }: Desk, statement: TransportStatement): Promise<void> {
  const note = signTransportStatement(statement, root, Math.max(1, Math.floor(statement.at / 1000)))
  await keepStatement(dataDir, authority.party, note)
}

function hashOf({ fingerprint }: TransportKey): string {
  return hexOf(fingerprint)
}
