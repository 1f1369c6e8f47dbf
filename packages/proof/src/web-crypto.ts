import type { CertifiedScheme, CryptoLater, HashName, SignatureAlgorithm } from './crypto-port.ts'

// What WebCrypto calls each algorithm and the raw form of its public key.
const imports: Readonly<Record<SignatureAlgorithm, { readonly name: string; readonly format: string }>> = {
  ed25519: { name: 'Ed25519', format: 'raw' },
  'ml-dsa-44': { name: 'ML-DSA-44', format: 'raw-public' },
}

const hashNames: Readonly<Record<HashName, string>> = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' }

function certifiedAlgorithm(scheme: CertifiedScheme): object {
  switch (scheme.type) {
    case 'rsa':
      return { name: 'RSASSA-PKCS1-v1_5', hash: hashNames[scheme.hash] }
    case 'ecdsa':
      return { name: 'ECDSA', namedCurve: scheme.curve, hash: hashNames[scheme.hash] }
    case 'ed25519':
      return { name: 'Ed25519' }
  }
}

/** The part of WebCrypto that is used, typed for algorithms that are newer than the type libraries. */
type Subtle = {
  readonly digest: (name: string, bytes: Uint8Array) => Promise<ArrayBuffer>
  readonly importKey: (format: string, key: Uint8Array, algorithm: object, extractable: boolean, usages: string[]) => Promise<object>
  readonly verify: (algorithm: object, key: object, signature: Uint8Array, message: Uint8Array) => Promise<boolean>
}

/** Verification over a WebCrypto `subtle`. False where the browser does not know the algorithm or the key; never throws. */
export function webCrypto(subtle: object): CryptoLater {
  const { digest, importKey, verify } = bindSubtle(subtle)
  const holds = async (format: string, bytes: Uint8Array, algorithm: object, message: Uint8Array, signature: Uint8Array) => {
    try {
      const key = await importKey(format, bytes, algorithm, false, ['verify'])
      return await verify(algorithm, key, signature, message)
    } catch {
      return false
    }
  }
  return {
    sha256: async (bytes) => new Uint8Array(await digest('SHA-256', bytes)),
    verify: async (algorithm, publicKey, message, signature) => {
      const { name, format } = imports[algorithm]
      return await holds(format, publicKey, { name }, message, signature)
    },
    digest: async (hash, bytes) => new Uint8Array(await digest(hashNames[hash], bytes)),
    certified: async (scheme, key, message, signature) => await holds('spki', key, certifiedAlgorithm(scheme), message, signature),
  }
}

function bindSubtle(subtle: object): Subtle {
  const port = subtle as Subtle
  return {
    digest: (name, bytes) => port.digest(name, bytes),
    importKey: (format, key, algorithm, extractable, usages) => port.importKey(format, key, algorithm, extractable, usages),
    verify: (algorithm, key, signature, message) => port.verify(algorithm, key, signature, message),
  }
}
