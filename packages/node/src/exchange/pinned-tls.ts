/**
 * How both ends of the exchange speak TLS: 1.3 alone, and a certificate is trusted because it is itself in the list. Without the last, OpenSSL looks for
 * an issuer by name, and of two certificates of one party, which sign themselves under the same name, it would find only one.
 */
export const pinnedTls = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3', allowPartialTrustChain: true } as const
