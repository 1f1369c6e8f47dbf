import { type LedgerShape, routes } from '@enlace/api'
import { ledgerOf, type StandingClaim } from '@enlace/records'
import { readClaimsAbout } from '../store/read-claims.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount } from './mount.ts'
import { recountClaims, type ShownRecount } from './recount-claims.ts'
import type { Site } from './site.ts'

/** Mounts the claims ledger: what is said about a record, as far as the reader’s agency may see the claims. */
export function mountClaimsRoute(site: Site, desk: Desk): void {
  mount(site, routes.readClaims, async ({ params }, actor): Promise<LedgerShape> => {
    const { version } = await findRecord(desk, actor, 'record.read_claims', params.id)
    const { claims, documents, more } = await readClaimsAbout(desk, version.rid, actor.agency)
    const ledger = ledgerOf(claims, documents)
    const recounts = await recountClaims(desk, actor, claims)
    const show = (claim: StandingClaim) => showClaim(claim, recounts.get(claim.id))
    return {
      points: ledger.points.map(({ point, standing, core, accounts, denials, marks }) => ({
        point,
        standing,
        accounts: accounts.map(({ value, sources, claims: saying }) => ({
          value,
          value_words: saying[0]?.valueWords ?? {},
          agreed: standing === 'agreed' && value === core,
          sources,
          claims: saying.map(show),
        })),
        denials: denials.map(({ by }) => show(by)),
        marks: [...marks],
      })),
      documents: ledger.documents.map((one) => ({
        id: one.id,
        title: one.title,
        publisher: one.publisher,
        url: one.url ?? null,
        published_on: one.publishedOn ?? null,
        made: one.made,
        copy_of: one.copyOf ?? null,
        impossible: one.impossible,
        presumes: one.presumes.map(({ what, from, until, basis }) => ({ what, from: from ?? null, until: until ?? null, basis })),
      })),
      more,
    }
  })
}

function showClaim(claim: StandingClaim, recounted: ShownRecount | undefined): LedgerShape['points'][number]['denials'][number] {
  return {
    id: claim.id,
    value: claim.value,
    value_words: claim.valueWords,
    speaker: claim.speaker,
    role: claim.role ?? null,
    speaks_for: claim.speaksFor,
    channel: claim.channel,
    stance: claim.stance,
    modality: claim.modality,
    word: claim.word ?? null,
    account: claim.account,
    said_on: claim.saidOn ?? null,
    true_on: claim.trueOn ?? null,
    phase: claim.phase ?? null,
    date_basis: claim.dateBasis ?? null,
    date_words: claim.dateWords ?? null,
    low: claim.low ?? null,
    high: claim.high ?? null,
    unit: claim.unit ?? null,
    baseline: claim.baseline ?? null,
    document: claim.document,
    denies: claim.denies ?? null,
    set_aside: claim.setAside ?? null,
    recount: recounted ?? null,
  }
}
