import { type ReportList, routes } from '@enlace/api'
import { computeLegalClock, type Instrument, type LegalClockRule, type LegalEvent, lastDayBefore, lastDayOf } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import { listOwedReports, listReports } from '../store/list-reports.ts'
import { labelOf } from '../store/say-label.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

const kind = kinds.get('contact-report')
const filed = ['filed', 'receipted']
type Clock = NonNullable<ReportList['monthly']>

/** Mounts contact reports: what the agency owes, what it wrote and where each stands under the law of its party. */
export function mountReportRoutes(site: Site, desk: Desk): void {
  const law = [...desk.law.instruments.values()].find(
    ({ parties, clocks }) => parties.includes(desk.authority.party) && clocks.some(({ runsFor }) => runsFor === 'contact_report'),
  )
  const rule = law?.clocks.find(({ runsFor }) => runsFor === 'contact_report')
  const monthly = law?.clocks.find(({ id }) => id === 'agent-monthly')

  mount(site, routes.listContactReports, async (_, actor) => {
    const owed = await listOwedReports(desk.sql, actor.agency)
    const versions = await listReports(desk.sql, actor.agency)
    const records = await readStoredRecords(
      desk.sql,
      desk.keystore,
      versions.map(({ seq }) => seq),
    )
    const bySeq = new Map(records.map((record) => [record.seq, record]))
    const summaries = await summarise(
      desk,
      actor,
      [...owed, ...versions.map((version) => ({ version }))].map(({ version }) => version),
    )
    const now = desk.now().toISOString()
    const last = records.map(heldAt).sort().at(-1)
    return {
      law: law === undefined ? null : showLaw(law),
      owed: owed.flatMap(({ startedAt, dueAt }, i) => {
        const record = summaries[i]
        if (record === undefined) return []
        const tooLate = dueAt.toISOString()
        return [{ record, startedAt: startedAt.toISOString(), dueAt: tooLate, lastDay: lastDayBefore(tooLate, desk.law.zones) }]
      }),
      items: versions.flatMap((version, i) => {
        const record = summaries[owed.length + i]
        const report = bySeq.get(version.seq)
        if (record === undefined || report === undefined) return []
        const stage = fieldOf(report, 'stage')
        return [
          {
            record,
            stage,
            next: [...(kind?.states.find(({ code }) => code === stage)?.next ?? [])],
            heldAt: heldAt(report),
            channel: fieldOf(report, 'channel'),
            topicClass: fieldOf(report, 'topic_class'),
            agentOffice: fieldOf(report, 'agent_office'),
            clock: rule === undefined || law === undefined ? null : showClock(desk, law, rule, eventsOf(report), now),
          },
        ]
      }),
      monthly:
        monthly === undefined || law === undefined || last === undefined
          ? null
          : showClock(desk, law, monthly, [{ code: 'contact_held', at: last }], now),
      asOf: now,
    }
  })
}

function showLaw({ id, title, note, validity }: Instrument): NonNullable<ReportList['law']> {
  return { instrument: id, title: labelOf(title), note: labelOf(note), validity: labelOf(validity.note), verified: validity.verified }
}

/** What happened for the law: the contact, and that both ministries have the report. What is only planned has not happened. */
function eventsOf(report: StoredRecord): LegalEvent[] {
  const stage = fieldOf(report, 'stage')
  if (stage === 'planned' || stage === 'authorised') return []
  const both = [fieldOf(report, 'filed_foreign_ministry_at'), fieldOf(report, 'filed_security_ministry_at')].sort()
  const at = both[1] ?? ''
  return [{ code: 'contact_held', at: heldAt(report) }, ...(filed.includes(stage) && both[0] !== '' ? [{ code: 'report_filed', at }] : [])]
}

function showClock(desk: Desk, law: Instrument, rule: LegalClockRule, events: readonly LegalEvent[], now: string): Clock | null {
  const answer = computeLegalClock(rule, events, desk.law.calendarOf(law.calendars[rule.calendar] ?? rule.calendar), now)
  if (!answer.ok) return null
  const { state, dueAt, dueOn } = answer.clock
  return {
    title: labelOf(rule.title),
    article: rule.article,
    verified: rule.verified && law.validity.verified,
    state,
    dueAt,
    dueOn,
    lastDay: lastDayOf(rule, answer.clock),
  }
}

function heldAt(report: StoredRecord): string {
  return new Date(fieldOf(report, 'held_at') || report.addedAt).toISOString()
}

function fieldOf({ object }: StoredRecord, name: string): string {
  const value = readField(kind, object, name)
  return typeof value === 'string' ? value : ''
}
