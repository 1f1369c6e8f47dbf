import { type Proposal, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { type Actor, type Change, secondsFor } from '@enlace/policy'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Desk } from './desk.ts'
import { forgetFirst } from './forget-first.ts'
import { mount } from './mount.ts'
import type { ShownProposal } from './people-services.ts'
import { publicKinds } from './public-kinds.ts'
import type { Site } from './site.ts'

/** Mounts what waits for a second person. */
export function mountProposalRoutes(site: Site, desk: Desk): void {
  const { people } = desk.services

  mount(site, routes.listProposals, async ({ query }, actor) => ({
    items: (await people.listProposals(actor, query.state === 'open')).map((one) => showProposal(one, actor, desk.now())),
  }))

  mount(site, routes.decideProposal, async ({ params, body }, actor) => {
    const id = /^[1-9]\d{0,14}$/.test(params.id) ? Number(params.id) : 0
    const shown = (await people.listProposals(actor, false)).find((one) => one.id === id)
    if (shown === undefined) throw new Fault('proposal_unknown')
    const decide = () => people.decideProposal({ id, outcome: body.outcome, reason: body.reason, actor })
    const record = shown.change?.what === 'erase' && body.outcome === 'confirmed' && shown.mayDecide ? shown.change.id : undefined
    const { password, seq } =
      record === undefined ? await decide() : await forgetFirst(desk.cache, recordDigest(desk.searchKey, record), decide)
    return { password, position: people.at(seq) }
  })
}

/** A proposal as pages and the inbox show it. */
export function showProposal(one: ShownProposal, actor: Actor, now: Date): Proposal {
  const { change } = one
  return {
    id: String(one.id),
    what: one.what,
    agency: one.agency,
    subject: one.subject,
    role: change !== undefined && 'role' in change ? change.role : null,
    hours: change?.what === 'link_hold' ? change.hours : null,
    record: change?.what === 'erase' || change?.what === 'hold_lift' ? change.id : change?.what === 'joint_release' ? change.draft : null,
    retention:
      change?.what === 'retention' ? { rule: change.rule, days: change.days, atEnd: change.atEnd, wouldErase: change.wouldErase } : null,
    publication: change?.what === 'publish' ? showPublication(change) : null,
    reason: one.reason,
    why: one.why,
    seconds: [...secondsFor(one.what)],
    proposedBy: one.proposedBy,
    proposedAt: one.proposedAt.toISOString(),
    expiresAt: one.expiresAt.toISOString(),
    state: one.outcome ?? (one.expiresAt <= now ? 'expired' : 'open'),
    decidedBy: one.decidedBy,
    decidedAt: one.decidedAt?.toISOString() ?? null,
    mayDecide: one.mayDecide,
    mine: one.proposedBy === actor.user,
  }
}

function showPublication({ does, publishAt, items, said }: Extract<Change, { what: 'publish' }>): Proposal['publication'] {
  return {
    does,
    publishAt,
    items: items.map(({ id, kind, title }) => ({ id, kind, title, hasPage: publicKinds[kind] != null })),
    reason: said === null ? null : { ...said },
  }
}
