/**
 * Verification is written once, as generators that ask for a hash or a signature check and go on with the answer.
 * `runNow` drives them with synchronous cryptography (node:crypto), `runLater` with promises (WebCrypto).
 */
export type SignatureAlgorithm = 'ed25519' | 'ml-dsa-44'

/** Digests of certificates and time-stamps. */
export type HashName = 'sha256' | 'sha384' | 'sha512'

/** Signatures of certificates and time-stamps: RSA with PKCS #1 padding, ECDSA on a curve whose field has `size` bytes, Ed25519. */
export type CertifiedScheme =
  | { readonly type: 'rsa'; readonly hash: HashName }
  | { readonly type: 'ecdsa'; readonly hash: HashName; readonly curve: 'P-256' | 'P-384' | 'P-521'; readonly size: number }
  | { readonly type: 'ed25519' }

/** One thing a verification needs done: a digest, or one signature checked. */
export type Ask =
  | { readonly do: 'sha256'; readonly bytes: Uint8Array }
  | {
      readonly do: 'verify'
      readonly algorithm: SignatureAlgorithm
      readonly publicKey: Uint8Array
      readonly message: Uint8Array
      readonly signature: Uint8Array
    }
  | { readonly do: 'digest'; readonly hash: HashName; readonly bytes: Uint8Array }
  | {
      readonly do: 'certified'
      readonly scheme: CertifiedScheme
      /** SubjectPublicKeyInfo. */
      readonly key: Uint8Array
      readonly message: Uint8Array
      /** For ECDSA the two numbers side by side, each in `size` bytes. */
      readonly signature: Uint8Array
    }

/** What comes back: the digest, or whether a signature holds; the other member is empty. */
export type Answer = { readonly digest: Uint8Array; readonly holds: boolean }

/** A computation that hashes and verifies only by asking. */
export type Work<T> = Generator<Ask, T, Answer>

/** The cryptography of one platform: pure functions that never throw on a stranger's bytes. */
export type Crypto<Digest, Holds> = {
  readonly sha256: (bytes: Uint8Array) => Digest
  readonly verify: (algorithm: SignatureAlgorithm, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Holds
  readonly digest: (hash: HashName, bytes: Uint8Array) => Digest
  readonly certified: (scheme: CertifiedScheme, key: Uint8Array, message: Uint8Array, signature: Uint8Array) => Holds
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

/** Asks for a digest of certificates and time-stamps. */
export function* askDigest(hash: HashName, bytes: Uint8Array): Work<Uint8Array> {
  const answer = yield { do: 'digest', hash, bytes }
  return answer.digest
}

/** Asks whether a signature of certificates and time-stamps holds. */
export function* askCertified(scheme: CertifiedScheme, key: Uint8Array, message: Uint8Array, signature: Uint8Array): Work<boolean> {
  const answer = yield { do: 'certified', scheme, key, message, signature }
  return answer.holds
}

const nothing = new Uint8Array(0)

/** Does the work at once. */
export function runNow<T>(work: Work<T>, crypto: CryptoNow): T {
  let step = work.next()
  while (!step.done) step = work.next(answerNow(step.value, crypto))
  return step.value
}

function answerNow(ask: Ask, crypto: CryptoNow): Answer {
  switch (ask.do) {
    case 'sha256':
      return { digest: crypto.sha256(ask.bytes), holds: false }
    case 'verify':
      return { digest: nothing, holds: crypto.verify(ask.algorithm, ask.publicKey, ask.message, ask.signature) }
    case 'digest':
      return { digest: crypto.digest(ask.hash, ask.bytes), holds: false }
    case 'certified':
      return { digest: nothing, holds: crypto.certified(ask.scheme, ask.key, ask.message, ask.signature) }
  }
}

/** Does the work with promises. */
export async function runLater<T>(work: Work<T>, crypto: CryptoLater): Promise<T> {
  let step = work.next()
  while (!step.done) step = work.next(await answerLater(step.value, crypto))
  return step.value
}

async function answerLater(ask: Ask, crypto: CryptoLater): Promise<Answer> {
  switch (ask.do) {
    case 'sha256':
      return { digest: await crypto.sha256(ask.bytes), holds: false }
    case 'verify':
      return { digest: nothing, holds: await crypto.verify(ask.algorithm, ask.publicKey, ask.message, ask.signature) }
    case 'digest':
      return { digest: await crypto.digest(ask.hash, ask.bytes), holds: false }
    case 'certified':
      return { digest: nothing, holds: await crypto.certified(ask.scheme, ask.key, ask.message, ask.signature) }
  }
}
