import type { CryptoLater, SignatureAlgorithm } from './crypto-port.ts'

// What WebCrypto calls each algorithm and the raw form of its public key.
const imports: Readonly<Record<SignatureAlgorithm, { readonly name: string; readonly format: string }>> = {
  ed25519: { name: 'Ed25519', format: 'raw' },
  'ml-dsa-44': { name: 'ML-DSA-44', format: 'raw-public' },
}

/** The part of WebCrypto that is used, typed for algorithms that are newer than the type libraries. */
type Subtle = {
  readonly digest: (name: 'SHA-256', bytes: Uint8Array) => Promise<ArrayBuffer>
  readonly importKey: (format: string, key: Uint8Array, algorithm: object, extractable: boolean, usages: string[]) => Promise<object>
  readonly verify: (algorithm: object, key: object, signature: Uint8Array, message: Uint8Array) => Promise<boolean>
}

/** Verification over a WebCrypto `subtle`. False where the browser does not know the algorithm or the key; never throws. */
export function webCrypto(subtle: object): CryptoLater {
  const { digest, importKey, verify } = bindSubtle(subtle)
  return {
    sha256: async (bytes) => new Uint8Array(await digest('SHA-256', bytes)),
    verify: async (algorithm, publicKey, message, signature) => {
      const { name, format } = imports[algorithm]
      try {
        const key = await importKey(format, publicKey, { name }, false, ['verify'])
        return await verify({ name }, key, signature, message)
      } catch {
        return false
      }
    },
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
