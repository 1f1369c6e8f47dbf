/**
 * Verification is written once, as generators that ask for a hash or a signature check and go on with the answer.
 * `runNow` drives them with synchronous cryptography (node:crypto), `runLater` with promises (WebCrypto).
 */
export type SignatureAlgorithm = 'ed25519' | 'ml-dsa-44'

/** One thing a verification needs done: a SHA-256 digest, or one signature checked. */
export type Ask =
  | { readonly do: 'sha256'; readonly bytes: Uint8Array }
  | {
      readonly do: 'verify'
      readonly algorithm: SignatureAlgorithm
      readonly publicKey: Uint8Array
      readonly message: Uint8Array
      readonly signature: Uint8Array
    }

/** What comes back: the digest of a `sha256`, whether a `verify` holds; the other member is empty. */
export type Answer = { readonly digest: Uint8Array; readonly holds: boolean }

/** A computation that hashes and verifies only by asking. */
export type Work<T> = Generator<Ask, T, Answer>

/** The cryptography of one platform: pure functions that never throw on a stranger's bytes. */
export type Crypto<Digest, Holds> = {
  readonly sha256: (bytes: Uint8Array) => Digest
  readonly verify: (algorithm: SignatureAlgorithm, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Holds
}
export type CryptoNow = Crypto<Uint8Array, boolean>
export type CryptoLater = Crypto<Promise<Uint8Array>, Promise<boolean>>

/** Asks for a SHA-256 digest (32 bytes). */
export function* askSha256(bytes: Uint8Array): Work<Uint8Array> {
  const answer = yield { do: 'sha256', bytes }
  return answer.digest
}

/** Asks whether a signature by a public key holds over a message. */
export function* askVerify(
  algorithm: SignatureAlgorithm,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Work<boolean> {
  const answer = yield { do: 'verify', algorithm, publicKey, message, signature }
  return answer.holds
}

const nothing = new Uint8Array(0)

/** Does the work at once. */
export function runNow<T>(work: Work<T>, crypto: CryptoNow): T {
  let step = work.next()
  while (!step.done) {
    const ask = step.value
    step = work.next(
      ask.do === 'sha256'
        ? { digest: crypto.sha256(ask.bytes), holds: false }
        : { digest: nothing, holds: crypto.verify(ask.algorithm, ask.publicKey, ask.message, ask.signature) },
    )
  }
  return step.value
}

/** Does the work with promises. */
export async function runLater<T>(work: Work<T>, crypto: CryptoLater): Promise<T> {
  let step = work.next()
  while (!step.done) {
    const ask = step.value
    step = work.next(
      ask.do === 'sha256'
        ? { digest: await crypto.sha256(ask.bytes), holds: false }
        : { digest: nothing, holds: await crypto.verify(ask.algorithm, ask.publicKey, ask.message, ask.signature) },
    )
  }
  return step.value
}
