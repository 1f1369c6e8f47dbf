import { utf8 } from '@enlace/core'
import { formatVkey, type NoteSigner, type VerifierKey } from '@enlace/proof/node'
import { laneOfLog, type Partner } from './exchange/open-partner.ts'
import type { readLogFigures } from './store/exchange-status.ts'
import type { KeyRing, RingKey } from './store/key-ring.ts'
import { stateOfKey } from './store/list-keys.ts'
import { useOfName } from './store/log-names.ts'
import { readAloudDigits } from './store/read-aloud.ts'

type Figures = Awaited<ReturnType<typeof readLogFigures>>

/** What the exchange page shows of one partner: link, agreement, keys, logs, last fault. */
export function statusOf(partner: Partner, own: KeyRing, figures: Figures) {
  const { pairing, agreement, signers } = partner
  const link = partner.link.state()
  const logs = figures.filter((log) => log.partner === partner.party)
  const agreed = agreement()
  const heldUntil = logs.find((log) => log.direction === 'out' && log.lane === 'routine')?.heldUntil ?? null
  return {
    party: partner.party,
    name: { es: pairing.name.es ?? partner.party, en: pairing.name.en ?? partner.party },
    link: link.state,
    since: link.since.toISOString(),
    heldUntil: link.state === 'held' ? (heldUntil?.toISOString() ?? null) : null,
    agreement: agreed === undefined ? null : { id: agreed.id, title: { ...agreed.title }, from: agreed.startsOn, to: agreed.endsOn },
    keys: [
      ...partner.ring.names().flatMap((name) => showKeys(partner.ring.keysOf(name), useOfName(pairing, name), [])),
      ...[signers.outbound, signers.receipt].flatMap((signing, i) =>
        showKeys(own.keysOf(signing[0]?.name ?? ''), i === 0 ? 'log' : 'receipt', signing),
      ),
    ],
    logs: logs.map((log) => ({
      origin: log.origin,
      direction: log.direction,
      lane: log.lane,
      ready: log.ready,
      size: log.size,
      receipted: log.receipted,
      sent: log.direction === 'out' ? Math.max(log.receipted, Math.min(log.size, laneOfLog(partner, log)?.sent() ?? 0)) : log.size,
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

/** `signing`: the own keys of that name that sign now; none for a partner's. */
function showKeys(keys: readonly RingKey[], use: string | undefined, signing: readonly NoteSigner[]) {
  return keys.map(({ key, since, until, revoked }) => ({
    name: key.name,
    algorithm: algorithmOf(key),
    fingerprint: key.id,
    digits: digitsOfKey(key),
    own: signing.length > 0,
    use: use ?? 'log',
    state: stateOfKey({ until, revoked }),
    reason: revoked?.reason ?? null,
    since: since?.toISOString() ?? null,
    until: (revoked?.cutoff ?? until)?.toISOString() ?? null,
    unconfirmed: revoked !== null && signing.some((signer) => signer.keyId === key.id),
  }))
}

/** A key as people read it to each other: the digits cover its name, type and every byte of it. */
export function digitsOfKey(key: VerifierKey): string {
  return readAloudDigits('key', utf8(formatVkey(key)))
}

/** What a key's algorithm is called. */
export function algorithmOf(key: VerifierKey): string {
  return key.type === 0x06 ? 'ML-DSA-44' : 'Ed25519'
}
