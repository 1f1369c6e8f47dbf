import { type OnwardState, routes } from '@enlace/api'
import { isJsonObject, type JsonObject } from '@enlace/core'
import { type Consent, readConsent } from '@enlace/records'
import { readAboutPassingOn } from '../store/consents.ts'
import { findNewer, listPassedOn } from '../store/newer-versions.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts the third-agency rule: what was asked and answered, and the question to a releasing officer. */
export function mountOnwardRoutes(site: Site, desk: Desk): void {
  mount(site, routes.readOnward, async ({ params }, actor): Promise<OnwardState> => {
    const { version, view } = await findRecord(desk, actor, 'record.read_onward', params.id)
    const said = view === 'whole' ? await readAboutPassingOn(desk.sql, desk.keystore, version.rid) : []
    const isWhole = view === 'whole' && version.fromParty !== desk.authority.party
    const [copies, newer] = isWhole
      ? await Promise.all([listPassedOn(desk.sql, version.rid, version.fromParty), findNewer(desk.sql, version.rid, version.fromParty)])
      : [[], undefined]
    const today = desk.now().toISOString().slice(0, 10)
    // Only an author consents to the passing on of what it wrote.
    const consents = said.flatMap((record) => {
      const consent = record.kind === 'onward-consent' && record.fromParty === version.fromParty ? readConsent(record.object) : undefined
      return consent === undefined ? [] : [{ record, consent: { ...consent, revoked: record.withdrawn } }]
    })
    const newestConsents = consents.filter(({ consent }, i) => consents.findIndex((other) => sameRecipient(other.consent, consent)) === i)
    return {
      requests: said
        .filter((record) => record.kind === 'onward-request' && !record.withdrawn)
        .map((record) => {
          const { to_party: party, to_agency: agency, until } = ownFields(record.object)
          const id = String(record.object.id)
          return {
            id,
            party: String(party),
            agency: typeof agency === 'string' ? agency : null,
            by: record.fromParty,
            until: String(until),
            at: record.addedAt.toISOString(),
            answered: consents.some(({ consent }) => consent.request === id),
          }
        }),
      consents: newestConsents.map(({ record, consent }) => ({
        id: String(record.object.id),
        party: consent.toParty,
        agency: consent.toAgency ?? null,
        by: record.fromParty,
        state: stateOf(consent, today),
        until: consent.until === '' ? null : consent.until,
        conditions: [...consent.conditions],
        at: record.addedAt.toISOString(),
      })),
      passedOn: copies.map(({ partner, at, newest, asked }) => ({ party: partner, at: at.toISOString(), newest, asked })),
      newer: newer === undefined ? null : { at: newer.at.toISOString(), position: { origin: newer.origin, seq: newer.seq } },
    }
  })

  mount(site, routes.passOn, async ({ params, body }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.pass_on', params.id)
    return await desk.services.passOn({ versionSeq: version.seq, partner: body.partner })
  })
}

function stateOf(consent: Consent, today: string): OnwardState['consents'][number]['state'] {
  if (consent.revoked) return 'withdrawn'
  if (consent.answer === 'refused') return 'refused'
  return today > consent.until ? 'ended' : 'granted'
}

function sameRecipient(a: Consent, b: Consent): boolean {
  return a.toParty === b.toParty && a.toAgency === b.toAgency
}

/** The members of the one extension of ours that a request carries. */
function ownFields(object: JsonObject): JsonObject {
  const extensions = isJsonObject(object.extensions) ? Object.values(object.extensions) : []
  return extensions.find((inside): inside is JsonObject => isJsonObject(inside) && typeof inside.to_party === 'string') ?? {}
}
