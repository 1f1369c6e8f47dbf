import { runNow } from './crypto-port.ts'
import { type KeyStatement, keyStatementMessage, keyStatementText, timedSignature } from './key-statement.ts'
import { nodeCrypto } from './node-crypto.ts'
import { formatSignatureLine } from './note.ts'
import type { NoteSigner } from './signer.ts'
import { type TransportStatement, transportStatementText } from './transport-statement.ts'

/** Signs a statement about keys: the whole note, one line for each signer in order. `timeSeconds` is POSIX time and not zero. */
export function signKeyStatement(statement: KeyStatement, signers: readonly NoteSigner[], timeSeconds: number): string {
  return signStatement(keyStatementText(statement), signers, timeSeconds)
}

/** The same for a statement about transport certificates, which the root signs alone. */
export function signTransportStatement(statement: TransportStatement, root: readonly NoteSigner[], timeSeconds: number): string {
  return signStatement(transportStatementText(statement), root, timeSeconds)
}

function signStatement(text: string, signers: readonly NoteSigner[], timeSeconds: number): string {
  const lines = signers.map((signer) => {
    const signature = signer.sign(runNow(keyStatementMessage(text, signer, timeSeconds), nodeCrypto))
    return formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature: timedSignature(signer.type, timeSeconds, signature) })
  })
  return `${text}\n${lines.join('')}`
}
