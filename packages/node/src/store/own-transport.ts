import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Fault, fromUtf8 } from '@enlace/core'
import type { TransportStatement } from '@enlace/proof/node'
import { dataFolder } from './data-folder.ts'
import { readRootKeys, readTransportStatements } from './key-statements.ts'
import type { NodeName } from './log-names.ts'
import { findSecret } from './node-keys.ts'
import { openTransportRing, shortOf, type TransportKey, type TransportRing } from './transport-ring.ts'

/** A transport key with its certificate, both PEM. */
export type TransportIdentity = { readonly key: string; readonly certificate: string; readonly fingerprint: string }

/** The node's own transport certificates and the keys that belong to them. */
export type OwnTransport = {
  readonly ring: TransportRing
  /** What to show a partner when calling it, in the order of trying: one that it is known to accept first. */
  readonly shownTo: (party: string, now: Date) => readonly TransportIdentity[]
  /** What the exchange's server can show; the first to whoever asks for none by name. */
  readonly served: (now: Date) => readonly TransportIdentity[]
  /** Puts a statement of our own into effect. Throws Fault `key_unknown` when the private half of a good certificate is not here. */
  readonly take: (statement: TransportStatement) => Promise<void>
  /** A partner has acknowledged a statement: it knows its certificates. */
  readonly noteKnown: (party: string, statement: TransportStatement) => void
}

/** Opens the node's transport keys: the first one, and those that statements have added since. */
export async function openOwnTransport(root: string, node: NodeName): Promise<OwnTransport> {
  const folder = dataFolder(root)
  const ring = openTransportRing(await readFile(folder.transportCertificate, 'utf8'))
  const keys = new Map<string, string>()
  /** Statements that each partner has acknowledged, by their time. */
  const known = new Map<string, number>()
  const isFirst = ({ since }: TransportKey) => since === null

  async function load(): Promise<void> {
    for (const one of ring.keys()) {
      if (keys.has(one.fingerprint)) continue
      const file = isFirst(one) ? folder.transportKey : folder.laterTransportKey(shortOf(one.fingerprint))
      const pem = existsSync(file) ? await findSecret(file) : undefined
      if (pem !== undefined) keys.set(one.fingerprint, fromUtf8(pem) ?? '')
      // A revoked one may be destroyed, one that others rely on may not.
      else if (one.revoked === null && one.until === null) throw new Fault('key_unknown', { name: `transport+${shortOf(one.fingerprint)}` })
    }
  }
  for (const { statement } of await readTransportStatements(root, { ...node, root: await readRootKeys(root, node) })) ring.take(statement)
  await load()

  const identities = (list: readonly TransportKey[]): TransportIdentity[] =>
    list.flatMap(({ certificate, fingerprint }) => {
      const key = keys.get(fingerprint)
      return key === undefined ? [] : [{ key, certificate, fingerprint }]
    })
  /** Oldest first among the good ones, then those that are no longer: somebody may not have heard of that yet. */
  const cautious = (now: Date): readonly TransportKey[] => {
    const good = ring.accepted(now).toReversed()
    return [...good, ...ring.keys().filter((one) => !good.includes(one))]
  }
  return {
    ring,
    shownTo: (party, now) => {
      // One that the partner may have heard to be revoked, while we have not heard that it did, is followed by the newest.
      const all = ring.keys().toReversed()
      const isKnown = ({ since }: TransportKey) => since === null || since.getTime() <= (known.get(party) ?? 0)
      const first = [all.find(isKnown), ring.accepted(now)[0]].filter((one) => one !== undefined)
      return identities([...new Set([...first, ...all])])
    },
    served: (now) => identities(cautious(now)),
    take: async (statement) => {
      if (ring.take(statement)) await load()
    },
    noteKnown: (party, { at }) => void known.set(party, Math.max(known.get(party) ?? 0, at)),
  }
}
