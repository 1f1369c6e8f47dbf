import { type JointClause, type JointDraftDetail, type JointDraftRow, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import {
  type Actor,
  type ClauseState,
  type ClockDifference,
  clockShownMs,
  type DraftVersion,
  isBeyond,
  type ReleaseState,
} from '@enlace/policy'
import { encodeStatementDocument } from '@enlace/proof/node'
import { toAkomaNtoso, warnTerms } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { type HeldDraft, readDrafts } from '../store/read-joint.ts'
import { type ReleasedStatement, readReleased } from '../store/read-released.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { jointAsStatement } from './joint-as-statement.ts'
import { mount, mountOpen, sendAsIs } from './mount.ts'
import { showProposal } from './proposal-routes.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts joint statements: drafts with their clauses, the exact text, the keys of its release, and what was published. */
export function mountJointRoutes(site: Site, desk: Desk): void {
  const { joint, people } = desk.services

  mount(site, routes.listJointDrafts, async (_, actor) => {
    const { items, more } = await readDrafts(joint.reading, actor.agency)
    return { items: (await showRows(actor, items)).flatMap((row) => row ?? []).toReversed(), more }
  })

  mount(site, routes.readJointDraft, async ({ params }, actor): Promise<JointDraftDetail> => {
    const held = await find(actor, 'joint.read', params.id)
    const [draft] = await showRows(actor, [held])
    if (draft === undefined) throw new Fault('record_unknown')
    const { state, difference } = joint.show(held)
    const proposals = await people.listProposals(actor, true)
    const released = await findReleased(actor, held)
    const { clauses, removed, comments, foreign } = held.state
    return {
      party: actor.party,
      draft,
      session: fieldsOf(held.held.record).text('session_ref') ?? null,
      clauses: clauses.map((clause) => showClause(held, clause)),
      removed: removed.map((clause) => showClause(held, clause)),
      comments: comments.map(({ id, from, about, settledBy }) => ({
        ...{ id, from, about, settledBy },
        at: held.records.words.find((word) => word.id === id)?.at ?? '',
        words: wordsOf(held, id),
      })),
      foreign: foreign.length,
      text: held.text === undefined ? null : { exact: held.text.exact, sha256: held.text.sha256, characters: held.text.exact.length },
      release: { ...showRelease(state), difference: difference === null ? null : { ...difference } },
      clocks: held.records.facts.parties
        .filter((party) => party !== actor.party)
        .map((party) => showClock(party, joint.clocks().get(party))),
      keys: proposals.flatMap((one) => {
        const { change } = one
        if (change?.what !== 'joint_release' || change.draft !== held.records.facts.id) return []
        return [{ proposal: showProposal(one, actor, desk.now()), sha256: change.sha256, at: change.at, embargo: change.embargo }]
      }),
      published: released === undefined ? null : { document: encodeStatementDocument(released.document) },
    }
  })

  mount(site, routes.exportJointDraft, async ({ params, query, reply }, actor) => {
    const held = await find(actor, 'joint.export', params.id)
    const released = await findReleased(actor, held)
    const language = query.language ?? 'en'
    const { id, parties, title } = held.records.facts
    const heads = held.state.clauses.flatMap(({ heads: [head] }) =>
      head === undefined || head.version.removed ? [] : [head.version.words],
    )
    const text = released === undefined ? { title, clauses: heads, on: undefined } : { ...released, on: released.at.slice(0, 10) }
    const name = `${id}-${language}${released === undefined ? '-draft' : ''}.akn.xml`
    reply.type('application/akn+xml').header('content-disposition', `attachment; filename="${name}"`)
    return sendAsIs(
      toAkomaNtoso(jointAsStatement({ id, parties, title: text.title, clauses: text.clauses, publishedOn: text.on }), {
        ...{ language, domain: desk.authority.domain, at: desk.now().toISOString().slice(0, 10) },
        ...(released === undefined ? { status: desk.messages.say(language, 'joint', 'akn.draft') } : { sha256: released.sha256 }),
      }),
    )
  })

  mount(site, routes.signRelease, async ({ params, body }, actor) => {
    await find(actor, 'joint.sign', params.id)
    const asked = { draft: params.id, sha256: body.sha256, at: body.at, embargo: body.embargo, agency: actor.agency }
    await joint.check(asked)
    const { proposal } = await people.change({ change: { what: 'joint_release', ...asked }, reason: body.reason, actor })
    if (proposal === null) throw new Error('a release never has one key')
    return { proposal: { id: String(proposal.id), expiresAt: proposal.expiresAt.toISOString() } }
  })

  mount(site, routes.takeBackRelease, async ({ params, body }, actor) => {
    await find(actor, 'joint.withdraw', params.id)
    return { position: people.at(await joint.withdraw({ draft: params.id, agency: actor.agency, reason: body.reason })) }
  })

  mountOpen(site, routes.readReleased, async () => {
    const { party, agencies } = desk.authority
    const released = await readReleased(
      joint.reading,
      party,
      agencies.map(({ id }) => id),
    )
    return { party, items: released.map((one) => ({ ...one, document: encodeStatementDocument(one.document) })) }
  })

  async function findReleased(actor: Actor, { records }: HeldDraft): Promise<ReleasedStatement | undefined> {
    return (await readReleased(joint.reading, actor.party, [actor.agency])).find(({ id }) => id === records.facts.id)
  }

  async function find(
    actor: Actor,
    action: 'joint.export' | 'joint.read' | 'joint.sign' | 'joint.withdraw',
    id: string,
  ): Promise<HeldDraft> {
    const { version } = await findRecord(desk, actor, action, id)
    const { items } = version.kind === 'joint-draft' ? await readDrafts(joint.reading, actor.agency, version.rid) : { items: [] }
    const [held] = items
    if (held === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    return held
  }

  async function showRows(actor: Actor, drafts: readonly HeldDraft[]): Promise<readonly (JointDraftRow | undefined)[]> {
    const summaries = await summarise(
      desk,
      actor,
      drafts.map(({ held }) => held.version),
    )
    return drafts.map((held, i) => {
      const record = summaries[i]
      if (record === undefined) return undefined
      const { state } = joint.show(held)
      const { clauses, problems } = held.state
      return {
        record,
        title: { ...held.records.facts.title },
        parties: [...held.records.facts.parties],
        clauses: clauses.length,
        standing: clauses.filter((clause) => clause.state === 'stands').length,
        problems: [...problems],
        release: { state: state.state, at: state.at === null ? null : timeOf(state.at) },
      }
    })
  }
}

function showClause(held: HeldDraft, { id, state, waitsFor, heads, versions }: ClauseState): JointClause {
  return {
    id,
    state,
    waitsFor: [...waitsFor],
    heads: heads.map(({ version, acceptedBy, rejectedBy }) => ({
      version: showVersion(held, version),
      acceptedBy: [...acceptedBy],
      rejectedBy: [...rejectedBy],
      said: held.records.words.flatMap(({ id, about, from, at, says }) => {
        const words = about === version.id && (says === 'accepts' || says === 'rejects') ? wordsOf(held, id) : ''
        return words === '' ? [] : [{ from, at, says, words }]
      }),
      warnings: version.removed
        ? []
        : warnTerms(version.words.es, version.words.en).map(({ code, family, es, en }) => ({ code, family: family ?? null, es, en })),
    })),
    versions: versions.map((version) => showVersion(held, version)),
  }
}

function showVersion(
  held: HeldDraft,
  { id, from, at, words, removed, place, replaces, sha256 }: DraftVersion,
): JointClause['versions'][number] {
  return { id, from, at, es: words.es, en: words.en, removed, place, replaces: [...replaces], sha256, why: wordsOf(held, id) }
}

/** What its author wrote of a record in words; empty where that is no more than its short name. */
function wordsOf({ held }: HeldDraft, id: string): string {
  const { abstract, content } = held.said.find(({ object }) => object.id === id)?.object ?? {}
  return typeof content === 'string' && content !== abstract ? content : ''
}

function showRelease({
  state,
  at,
  sha256,
  signed,
  faults,
  published,
  unseen,
}: ReleaseState): Omit<JointDraftDetail['release'], 'difference'> {
  return {
    state,
    at: at === null ? null : timeOf(at),
    sha256,
    signed: signed.map(({ certificate, withdrawn }) => ({
      id: certificate.id,
      party: certificate.from,
      at: timeOf(certificate.at),
      sha256: certificate.sha256,
      made: timeOf(certificate.made),
      embargo: certificate.embargo,
      receiptedAt: certificate.receiptedAt === null ? null : timeOf(certificate.receiptedAt),
      withdrawnAt: withdrawn === null ? null : timeOf(withdrawn.made),
    })),
    faults: faults.map((fault) => ({ ...fault })),
    published: published.map(({ party, made, lateMs }) => ({ party, at: timeOf(made), lateSeconds: Math.floor(lateMs / 1000) })),
    unseen: [...unseen],
  }
}

function showClock(party: string, clock: ClockDifference | undefined): JointDraftDetail['clocks'][number] {
  if (clock === undefined) return { party, aheadMs: null, withinMs: null, state: 'unknown' }
  const { aheadMs, withinMs } = clock
  const differs = Math.abs(aheadMs) - withinMs > clockShownMs
  return { party, aheadMs, withinMs, state: isBeyond(clock) ? 'beyond' : differs ? 'differs' : 'equal' }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
