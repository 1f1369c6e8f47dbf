import { routes } from '@enlace/api'
import { rulesOfAgency } from '@enlace/policy'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { countByRule, listComing, listErasures, listHeldRecords, readOwnPeriods, readTerms } from '../store/retention.ts'
import { findStoredIds } from '../store/stored-ids.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import { showAsked } from './show-asked.ts'
import type { Site } from './site.ts'

const maxLines = 120
const maxHeld = 100

/** Mounts what is kept how long: rules, what ends next, what was erased, what a legal hold stops. All of it of the caller's own agency. */
export function mountRetentionRoutes(site: Site, desk: Desk): void {
  const { retention, people } = desk.services

  mount(site, routes.readRetention, async (_call, { agency }) => {
    const { pack } = retention
    const at = desk.now()
    const [own, terms] = await Promise.all([readOwnPeriods(desk.sql), readTerms(desk.sql, pack.rules, undefined, agency)])
    const [figures, coming, held, erased, copies] = await Promise.all([
      countByRule(desk.sql, terms, at),
      listComing(desk.sql, terms, at, maxLines),
      listHeldRecords(desk.sql, terms, maxHeld),
      listErasures(desk.sql, agency, maxLines),
      retention.copies(),
    ])
    const [reasons, ids] = await Promise.all([
      readJournalDocuments(
        desk.sql,
        desk.keystore,
        held.map(({ seq }) => seq),
      ),
      findStoredIds(
        desk.sql,
        desk.keystore,
        held.map(({ rid, versionSeq }) => ({ rid, seq: versionSeq })),
      ),
    ])
    const ownPeriods = own.get(agency) ?? new Map()
    const { lookedAt, ...run } = retention.status()
    return {
      agency,
      run: { ...run, lookedAt: lookedAt?.toISOString() ?? null },
      note: { ...pack.note },
      copies: copies.map((copy) => ({ at: copy.at.toISOString(), endsAt: copy.endsAt.toISOString() })),
      rules: rulesOfAgency(pack.rules, agency, ownPeriods).map(({ agency: _agency, title, basis, ...rule }) => {
        const found = figures.find((row) => row.rule === rule.id)
        const { kept = 0, due = 0, review = 0, held: kepts = 0 } = found ?? {}
        return {
          ...rule,
          title: { ...title },
          basis: { ...basis },
          own: ownPeriods.has(rule.id),
          ...{ kept, due, review, held: kepts },
          nextAt: found?.nextAt?.toISOString() ?? null,
        }
      }),
      coming: coming.map(({ retention: name, ...line }) => ({ ...line, class: name })),
      held: held.map((one) => ({
        record: ids.get(one.versionSeq) ?? null,
        class: one.retention,
        kind: one.kind,
        dueAt: one.dueAt?.toISOString() ?? null,
        placedBy: one.placedBy,
        placedAt: one.placedAt.toISOString(),
        reason: String(reasons.get(one.seq)?.reason ?? ''),
      })),
      erased: erased.map(({ retention: name, ...line }) => ({ ...line, class: name })),
    }
  })

  mount(site, routes.changeRetention, async ({ params, body }, actor) => {
    const { days, atEnd, reason, dryRun = false } = body
    const asked = { agency: actor.agency, rule: params.rule, days, atEnd }
    const foreseen = await retention.foresee(asked)
    const change = { what: 'retention', ...asked, wouldErase: foreseen.wouldErase } as const
    return { ...foreseen, change: showAsked(change, await people.change({ change, reason, actor, dryRun }), people.at) }
  })
}
