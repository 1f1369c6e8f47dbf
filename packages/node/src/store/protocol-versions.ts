/** Versions of the exchange protocol that this node speaks: a release speaks its own and the one before it. */
export const protocolVersions: readonly number[] = [1]
