import { Fault, utf8 } from '@enlace/core'
import { generateSigner, type KeyStatement, type NoteSigner, signKeyStatement, vkeyOf } from '@enlace/proof/node'
import { readConfig } from '../config.ts'
import { dataFolder } from '../store/data-folder.ts'
import { keepStatement, readRootKeys } from '../store/key-statements.ts'
import { isStatable, nodeName, useOfName } from '../store/log-names.ts'
import { writeSecret } from '../store/node-keys.ts'
import { type NodeSigners, openNodeSigners } from '../store/node-signers.ts'
import { openOfflineRoot } from '../store/offline-root.ts'
import { readPartners } from '../store/partners.ts'
import { formatTokenAddress, parseTokenAddress, type TokenAddress } from '../store/token-address.ts'
import { makeTokenKeys, openTokenSigner } from '../store/token-signers.ts'

const dayMs = 86_400_000

export type Rotated = { readonly name: string; readonly until: number }

/**
 * Makes new keys beside those that sign now, and states them: each statement is signed by the offline root and by the former keys. `what` is a use
 * (`log`, `receipt`, `release`) for all keys of that use, or what stands behind the node's name, as `out/us/1`. A running node takes them up by itself.
 */
export async function rotateKeys(
  dataDir: string,
  what: string,
  options: {
    readonly root: string
    readonly days: number
    readonly now: Date /** Where the new keys are made; files without one. */
    readonly token?: string | undefined
  },
): Promise<readonly Rotated[]> {
  const { signers, root, names, current } = await openKeyDesk(dataDir, what, options.root)
  const rotated: Rotated[] = []
  for (const name of names) {
    const former = current(name)
    const at = options.now.getTime()
    const until = at + options.days * dayMs
    const keys = await makeSuccessors(dataDir, name, former, options.token)
    const statement: KeyStatement = { what: 'add', name, at, keys: keys.map(vkeyOf), former: former.map(vkeyOf), until }
    await state(dataDir, signers, statement, [...root, ...former])
    rotated.push({ name, until })
  }
  return rotated
}

/** A node's keys with its root at hand, and the names that `what` means. Throws Fault `key_unknown` when it means none. */
export async function openKeyDesk(dataDir: string, what: string, rootFile: string) {
  const { authority } = readConfig(dataDir)
  const pinned = await readRootKeys(dataDir, authority)
  const root = await openOfflineRoot(rootFile, authority, pinned)
  const signers = await openNodeSigners(
    dataDir,
    authority,
    authority.agencies.map(({ id }) => id),
  )
  for (const { party } of await readPartners(dataDir, new Date())) await signers.withPartner(party)
  const names = signers.ring
    .names()
    .filter((name) => name === what || name === `${nodeName(authority)}/${what}` || useOfName(authority, name) === what)
    .filter((name) => isStatable(authority, name))
  if (names.length === 0) throw new Fault('key_unknown', { name: what })
  const current = (name: string): readonly NoteSigner[] => {
    const ids = new Set(signers.ring.currentOf(name).map(({ id }) => id))
    return signers.signersOf(name).filter(({ keyId }) => ids.has(keyId))
  }
  return { signers, root, names, current }
}

/** New keys of the types that sign now; their private halves are durable before this returns. */
export async function makeSuccessors(
  dataDir: string,
  name: string,
  former: readonly Pick<NoteSigner, 'type'>[],
  token?: string,
): Promise<readonly NoteSigner[]> {
  if (token !== undefined) return await makeInToken(dataDir, name, former, parseTokenAddress(token))
  const made = [...new Set(former.map(({ type }) => type))].map((type) => generateSigner(name, type))
  for (const { signer, pkcs8Pem } of made) await keep(dataDir, signer, pkcs8Pem)
  return made.map(({ signer }) => signer)
}

/** The same in a token: the file holds the address. One that stays without its statement signs nothing. */
async function makeInToken(dataDir: string, name: string, former: readonly Pick<NoteSigner, 'type'>[], token: TokenAddress) {
  const address = makeTokenKeys(token, name)
  const made = [...new Set(former.map(({ type }) => type))].map((type) => openTokenSigner(address, name, type))
  for (const signer of made) await keep(dataDir, signer, formatTokenAddress(address))
  return made
}

async function keep(dataDir: string, { name, type, keyId }: NoteSigner, text: string): Promise<void> {
  await writeSecret(dataFolder(dataDir).laterKey(name, type === 0x06 ? 'ml-dsa-44' : 'ed25519', keyId), utf8(text))
}

/** Signs a statement and keeps it where the node finds it. */
export async function state(dataDir: string, signers: NodeSigners, statement: KeyStatement, by: readonly NoteSigner[]): Promise<void> {
  const note = signKeyStatement(statement, by, Math.max(1, Math.floor(statement.at / 1000)))
  await keepStatement(dataDir, readConfig(dataDir).authority.party, note)
  await signers.take(statement)
}
