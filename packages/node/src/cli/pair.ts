import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { accept, type Result, refuse } from '@enlace/core'
import { type NoteSigner, vkeyOf } from '@enlace/proof/node'
import { kinds } from '@enlace/records'
import { readConfig } from '../config.ts'
import { openCourierKey } from '../store/courier-key.ts'
import { dataFolder } from '../store/data-folder.ts'
import { readRootKeys } from '../store/key-statements.ts'
import { writeFileDurably } from '../store/node-keys.ts'
import { openNodeSigners } from '../store/node-signers.ts'
import { type OwnTransport, openOwnTransport } from '../store/own-transport.ts'
import { type Pairing, type PairingRefusal, pairingFingerprint, pairingText, parsePairing } from '../store/pairing.ts'
import { pairingFile } from '../store/partners.ts'
import { protocolVersions } from '../store/protocol-versions.ts'
import { signText } from '../store/signed-text.ts'

/** A pairing file ready to hand over, and the digits to read aloud. */
export type ExportedPairing = { readonly note: string; readonly fingerprint: string }

/** Writes this node's pairing for one partner. The keys of that partnership are made the first time; the same node always gives the same text. */
export async function exportPairing(dataDir: string, partner: string): Promise<ExportedPairing> {
  const { authority, exchange } = readConfig(dataDir)
  const agencies = authority.agencies.map(({ id }) => id)
  const signers = await openNodeSigners(dataDir, authority, agencies)
  const { outbound, receipt } = await signers.withPartner(partner)
  const newest = (list: readonly NoteSigner[]) => [...new Map(list.map((signer) => [signer.type, vkeyOf(signer)])).values()]
  const text = pairingText({
    party: authority.party,
    domain: authority.domain,
    madeFor: partner,
    name: authority.name,
    agencies: authority.agencies.map(({ id, name }) => ({ id, name })),
    exchangeUrl: exchange.url,
    certificate: newestCertificate(await openOwnTransport(dataDir, authority)),
    keys: {
      party: vkeyOf(signers.party),
      outbound: newest(outbound),
      receipt: newest(receipt),
      courier: [(await openCourierKey(dataFolder(dataDir).courierKey)).recipient],
      release: Object.fromEntries([...signers.release].map(([agency, list]) => [agency, newest(list)])),
      root: await readRootKeys(dataDir, authority),
    },
    protocols: protocolVersions,
    kinds: [...kinds.keys()],
  })
  const note = signText(text, signers.party)
  return { note, fingerprint: pairingFingerprint(note) ?? '' }
}

function newestCertificate({ ring }: OwnTransport): string {
  const [newest = ring.keys().at(-1)] = ring.accepted(new Date())
  return newest?.certificate ?? ''
}

/**
 * Reads a partner's pairing file for this node and says whom it names and which digits to compare; nothing is written.
 * Refuses the node's own file, one made for another party, and protocol versions without overlap.
 */
export function examinePairing(
  dataDir: string,
  note: string,
  now: Date,
): Result<{ readonly pairing: Pairing; readonly fingerprint: string }, PairingRefusal> {
  const { authority } = readConfig(dataDir)
  const parsed = parsePairing(note, now)
  if (!parsed.ok) return parsed
  const pairing = parsed.value
  if (pairing.party === authority.party) return refuse('pairing_self', { party: pairing.party })
  if (pairing.madeFor !== authority.party) return refuse('pairing_for_another', { party: pairing.madeFor })
  if (!pairing.protocols.some((version) => protocolVersions.includes(version))) return refuse('pairing_protocol_unknown')
  return accept({ pairing, fingerprint: pairingFingerprint(note) ?? '' })
}

/**
 * Accepts a partner's pairing once a person has compared its fingerprint (spaces and hyphens do not matter). A partner that is already known is
 * replaced only when `replace` says so: a second pairing with other keys is how somebody would put himself in between.
 */
export async function importPairing(
  dataDir: string,
  note: string,
  fingerprint: string,
  options: { readonly now?: Date; readonly replace?: boolean } = {},
): Promise<Result<Pairing, PairingRefusal>> {
  const examined = examinePairing(dataDir, note, options.now ?? new Date())
  if (!examined.ok) return examined
  const digits = (text: string): string => text.replaceAll(/[\s-]/g, '')
  if (digits(fingerprint) !== digits(examined.value.fingerprint)) return refuse('pairing_fingerprint_differs')
  const { pairing } = examined.value
  const file = pairingFile(dataDir, pairing.party)
  if (existsSync(file) && options.replace !== true) {
    if ((await readFile(file, 'utf8')) === note) return accept(pairing)
    return refuse('pairing_already_known', { party: pairing.party })
  }
  await writeFileDurably(file, note)
  return accept(pairing)
}
