import { fromUtf8, utf8 } from '@enlace/core'
import { generateSigner, loadSigner, type NoteSigner, type SignatureType } from '@enlace/proof/node'
import { type DataFolder, dataFolder, type KeyAlgorithm } from './data-folder.ts'
import { journalOrigin, type NodeName, outboundOrigin, partyKeyName, receiptKeyName, releaseKeyName } from './log-names.ts'
import { findOrMakeSecret } from './node-keys.ts'

/** Every key a node signs with. Ed25519 first, ML-DSA-44 beside it wherever a standard gives it a place. */
export type NodeSigners = {
  readonly journal: readonly NoteSigner[]
  /** Signs pairings and agreements; Ed25519 only, since a plain note has no ML-DSA signature type (C2SP signed-note). */
  readonly party: NoteSigner
  /** By agency: signs releases. */
  readonly release: ReadonlyMap<string, readonly NoteSigner[]>
  /** Keys of one partnership, made the first time they are asked for: our outbound log and our receipts. */
  readonly withPartner: (partner: string) => Promise<PartnerSigners>
}

export type PartnerSigners = { readonly outbound: readonly NoteSigner[]; readonly receipt: readonly NoteSigner[] }

/** Loads a node's signing keys, making each that does not exist yet; a new key is durable before it is returned. */
export async function openNodeSigners(root: string, node: NodeName, agencies: readonly string[]): Promise<NodeSigners> {
  const folder = dataFolder(root)
  const journal = await openPair(journalOrigin(node), 0x01, folder.journalKey)
  const party = await openSigner(partyKeyName(node), 0x01, folder.partyKey)
  const release = new Map<string, readonly NoteSigner[]>()
  for (const agency of agencies) {
    release.set(agency, await openPair(releaseKeyName(node, agency), 0x01, (algorithm) => folder.releaseKey(agency, algorithm)))
  }
  return { journal, party, release, withPartner: (partner) => openPartnerSigners(folder, node, partner) }
}

async function openPartnerSigners(folder: DataFolder, node: NodeName, partner: string): Promise<PartnerSigners> {
  return {
    outbound: await openPair(outboundOrigin(node, partner), 0x01, (algorithm) => folder.outboundKey(partner, algorithm)),
    // A receipt is a cosignature: it states its time (C2SP tlog-cosignature), and Ed25519's does not bind the name, hence its own key.
    receipt: await openPair(receiptKeyName(node, partner), 0x04, (algorithm) => folder.receiptKey(partner, algorithm)),
  }
}

async function openPair(name: string, ed25519Type: 0x01 | 0x04, fileOf: (algorithm: KeyAlgorithm) => string): Promise<NoteSigner[]> {
  return [await openSigner(name, ed25519Type, fileOf('ed25519')), await openSigner(name, 0x06, fileOf('ml-dsa-44'))]
}

async function openSigner(name: string, type: SignatureType, file: string): Promise<NoteSigner> {
  const pem = await findOrMakeSecret(file, () => utf8(generateSigner(name, type).pkcs8Pem))
  return loadSigner(name, type, fromUtf8(pem) ?? '')
}
