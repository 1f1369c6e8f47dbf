import { utf8 } from '@enlace/core'
import { formatVkey, type NoteSigner, type VerifierKey } from '@enlace/proof/node'
import { lanesOf, type Partner } from './exchange/open-partner.ts'
import type { Epoch } from './store/epochs.ts'
import { type readLogFigures, waitingIn } from './store/exchange-status.ts'
import type { KeyRing, RingKey } from './store/key-ring.ts'
import { stateOfKey } from './store/list-keys.ts'
import { transportKeyName, useOfName } from './store/log-names.ts'
import { readAloudDigits } from './store/read-aloud.ts'
import { shortOf, type TransportRing } from './store/transport-ring.ts'

type Figures = Awaited<ReturnType<typeof readLogFigures>>

/** What the exchange page shows of one partner: link, agreement, keys, logs, last fault. */
export function statusOf(
  partner: Partner,
  own: KeyRing,
  transport: { readonly name: string; readonly ring: TransportRing },
  figures: Figures,
  epochs: readonly Epoch[],
) {
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
      ...showCertificates(transportKeyName(pairing), partner.certificates, false),
      ...showCertificates(transport.name, transport.ring, true),
    ],
    logs: logs.map((log) => ({
      origin: log.origin,
      direction: log.direction,
      lane: log.lane,
      ready: log.ready,
      size: log.size,
      receipted: log.receipted,
      sent: log.direction === 'out' ? Math.max(log.receipted, Math.min(log.size, sentOf(partner, log.origin))) : log.size,
      waiting: waitingIn(log),
      oldestWaitingSince: waitingIn(log) === 0 ? null : (log.oldestWaitingSince?.toISOString() ?? null),
      frozen: log.frozen,
      wanted: log.wanted,
      recovered: log.recovered,
      checkpointSize: log.checkpointSize,
      lastReceiptAt: log.lastReceiptAt?.toISOString() ?? null,
      lastHour: log.lastHour,
      latencyMs: { p50: log.p50, p95: log.p95 },
      epoch: log.epoch,
      endedAt: log.endedAt?.toISOString() ?? null,
      ...boundsOf(log, epochs),
      offered: offeredOf(partner, log, epochs),
    })),
    lastFault:
      link.lastFault === null
        ? null
        : { code: link.lastFault.code, at: link.lastFault.at.toISOString(), values: { ...link.lastFault.values } },
    quarantined: logs.reduce((sum, log) => sum + log.quarantined, 0),
    refused: [...partner.exchange.turnedAway.list(), ...partner.exchange.refusals.list()].map((each) => ({
      ...each,
      lastAt: each.lastAt.toISOString(),
    })),
  }
}

/** How a log began, where it continues another, and what it goes on as. */
function boundsOf({ logId }: Figures[number], epochs: readonly Epoch[]) {
  const [began, next] = [epochs.find((epoch) => epoch.logId === logId), epochs.find((epoch) => epoch.previous === logId)]
  return {
    began: began === undefined ? null : { origin: began.previousOrigin, ...boundOf(began) },
    next: next === undefined ? null : { origin: next.origin, ...boundOf(next) },
  }
}

function boundOf({ reason, previousSize, moved, unreadable, at }: Epoch) {
  return { reason, size: previousSize, moved, unreadable, at: at.toISOString() }
}

/** What the partner says of the end of its log, as long as our people have not accepted the next one. */
function offeredOf(partner: Partner, log: Figures[number], epochs: readonly Epoch[]) {
  const said = log.direction === 'in' ? partner.link.theirEnds().get(log.origin) : undefined
  return said === undefined || epochs.some((epoch) => epoch.previous === log.logId) ? null : { size: said.size, reason: said.reason }
}

function sentOf(partner: Partner, origin: string): number {
  return (
    lanesOf(partner)
      .flatMap(({ owns }) => owns)
      .find(({ log }) => log.origin === origin)
      ?.sent() ?? 0
  )
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

function showCertificates(name: string, ring: TransportRing, isOwn: boolean) {
  return ring.keys().map((one) => ({
    name,
    algorithm: 'X.509',
    fingerprint: shortOf(one.fingerprint),
    digits: readAloudDigits('key', utf8(one.fingerprint)),
    own: isOwn,
    use: 'transport',
    state: stateOfKey(one),
    reason: one.revoked?.reason ?? null,
    since: one.since?.toISOString() ?? null,
    until: (one.revoked?.cutoff ?? one.until)?.toISOString() ?? null,
    unconfirmed: false,
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
