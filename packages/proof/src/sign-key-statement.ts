import { runNow } from './crypto-port.ts'
import { type KeyStatement, keyStatementMessage, keyStatementText, timedSignature } from './key-statement.ts'
import { nodeCrypto } from './node-crypto.ts'
import { formatSignatureLine } from './note.ts'
import type { NoteSigner } from './signer.ts'

/** Signs a statement about keys: the whole note, one line for each signer in order. `timeSeconds` is POSIX time and not zero. */
export function signKeyStatement(statement: KeyStatement, signers: readonly NoteSigner[], timeSeconds: number): string {
  const text = keyStatementText(statement)
  const lines = signers.map((signer) => {
    const signature = signer.sign(runNow(keyStatementMessage(text, signer, timeSeconds), nodeCrypto))
    return formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature: timedSignature(signer.type, timeSeconds, signature) })
  })
  return `${text}\n${lines.join('')}`
}
