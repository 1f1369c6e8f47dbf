import { type RecallDetail, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { type Action, type Actor, mayDo } from '@enlace/policy'
import { recallDefaultHours } from '@enlace/records'
import { listReceiptsOf } from '../store/business-receipts.ts'
import { findLikely, listDerived } from '../store/find-likely.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { findHold } from '../store/legal-holds.ts'
import { findRecall, findSentCopies, listRecalls, listRecallsOf, type RecallRow } from '../store/recalls.ts'
import { findStoredIds } from '../store/stored-ids.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { forgetFirst } from './forget-first.ts'
import { readNumber } from './inbox-routes.ts'
import { mount } from './mount.ts'
import { showRecalls } from './show-recalls.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

const longestDays = 366

/** Mounts what takes records back: recall, withdrawal, the holder's answer, legal holds, and what each side said by machine. */
export function mountRecallRoutes(site: Site, desk: Desk): void {
  const { recalls } = desk.services

  mount(site, routes.readRecordAnswers, async ({ params }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.read_answers', params.id)
    const [receipts, rows, hold, copies] = await Promise.all([
      listReceiptsOf(desk.sql, version.rid),
      listRecallsOf(desk.sql, version.rid),
      findHold(desk.sql, version.rid),
      findSentCopies(desk.sql, version.rid, desk.authority.party),
    ])
    // What another agency recalls is its own affair; the record was shared, not the dispute about it.
    const own = rows.filter((row) => row.agency === actor.agency || version.agency === row.agency)
    const standing = rows
      .filter((row) => row.direction === 'out' && (row.state === 'open' || row.state === 'done'))
      .map((row) => row.partner)
    const reason = hold === undefined ? undefined : (await readJournalDocuments(desk.sql, desk.keystore, [hold.seq])).get(hold.seq)?.reason
    return {
      receipts: receipts.map(({ partner, direction, versionSeq, what, reason: why, count, at }) => ({
        partner,
        direction,
        version: versionSeq,
        what,
        reason: why,
        count,
        at: at.toISOString(),
      })),
      recalls: await showRecalls(desk, own, true),
      sentTo: copies.map((copy) => copy.partner).filter((partner) => !standing.includes(partner)),
      hold:
        hold === undefined
          ? null
          : {
              by: hold.placedBy,
              at: hold.placedAt.toISOString(),
              reason: typeof reason === 'string' ? reason : null,
              waits: await recalls.isLiftProposed(params.id),
            },
    }
  })

  mount(site, routes.recallRecord, async ({ params, body }, actor) => {
    const { versions } = await findRecord(desk, actor, 'record.recall', params.id)
    const own = versions.find((row) => row.fromParty === desk.authority.party)
    if (own === undefined) throw new Fault('nothing_to_recall')
    const purgeBy = readPurgeBy(body.purgeBy, desk.now())
    const known = new Set(desk.partners.map((partner) => partner.party))
    const unknown = (body.partners ?? []).flatMap((party, i) => (known.has(party) ? [] : [i]))
    if (unknown.length > 0) throw invalid(`/partners/${unknown[0]}`, 'partner_unknown')
    const done = await recalls.recall({
      id: params.id,
      agency: own.agency,
      kind: own.kind,
      partners: body.partners,
      reason: body.reason,
      words: body.words?.trim() ?? '',
      purgeBy,
      actor,
    })
    return { position: desk.services.people.at(done.seq), partners: [...done.partners] }
  })

  mount(site, routes.holdRecord, async ({ params, body }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.hold', params.id)
    if (version.erasedAt !== null) throw new Fault('record_erased')
    const { seq } = await recalls.placeHold({ id: params.id, agency: version.agency, reason: body.reason, actor })
    return { position: desk.services.people.at(seq) }
  })

  mount(site, routes.liftHold, async ({ params, body }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.lift_hold', params.id)
    if ((await findHold(desk.sql, version.rid)) === undefined) throw new Fault('hold_unknown')
    if (await recalls.isLiftProposed(params.id)) throw new Fault('proposal_waits')
    const change = { what: 'hold_lift', id: params.id, agency: version.agency } as const
    const { proposal, seq } = await desk.services.people.change({ change, reason: body.reason, actor })
    const position = desk.services.people.at(seq ?? 0)
    return proposal === null
      ? { position }
      : { position, waits: { proposal: String(proposal.id), expiresAt: proposal.expiresAt.toISOString() } }
  })

  mount(site, routes.listRecalls, async ({ query }, actor) => {
    const looksOn = actor.role === 'administrator' || actor.role === 'inspector'
    const direction = query.direction === undefined ? undefined : query.direction === 'sent' ? 'out' : 'in'
    const rows = await listRecalls(desk.sql, { agency: looksOn ? undefined : actor.agency, direction, partner: query.partner })
    const reads = mayDo(actor, 'recall.read', { agency: actor.agency }).allowed
    const [mine, others] = [rows.filter((row) => row.agency === actor.agency), rows.filter((row) => row.agency !== actor.agency)]
    const shown = new Map(
      [...(await showRecalls(desk, mine, reads)), ...(await showRecalls(desk, others, false))].map((one) => [one.id, one]),
    )
    return { items: rows.flatMap((row) => shown.get(String(row.recallId)) ?? []) }
  })

  mount(site, routes.readRecall, async ({ params }, actor): Promise<RecallDetail> => {
    const row = await findOwn(desk, actor, 'recall.read', params.id)
    const { partner, rid, agency, recallId } = row
    const incoming = row.direction === 'in'
    const [[shown], hold, derived, likely] = await Promise.all([
      showRecalls(desk, [row], true),
      findHold(desk.sql, rid),
      incoming ? listDerived(desk.sql, recallId) : [],
      incoming && row.held > 0 ? findLikely(desk.sql, { rid, fromParty: partner }, agency) : [],
    ])
    if (shown === undefined) throw new Fault('recall_unknown')
    const [ids, summaries] = await Promise.all([findStoredIds(desk.sql, desk.keystore, derived), summarise(desk, actor, likely)])
    return {
      ...shown,
      hold: hold !== undefined,
      derivedRecords: derived.flatMap((version) => {
        const id = ids.get(version.seq)
        return id === undefined
          ? []
          : [{ id, kind: version.kind, from: version.fromParty, agency: version.agency, addedAt: version.addedAt.toISOString() }]
      }),
      likely: likely.flatMap(({ sharedIdentifiers, sharedWords }, i) => {
        const record = summaries[i]
        return record === undefined ? [] : [{ record, identifiers: sharedIdentifiers, words: sharedWords }]
      }),
    }
  })

  mount(site, routes.answerRecall, async ({ params, body }, actor) => {
    const row = await findOwn(desk, actor, 'recall.answer', params.id)
    if (row.direction !== 'in') throw new Fault('recall_unknown')
    if (row.state !== 'open') throw new Fault('recall_over')
    const { people } = desk.services
    if (body.act === 'object') {
      const { seq } = await recalls.object({ recallId: row.recallId, words: body.reason.trim(), actor })
      return { position: people.at(seq) }
    }
    const permission = mayDo(actor, 'record.erase', { agency: row.agency })
    if (!permission.allowed) throw new Fault('not_permitted', { reason: `may_not_${permission.reason}` })
    if ((await findHold(desk.sql, row.rid)) !== undefined) throw new Fault('record_held')
    const [shown] = await showRecalls(desk, [row], true)
    if (shown?.record == null) throw new Fault('record_erased')
    const change = { what: 'erase', id: shown.record.id, agency: row.agency, from: row.partner } as const
    const { why } = await people.change({ change, reason: body.reason, actor, dryRun: true })
    const purge = () => people.change({ change, reason: body.reason, actor })
    const { proposal, seq } = why === null ? await forgetFirst(desk.cache, row.rid, purge) : await purge()
    const position = people.at(seq ?? 0)
    return proposal === null
      ? { position }
      : { position, waits: { proposal: String(proposal.id), expiresAt: proposal.expiresAt.toISOString() } }
  })

  mount(site, routes.restoreDerived, async ({ params, body }, actor) => {
    const row = await findOwn(desk, actor, 'recall.restore', params.id)
    const derived = await listDerived(desk.sql, row.recallId)
    const rid = Buffer.from(recordDigest(desk.searchKey, body.record))
    // Another agency's record is for that agency to look at.
    if (!derived.some((version) => rid.equals(version.rid) && version.agency === actor.agency)) throw new Fault('record_unknown')
    const { seq } = await recalls.restore({ recallId: row.recallId, id: body.record, reason: body.reason, actor })
    return { position: desk.services.people.at(seq) }
  })

  mount(site, routes.withdrawRecall, async ({ params, body }, actor) => {
    const row = await findOwn(desk, actor, 'recall.withdraw', params.id)
    const { seq } = await recalls.withdraw({ recallId: row.recallId, words: body.words.trim(), actor })
    return { position: desk.services.people.at(seq) }
  })
}

/** A recall of the caller's own agency; one of another is as unknown as one that does not exist. */
async function findOwn(desk: Desk, actor: Actor, action: Action, id: string): Promise<RecallRow> {
  const number = readNumber(id)
  const row = number === undefined ? undefined : await findRecall(desk.sql, number)
  if (row === undefined || row.agency !== actor.agency) throw new Fault('recall_unknown')
  const permission = mayDo(actor, action, { agency: row.agency })
  if (!permission.allowed) throw new Fault('not_permitted', { reason: `may_not_${permission.reason}` })
  return row
}

function readPurgeBy(text: string | undefined, now: Date): Date {
  if (text === undefined) return new Date(now.getTime() + recallDefaultHours * 3_600_000)
  const purgeBy = new Date(text)
  if (!(purgeBy > now)) throw invalid('/purgeBy', 'not_in_the_future')
  if (purgeBy.getTime() > now.getTime() + longestDays * 86_400_000) throw invalid('/purgeBy', 'too_far')
  return purgeBy
}

function invalid(field: string, code: string): Fault {
  return new Fault('body_invalid', {}, { problems: [{ field, code }] })
}
