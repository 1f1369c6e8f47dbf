import { utf8 } from '@enlace/core'
import { formatVkey, type VerifierKey, vkeyOf } from '@enlace/proof/node'
import type { Partner } from './exchange/open-partner.ts'
import type { readLogFigures } from './store/exchange-status.ts'
import { readAloudDigits } from './store/read-aloud.ts'

type Figures = Awaited<ReturnType<typeof readLogFigures>>

/** What the exchange page shows of one partner: link, agreement, keys, logs, last fault. */
export function statusOf(partner: Partner, figures: Figures) {
  const { pairing, agreement, signers } = partner
  const link = partner.link.state()
  const logs = figures.filter((log) => log.partner === partner.party)
  const agreed = agreement()
  const heldUntil = logs.find((log) => log.direction === 'out')?.heldUntil ?? null
  return {
    party: partner.party,
    name: { es: pairing.name.es ?? partner.party, en: pairing.name.en ?? partner.party },
    link: link.state,
    since: link.since.toISOString(),
    heldUntil: link.state === 'held' ? (heldUntil?.toISOString() ?? null) : null,
    agreement: agreed === undefined ? null : { id: agreed.id, title: { ...agreed.title }, from: agreed.startsOn, to: agreed.endsOn },
    keys: [
      ...keysOf(pairing.keys.outbound, 'log', false),
      ...keysOf(pairing.keys.receipt, 'receipt', false),
      ...keysOf([pairing.keys.party], 'party', false),
      ...keysOf(signers.outbound.map(vkeyOf), 'log', true),
      ...keysOf(signers.receipt.map(vkeyOf), 'receipt', true),
    ],
    logs: logs.map((log) => ({
      origin: log.origin,
      direction: log.direction,
      size: log.size,
      receipted: log.receipted,
      sent: log.direction === 'out' ? Math.max(log.receipted, Math.min(log.size, partner.sent())) : log.size,
      waiting: log.size - log.receipted,
      oldestWaitingSince: log.oldestWaitingSince?.toISOString() ?? null,
      frozen: log.frozen,
      wanted: log.wanted,
      recovered: log.recovered,
      checkpointSize: log.checkpointSize,
      lastReceiptAt: log.lastReceiptAt?.toISOString() ?? null,
      latencyMs: { p50: log.p50, p95: log.p95 },
    })),
    lastFault:
      link.lastFault === null
        ? null
        : { code: link.lastFault.code, at: link.lastFault.at.toISOString(), values: { ...link.lastFault.values } },
    quarantined: logs.reduce((sum, log) => sum + log.quarantined, 0),
    refused: partner.exchange.refusals.list().map((each) => ({ ...each, lastAt: each.lastAt.toISOString() })),
  }
}

function keysOf(keys: readonly VerifierKey[], use: string, own: boolean) {
  return keys.map((key) => ({ name: key.name, algorithm: algorithmOf(key), fingerprint: key.id, digits: digitsOfKey(key), own, use }))
}

/** A key as people read it to each other: the digits cover its name, type and every byte of it. */
export function digitsOfKey(key: VerifierKey): string {
  return readAloudDigits('key', utf8(formatVkey(key)))
}

/** What a key's algorithm is called. */
export function algorithmOf(key: VerifierKey): string {
  return key.type === 0x06 ? 'ML-DSA-44' : 'Ed25519'
}
