import { type RecordDetail, type RecordVersion, type Release, routes, type Stored } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { readDecisionDocuments } from '../store/decision-documents.ts'
import { findHiddenBy } from '../store/hidden.ts'
import { readJournalEnd } from '../store/read-changes.ts'
import { listRecords, listRelations, listReleases, type StoredRelease } from '../store/read-records.ts'
import { findWork } from '../store/read-work.ts'
import { findSeen, noteSeen } from '../store/seen.ts'
import type { StoredVersion } from '../store/version-rows.ts'
import type { Desk } from './desk.ts'
import { showFiles } from './file-routes.ts'
import { findRecord, ownIdOf } from './find-record.ts'
import { forgetFirst } from './forget-first.ts'
import { printCursor, readCursor } from './list-cursor.ts'
import { mount, sendAsIs } from './mount.ts'
import { readSubmission } from './read-submission.ts'
import { crossingOf, showOutgoing } from './show-outgoing.ts'
import { hexOf, modifiedOf, noteReads, summarise, toWorkItem } from './show-record.ts'
import type { Site } from './site.ts'
import { submitLines } from './submit-lines.ts'

/** Mounts what is done with records: store, list, read, prove, erase, share. */
export function mountRecordRoutes(site: Site, desk: Desk): void {
  mount(site, routes.createRecord, async ({ bytes, body, members }, actor): Promise<Stored> => {
    return await desk.services.submitRecord(readSubmission(bytes, body, members, actor))
  })

  mount(site, routes.createRecords, async ({ bytes, language, request }, actor) => {
    return await submitLines(desk, bytes, actor, language, request.id)
  })

  mount(site, routes.listRecords, async ({ query }, actor) => {
    const [asOf, before] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const cursor = asOf === undefined || before === undefined ? undefined : { asOf, before }
    const page = await listRecords(desk.sql, { agency: actor.agency, kind: query.kind, from: query.from }, query.limit ?? 50, cursor)
    const items = await summarise(desk, actor, page.rows)
    return {
      items: items.filter((item) => item !== undefined),
      next: page.next === undefined ? null : printCursor([page.next.asOf, page.next.before]),
    }
  })

  mount(site, routes.readRecord, async ({ params }, actor) => await showRecord(desk, actor, await ownIdOf(desk, params.id)))

  mount(site, routes.readRecordRaw, async ({ params }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.read_raw', params.id)
    const [text] = await desk.cache.read([version])
    if (text === undefined) throw new Fault('record_erased')
    noteReads(desk, actor, [version])
    return sendAsIs(text.objectBytes)
  })

  mount(site, routes.readRecordVersion, async ({ params }, actor) => await showVersion(desk, actor, params.id, Number(params.seq)))

  mount(site, routes.markRecordSeen, async ({ params, body }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.mark_seen', params.id)
    // Nobody has seen what the journal does not hold yet.
    const seq = Math.min(body.upTo, await readJournalEnd(desk.sql))
    await noteSeen(desk.sql, { account: actor.user, rid: version.rid, seq, at: desk.now() })
    return sendAsIs(null)
  })

  mount(site, routes.listOutgoing, async ({ params }, actor) => ({ items: await showOutgoing(desk, actor, params.id, params.partner) }))

  mount(site, routes.readRecordProof, async ({ params }, actor) => {
    const { version, view } = await findRecord(desk, actor, 'record.read_proof', params.id)
    const [text] = await desk.cache.read([version])
    const modified = text === undefined ? version.modified.toISOString() : modifiedOf(version, text.object)
    const proof = await desk.services.proofOf({ id: params.id, modified, versionSeq: version.seq })
    if (view === 'whole') {
      noteReads(desk, actor, [version])
      return proof
    }
    // Salts would let somebody who may not read a short body guess it.
    return { ...proof, positions: proof.positions.map((place) => ({ ...place, opening: { ...place.opening, items: [] } })) }
  })

  mount(site, routes.eraseRecord, async ({ params, body }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.erase', params.id)
    if (version.erasedAt !== null) throw new Fault('record_erased')
    const { agency } = version
    const change = { what: 'erase', id: params.id, agency } as const
    const { why } = await desk.services.people.change({ change, reason: body.reason, actor, dryRun: true })
    const erase = () => desk.services.eraseRecord({ id: params.id, reason: body.reason, agency, actor })
    return why === null ? await forgetFirst(desk.cache, version.rid, erase) : await erase()
  })

  mount(site, routes.shareRecord, async ({ params, body }, actor) => {
    await findRecord(desk, actor, 'record.share', params.id)
    if (!desk.authority.agencies.some((agency) => agency.id === body.agency)) {
      throw new Fault('body_invalid', {}, { problems: [{ field: '/agency', code: 'agency_unknown' }] })
    }
    return await desk.services.shareRecord({ id: params.id, agency: body.agency, reason: body.reason, actor })
  })
}

/** One record as its page shows it, to a reader who may see it whole or as metadata. The reading goes to the journal. */
export async function showRecord(desk: Desk, actor: Actor, id: string): Promise<RecordDetail> {
  const { version, versions, view } = await findRecord(desk, actor, 'record.read', id)
  // An erased record stays what it is: gone.
  if (view !== 'metadata' && version.erasedAt !== null) throw new Fault('record_erased')
  const whole = view === 'whole'
  // Before anything is read: what comes meanwhile is news the next time.
  const asOf = await readJournalEnd(desk.sql)
  const [text] = whole ? await desk.cache.read([version]) : []
  if (whole && text === undefined) {
    // It may have been taken back between the two looks.
    const by = await findHiddenBy(desk.sql, version.rid, version.fromParty)
    throw new Fault(by === undefined ? 'record_erased' : 'record_recalled')
  }
  const hiddenBy = view === 'hidden' ? await findHiddenBy(desk.sql, version.rid, version.fromParty) : undefined
  const [releases, relations, work, looks] = await Promise.all([
    listReleases(desk.sql, version.rid),
    whole ? showRelations(desk, actor, version) : [],
    findWork(desk.sql, [version.rid]),
    findSeen(desk.sql, actor.user, [version.rid]),
  ])
  const seen = looks.get(hexOf(version.rid))
  const item = work.get(hexOf(version.rid))
  if (text !== undefined) noteReads(desk, actor, [version])
  return {
    id,
    kind: version.kind,
    object: text?.object ?? {},
    envelope: text?.envelope ?? {},
    view,
    ...(hiddenBy === undefined
      ? {}
      : {
          hidden: {
            because: hiddenBy.derived ? ('source_recalled' as const) : ('recalled' as const),
            recall: String(hiddenBy.recallId),
            by: hiddenBy.partner,
            reason: hiddenBy.reason,
            at: hiddenBy.at.toISOString(),
          },
        }),
    from: version.fromParty,
    agency: version.agency,
    seq: version.seq,
    addedAt: version.addedAt.toISOString(),
    flags: [...version.flags, ...(version.revoked ? ['revoked'] : [])],
    asOf,
    seen: seen === undefined ? null : { seq: seen.seq, at: seen.at.toISOString() },
    sharedWith: [...version.sharedWith],
    versions: versions.map((row) => ({
      modified: row.modified.toISOString(),
      seq: row.seq,
      from: row.fromParty,
      flags: [...row.flags],
      addedAt: row.addedAt.toISOString(),
    })),
    relations,
    releases: await explainReleases(desk, releases),
    files: text === undefined ? [] : await showFiles(desk, version, text.files),
    ...(item === undefined || text === undefined ? {} : { work: toWorkItem(desk, item, text) }),
  }
}

async function showVersion(desk: Desk, actor: Actor, id: string, seq: number): Promise<RecordVersion> {
  const { versions } = await findRecord(desk, actor, 'record.read_version', id)
  const version = versions.find((row) => row.seq === seq)
  if (version === undefined) throw new Fault('record_unknown')
  const [text] = version.erasedAt === null ? await desk.cache.read([version]) : []
  if (text === undefined) throw new Fault('record_erased')
  noteReads(desk, actor, [version])
  return {
    id,
    kind: version.kind,
    object: text.object,
    envelope: text.envelope,
    from: version.fromParty,
    agency: version.agency,
    seq,
    modified: modifiedOf(version, text.object),
    addedAt: version.addedAt.toISOString(),
    flags: [...version.flags],
  }
}

async function showRelations(desk: Desk, actor: Actor, version: StoredVersion): Promise<RecordDetail['relations']> {
  const relations = await listRelations(desk.sql, version, actor.agency)
  const summaries = await summarise(
    desk,
    actor,
    relations.map((relation) => relation.version),
  )
  return relations.flatMap(({ relation, direction }, i) => {
    const record = summaries[i]
    // `to`: this record names the other; `from`: the other names this one.
    return record === undefined ? [] : [{ relation, direction: direction === 'out' ? ('to' as const) : ('from' as const), record }]
  })
}

export async function explainReleases(desk: Desk, releases: readonly StoredRelease[]): Promise<Release[]> {
  const documents = await readDecisionDocuments(
    desk.sql,
    desk.keystore,
    releases.map((release) => release.decisionSeq),
  )
  return releases.map((release) => {
    const said = documents.find(
      (document) =>
        document.partner === release.partner && document.versionSeq === release.versionSeq && document.seq === release.decisionSeq,
    )
    const code = release.reason ?? release.outcome
    return {
      partner: release.partner,
      outcome: release.outcome,
      reason: release.reason,
      explanation:
        said === undefined
          ? { code: release.outcome === 'withhold' ? `withhold_${code}` : code, values: {} }
          : { code: said.explanation.code, values: { ...said.explanation.values } },
      without: [...release.without],
      tearLines: [...release.tearLines],
      decidedBy: release.decidedBy,
      decidedAt: release.decidedAt.toISOString(),
      seq: release.decisionSeq,
      receiptedAt: release.receiptedAt?.toISOString() ?? null,
      ...(release.keyState === null ? {} : { key: { state: keyStateOf(release), at: release.keyAt?.toISOString() ?? null } }),
      crossing: crossingOf(desk, release),
    }
  })
}

/** How the key of a copy stands that is receipted before it can be read. */
function keyStateOf({ keyState, receiptedAt, answered }: StoredRelease) {
  if (keyState === 'handed') return answered ? ('opened' as const) : keyState
  if (keyState === 'never') return keyState
  return receiptedAt === null ? ('awaits_receipt' as const) : ('owed' as const)
}
