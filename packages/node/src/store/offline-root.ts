import { existsSync } from 'node:fs'
import { Fault, fromUtf8 } from '@enlace/core'
import { formatVkey, generateSigner, loadSigner, type NoteSigner, vkeyOf } from '@enlace/proof/node'
import { dataFolder } from './data-folder.ts'
import { type NodeName, rootKeyName } from './log-names.ts'
import { findSecret, writeFileDurably } from './node-keys.ts'
import { isTokenAddress, parseTokenAddress, type TokenAddress } from './token-address.ts'
import { makeTokenKeys, openTokenSigner } from './token-signers.ts'

/**
 * Makes a node's offline root: both private keys in one file, or token (`pkcs11:…`), which is to leave the machine, and the verifier keys in the data
 * folder. Throws Fault `root_exists` when the node has one: partners pinned it.
 */
export async function makeOfflineRoot(root: string, node: NodeName, file = dataFolder(root).offlineRoot): Promise<void> {
  const folder = dataFolder(root)
  if (existsSync(folder.rootKeys) || existsSync(file)) throw new Fault('root_exists', { file: existsSync(file) ? file : folder.rootKeys })
  if (isTokenAddress(file)) {
    const address = makeTokenKeys(parseTokenAddress(file), rootKeyName(node))
    await keepRootKeys(root, openTokenRoot(address, node))
    return
  }
  const made = ([0x01, 0x06] as const).map((type) => generateSigner(rootKeyName(node), type))
  await writeFileDurably(file, made.map(({ pkcs8Pem }) => pkcs8Pem).join(''))
  await keepRootKeys(
    root,
    made.map(({ signer }) => signer),
  )
}

async function keepRootKeys(root: string, signers: readonly NoteSigner[]): Promise<void> {
  await writeFileDurably(dataFolder(root).rootKeys, signers.map((signer) => `${formatVkey(vkeyOf(signer))}\n`).join(''))
}

function openTokenRoot(address: TokenAddress, node: NodeName): readonly NoteSigner[] {
  return ([0x01, 0x06] as const).map((type) => openTokenSigner(address, rootKeyName(node), type))
}

/** Opens the private root from wherever it was brought. Throws Fault `root_differs` when it is not the root of this node, `root_missing`, or `secret_file_unsafe`. */
export async function openOfflineRoot(
  file: string,
  node: NodeName,
  pinned: readonly { readonly id: string }[],
): Promise<readonly NoteSigner[]> {
  const isRoot = (signers: readonly NoteSigner[]) =>
    pinned.length > 0 && pinned.every(({ id }) => signers.some((signer) => signer.keyId === id))
  if (isTokenAddress(file)) {
    const signers = openTokenRoot(parseTokenAddress(file), node)
    if (isRoot(signers)) return signers
    throw new Fault('root_differs', { file })
  }
  const bytes = await findSecret(file)
  if (bytes === undefined) throw new Fault('root_missing', { file })
  const text = fromUtf8(bytes) ?? ''
  const [ed25519 = '', mlDsa = ''] = text.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/g) ?? []
  try {
    const signers = [loadSigner(rootKeyName(node), 0x01, ed25519), loadSigner(rootKeyName(node), 0x06, mlDsa)]
    if (isRoot(signers)) return signers
  } catch (cause) {
    throw new Fault('root_differs', { file }, { cause })
  }
  throw new Fault('root_differs', { file })
}
