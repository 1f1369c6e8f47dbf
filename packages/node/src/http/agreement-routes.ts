import { readFileSync } from 'node:fs'
import { type AgreementView, type PartnerPairing, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { type Agreement, decideRelease, isInForce, militaryBodies, usualFlash } from '@enlace/policy'
import { formatVkey, type VerifierKey } from '@enlace/proof/node'
import { kinds, type PlacedField } from '@enlace/records'
import type { Pairing } from '../store/pairing.ts'
import { readAloudDigits } from '../store/read-aloud.ts'
import { labelOf } from '../store/say-label.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import type { ShownAgreement } from './people-services.ts'
import { showAsked } from './show-asked.ts'
import type { Site } from './site.ts'

type Duty = {
  readonly id: string
  readonly party: string | null
  readonly instrument: { readonly es: string; readonly en: string }
  readonly article: string
  readonly asks: { readonly es: string; readonly en: string }
  readonly characters: readonly string[]
  readonly source: string
}

const dutiesFile = new URL('../../../../packs/instruments/registration.json', import.meta.url)

/** Mounts the co-signed agreements, the partners that signed them, and questions about what they let out. */
export function mountAgreementRoutes(site: Site, desk: Desk): void {
  const { people } = desk.services
  const duties = (JSON.parse(readFileSync(dutiesFile, 'utf8')) as { readonly rules: readonly Duty[] }).rules

  mount(site, routes.listAgreements, async () => {
    const parties = new Set([desk.authority.party, ...people.partners().map(({ pairing }) => pairing.party)])
    return {
      items: people.agreements().map((shown) => showAgreement(desk, shown)),
      partners: people.partners().map(({ pairing, digits }) => showPairing(pairing, digits)),
      duties: duties
        .filter((duty) => duty.party === null || parties.has(duty.party))
        .map((duty) => ({ ...duty, instrument: labelOf(duty.instrument), asks: labelOf(duty.asks), characters: [...duty.characters] })),
    }
  })

  mount(site, routes.askAgreement, async ({ params, body }) => {
    if (!people.partners().some(({ pairing }) => pairing.party === params.party))
      throw new Fault('partner_unknown', { party: params.party })
    const { authority } = desk
    // Asked from the other side, the same agreement answers what the partner's node would do with a record of theirs.
    const from = body.from ?? authority.party
    const recipient = from === authority.party ? params.party : authority.party
    const kind = kinds.get(body.kind)
    const personal = body.personal === true && kind !== undefined ? personalFields(kind.fields) : []
    const decision = decideRelease(
      {
        record: {
          kind: body.kind,
          from,
          agency: '',
          envelope: {
            tlp: body.tlp,
            permitted_use: body.permittedUse,
            legal_basis: body.legalBasis ? { instrument: 'asked' } : null,
            ...(body.purpose === false ? {} : { purpose: 'asked' }),
            ...(body.grading === false ? {} : { grading: 'asked' }),
            ...(body.origin === undefined ? {} : { origin: body.origin }),
            ...(body.personStatus === undefined ? {} : { person_status: body.personStatus }),
            retention: 'asked',
          },
          fields: kind === undefined ? [] : kind.fields.map(({ name }) => name),
          personalFields: personal,
          // A rule that holds only for some values is asked as if the record had one of them.
          coded: codedFor(people.agreementWith(params.party), body.kind, from),
          itemBytes: 0,
          locatedPerson: body.locatedPerson === true,
          revoked: false,
          sentBefore: false,
        },
        self: from,
        classification: authority.classification,
        recipient,
        military: militaryBodies,
        today: body.on ?? desk.now().toISOString().slice(0, 10),
      },
      people.agreementWith(params.party),
    )
    const { code, values } = decision.explanation
    return decision.outcome === 'withhold' || decision.outcome === 'hold'
      ? { outcome: decision.outcome, explanation: { code, values: { ...values } }, without: [], toAgency: null, retentionDays: null }
      : {
          outcome: decision.outcome,
          explanation: { code, values: { ...values } },
          without: [...decision.without],
          toAgency: decision.toAgency,
          retentionDays: decision.retentionDays,
        }
  })

  mount(site, routes.examineAgreement, async ({ body }) => {
    const { replaces, changes, ...shown } = people.examineAgreement(body.note)
    return { agreement: showAgreement(desk, shown), replaces, changes: [...changes] }
  })

  mount(site, routes.proposeAgreement, async ({ body }, actor) => {
    const { agreement, partner } = people.examineAgreement(body.note)
    const change = { what: 'agreement', agreement: `${agreement.id}/${agreement.version}`, party: partner, note: body.note } as const
    return showAsked(change, await people.change({ change, reason: body.reason, actor }), people.at)
  })
}

function personalFields(fields: readonly PlacedField[]): string[] {
  return fields.flatMap(({ name, field }) => (field.personal === true ? [name] : []))
}

function codedFor(agreement: Agreement | undefined, kind: string, from: string): Readonly<Record<string, string>> {
  const rule = agreement?.rules.find((one) => one.from === from && one.kinds.includes(kind))
  return Object.fromEntries(
    Object.entries(rule?.only ?? {}).flatMap(([name, values]) => (values[0] === undefined ? [] : [[name, values[0]]])),
  )
}

function copyLists(lists: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, [...values]]))
}

function showPromise(desk: Desk, id: string): AgreementView['promises'][number] {
  const instrument = desk.law.instruments.get(id)
  if (instrument === undefined) return { id, source: '', standing: 'unknown', clocks: [] }
  const clocks = instrument.clocks.map(({ id: clock, title, term }) => ({ id: clock, title: labelOf(title), term: { ...term } }))
  return { id, source: instrument.reference, standing: instrument.clocks[0]?.standing ?? 'unknown', clocks }
}

function showAgreement(desk: Desk, shown: ShownAgreement): AgreementView {
  const { agreement } = shown
  const today = desk.now().toISOString().slice(0, 10)
  const state = isInForce(agreement, today)
    ? shown.counts
      ? 'in_force'
      : 'replaced'
    : today < agreement.startsOn
      ? 'not_started'
      : 'ended'
  const { unRegistration, proofUse, rules, receiptBeforeRead: first, clocks, signatures, flash = usualFlash, ...rest } = agreement
  const { clause, ...use } = proofUse
  return {
    ...rest,
    partner: shown.partner,
    parties: [...agreement.parties],
    agencies: copyLists(agreement.agencies),
    title: labelOf(agreement.title),
    registration: Object.fromEntries(Object.entries(agreement.registration).map(([party, duty]) => [party, { ...duty }])),
    ...(unRegistration === undefined ? {} : { depositary: { ...unRegistration } }),
    state,
    permittedUse: [...agreement.permittedUse],
    proofUse: { ...use, mayShowTo: [...use.mayShowTo], ...(clause === undefined ? {} : { clause: labelOf(clause) }) },
    rules: rules.map((rule) => ({
      ...rule,
      kinds: [...rule.kinds],
      strike: [...rule.strike],
      requires: [...rule.requires],
      only: copyLists(rule.only),
    })),
    promises: clocks.map((id) => showPromise(desk, id)),
    ...(signatures === undefined ? {} : { signatures: { ...signatures, algorithms: [...signatures.algorithms] } }),
    flash: flash.map((rule) => ({ kinds: [...rule.kinds], only: copyLists(rule.only) })),
    openLogs: agreement.openLogs === true,
    tellNewer: agreement.tellNewer === true,
    partnerIds: agreement.partnerIds === true,
    ...(first === undefined ? {} : { receiptBeforeRead: { ...first, kinds: first.kinds === 'all' ? first.kinds : [...first.kinds] } }),
    signedBy: [...shown.signedBy],
    note: shown.note,
  }
}

function showPairing(pairing: Pairing, digits: string | null): PartnerPairing {
  const keysOf = (keys: readonly VerifierKey[], use: string) =>
    keys.map((key) => ({
      name: key.name,
      use,
      algorithm: key.type === 0x06 ? 'ML-DSA-44' : 'Ed25519',
      digits: readAloudDigits('key', Buffer.from(formatVkey(key))),
    }))
  return {
    party: pairing.party,
    name: labelOf(pairing.name),
    agencies: pairing.agencies.map(({ id, name }) => ({ id, name: labelOf(name) })),
    exchangeUrl: pairing.exchangeUrl,
    certificateFingerprint: pairing.certificateFingerprint,
    pairing: digits,
    keys: [
      ...keysOf([pairing.keys.party], 'party'),
      ...keysOf(pairing.keys.outbound, 'log'),
      ...keysOf(pairing.keys.receipt, 'receipt'),
      ...Object.entries(pairing.keys.release).flatMap(([, keys]) => keysOf(keys, 'release')),
    ],
  }
}
