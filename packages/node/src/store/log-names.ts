/** Names of a node's logs and keys (EXCHANGE 2.11). `domain` is the deployment's own. */
export type NodeName = { readonly party: string; readonly domain: string }

/** The name all others of a node start with: `node.mx.sig.example`. */
export function nodeName({ party, domain }: NodeName): string {
  return `node.${party}.${domain}`
}

/** Origin of a node's own journal. */
export function journalOrigin(node: NodeName, epoch = 1): string {
  return `${nodeName(node)}/journal/${epoch}`
}

/** The logs of one direction between two parties: `flash` holds what must not wait behind anything else. */
export const lanes = ['routine', 'flash'] as const
export type Lane = (typeof lanes)[number]

/** Origin of the log of a node to one partner. */
export function outboundOrigin(node: NodeName, partner: string, epoch = 1, lane: Lane = 'routine'): string {
  return `${nodeName(node)}/out/${partner}/${lane === 'routine' ? '' : `${lane}/`}${epoch}`
}

/** The log under whose name the keys of a log are enrolled: all logs between two parties, of any lane and epoch, are signed by the keys of the first routine one. */
export function enrolledName(name: string): string {
  return name.replace(/(\/out\/[^/]+)(?:\/flash)?\/\d+$/, '$1/1')
}

/** Name of the key with which a node receipts what one partner sent. */
export function receiptKeyName(node: NodeName, partner: string): string {
  return `${nodeName(node)}/in/${partner}`
}

/** Name of the key with which a party signs pairings and agreements. */
export function partyKeyName(node: NodeName): string {
  return `${nodeName(node)}/party`
}

/** Name of the key with which an agency signs what its officers release. */
export function releaseKeyName(node: NodeName, agency: string): string {
  return `${nodeName(node)}/release/${agency}`
}

/** Name of a party's offline root, which vouches for every other key. */
export function rootKeyName(node: NodeName): string {
  return `${nodeName(node)}/root`
}

/** Name under which a party's transport certificates are stated. */
export function transportKeyName(node: NodeName): string {
  return `${nodeName(node)}/transport`
}

/** What a key of this name signs; undefined for a name that is not of this node. */
export function useOfName(node: NodeName, name: string): KeyUse | undefined {
  const [own, use] = name.split('/')
  if (own !== nodeName(node)) return undefined
  if (use === 'journal' || use === 'out') return 'log'
  return use === 'in' ? 'receipt' : use === 'release' || use === 'root' || use === 'party' ? use : undefined
}

export type KeyUse = 'log' | 'receipt' | 'release' | 'party' | 'root'

/** Whether keys of this name can be added and revoked by a statement: the root and the party's own key change only with a new pairing. */
export function isStatable(node: NodeName, name: string): boolean {
  const use = useOfName(node, name)
  return use === 'log' || use === 'receipt' || use === 'release'
}
