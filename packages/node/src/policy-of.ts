import { formatPolicy, vkeyOf } from '@enlace/proof/node'
import type { Partner } from './exchange/open-partner.ts'
import type { ProvenPosition } from './log/prove-record.ts'
import type { NodeSigners } from './store/node-signers.ts'

/** Under which keys a position is to be read: the log's, and for exchanged logs the receiver's receipt keys. */
export function policyOf(position: Pick<ProvenPosition, 'origin' | 'role'>, partners: readonly Partner[], signers: NodeSigners): string {
  const partner = partners.find(({ out, in: incoming }) => out.origin === position.origin || incoming.origin === position.origin)
  const logs =
    position.role === 'journal'
      ? signers.journal.map(vkeyOf)
      : position.role === 'out'
        ? partner?.signers.outbound.map(vkeyOf)
        : partner?.pairing.keys.outbound
  const receipts =
    position.role === 'journal' ? [] : position.role === 'out' ? partner?.pairing.keys.receipt : partner?.signers.receipt.map(vkeyOf)
  const witnesses = (receipts ?? []).map((key, i) => ({ name: `receipt-${i + 1}`, key, url: null }))
  return formatPolicy({
    logs: (logs ?? []).map((key) => ({ key, url: null })),
    witnesses,
    groups: witnesses.length === 0 ? [] : [{ name: 'receipt', threshold: 1, members: witnesses.map((witness) => witness.name) }],
    quorum: witnesses.length === 0 ? 'none' : 'receipt',
  })
}
