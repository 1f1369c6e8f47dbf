import { existsSync } from 'node:fs'
import { Fault, fromUtf8, utf8 } from '@enlace/core'
import {
  generateSigner,
  type KeyStatement,
  loadSigner,
  type NoteSigner,
  type SignatureType,
  signerNamed,
  type VerifierKey,
  vkeyOf,
} from '@enlace/proof/node'
import { dataFolder, type KeyAlgorithm } from './data-folder.ts'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { readRootKeys, readStatements } from './key-statements.ts'
import { enrolledName, journalOrigin, type NodeName, outboundOrigin, partyKeyName, receiptKeyName, releaseKeyName } from './log-names.ts'
import { findOrMakeSecret, findSecret } from './node-keys.ts'
import { isTokenAddress, parseTokenAddress } from './token-address.ts'
import { openTokenSigner } from './token-signers.ts'

/**
 * Every key a node signs with. Ed25519 first, ML-DSA-44 beside it wherever a standard gives it a place; while one key follows another, both
 * pairs, the older first. The lists grow and shrink as keys are added and retired, so whoever signs asks each time.
 */
export type NodeSigners = {
  readonly journal: readonly NoteSigner[]
  /** Signs pairings and agreements; Ed25519 only, since a plain note has no ML-DSA signature type (C2SP signed-note). */
  readonly party: NoteSigner
  /** By agency: signs releases. */
  readonly release: ReadonlyMap<string, readonly NoteSigner[]>
  /** Keys of one partnership, made the first time they are asked for: our outbound log and our receipts. */
  readonly withPartner: (partner: string) => Promise<PartnerSigners>
  /** Signers of a name, as they are now. */
  readonly signersOf: (name: string) => readonly NoteSigner[]
  /** What those keys are and were, and what was stated about them. */
  readonly ring: KeyRing
  /** Puts a statement of our own into effect: its new keys sign from now on. Throws Fault `key_unknown` when their private half is not here. */
  readonly take: (statement: KeyStatement) => Promise<void>
  /** Signs no more with a key. */
  readonly retire: (name: string, id: string) => void
}

export type PartnerSigners = { readonly outbound: readonly NoteSigner[]; readonly receipt: readonly NoteSigner[] }

/** Loads a node's signing keys, making each that does not exist yet; a new key is durable before it is returned. */
export async function openNodeSigners(root: string, node: NodeName, agencies: readonly string[]): Promise<NodeSigners> {
  const folder = dataFolder(root)
  const stated = await readStatements(root, { ...node, root: await readRootKeys(root, node) })
  const ring = openKeyRing([])
  const byName = new Map<string, readonly NoteSigner[]>()
  const of = (name: string): readonly NoteSigner[] => {
    const found = byName.get(enrolledName(name)) ?? []
    return enrolledName(name) === name ? found : found.map((signer) => signerNamed(signer, name))
  }

  async function open(name: string, ed25519Type: 0x01 | 0x04, fileOf: (algorithm: KeyAlgorithm) => string): Promise<void> {
    if (byName.has(name)) return
    const statements = stated.filter(({ statement }) => statement.name === name).map(({ statement }) => statement)
    // A first key that was followed and then destroyed is not made again.
    const isFollowed = statements.some(({ keys }) => keys.length > 0)
    const first = await Promise.all(
      ([ed25519Type, 0x06] as const)
        .map((type) => ({ type, file: fileOf(algorithmOf(type)) }))
        .filter(({ file }) => !isFollowed || existsSync(file))
        .map(({ type, file }) => openSigner(name, type, file)),
    )
    for (const signer of first) ring.add(vkeyOf(signer))
    for (const statement of statements) ring.take(statement)
    const later = statements.flatMap(({ keys }) => keys)
    byName.set(name, [...first, ...(await load(later))])
  }

  /** Signers of keys that followed others; what was revoked may be destroyed too. */
  async function load(keys: readonly VerifierKey[]): Promise<NoteSigner[]> {
    const signers = await Promise.all(
      keys.map(async (key) => {
        const pem = await findSecret(folder.laterKey(key.name, algorithmOf(key.type), key.id))
        if (pem !== undefined) return openKey(key, fromUtf8(pem) ?? '')
        if (ring.currentOf(key.name).some(({ id }) => id === key.id)) throw new Fault('key_unknown', { name: `${key.name}+${key.id}` })
        return undefined
      }),
    )
    return signers.filter((signer) => signer !== undefined)
  }

  async function take(statement: KeyStatement): Promise<void> {
    const { name } = statement
    const before = new Set(ring.everOf(name).map(({ id }) => id))
    // What was known before signs already, or was retired and must not come back.
    if (!ring.take(statement)) return
    const signers = await load(statement.keys.filter(({ id }) => !before.has(id)))
    byName.set(name, [...of(name), ...signers])
    shareReleases()
  }

  const release = new Map<string, readonly NoteSigner[]>()
  function shareReleases(): void {
    for (const agency of agencies) release.set(agency, of(releaseKeyName(node, agency)))
  }

  await open(journalOrigin(node), 0x01, folder.journalKey)
  const party = await openSigner(partyKeyName(node), 0x01, folder.partyKey)
  for (const agency of agencies) {
    await open(releaseKeyName(node, agency), 0x01, (algorithm) => folder.releaseKey(agency, algorithm))
  }
  shareReleases()
  return {
    get journal() {
      return of(journalOrigin(node))
    },
    party,
    release,
    withPartner: async (partner) => {
      const [outbound, receipt] = [outboundOrigin(node, partner), receiptKeyName(node, partner)]
      await open(outbound, 0x01, (algorithm) => folder.outboundKey(partner, algorithm))
      // A receipt is a cosignature: it states its time (C2SP tlog-cosignature), and Ed25519's does not bind the name, hence its own key.
      await open(receipt, 0x04, (algorithm) => folder.receiptKey(partner, algorithm))
      return {
        get outbound() {
          return of(outbound)
        },
        get receipt() {
          return of(receipt)
        },
      }
    },
    signersOf: of,
    ring,
    take,
    retire: (name, id) => {
      byName.set(
        name,
        of(name).filter((signer) => signer.keyId !== id),
      )
      shareReleases()
    },
  }
}

async function openSigner(name: string, type: SignatureType, file: string): Promise<NoteSigner> {
  const pem = await findOrMakeSecret(file, () => utf8(generateSigner(name, type).pkcs8Pem))
  return loadSigner(name, type, fromUtf8(pem) ?? '')
}

/** A key's file holds the key itself, or where in a token it lies. Throws Fault `key_unknown` when that is another key. */
function openKey({ name, type, id }: VerifierKey, text: string): NoteSigner {
  if (!isTokenAddress(text)) return loadSigner(name, type, text)
  const signer = openTokenSigner(parseTokenAddress(text), name, type)
  if (signer.keyId !== id) throw new Fault('key_unknown', { name: `${name}+${id}` })
  return signer
}

function algorithmOf(type: SignatureType): KeyAlgorithm {
  return type === 0x06 ? 'ml-dsa-44' : 'ed25519'
}
