import { type Clearance, type ClearanceDetail, routes } from '@enlace/api'
import { canonicalBytes, Fault, type Json, type JsonObject } from '@enlace/core'
import {
  type Actor,
  type Clearance as Computed,
  computeClearance,
  mayClear,
  mayDo,
  missingAttachments,
  type OnItsWay,
  shownTo,
  silenceOf,
  waitsFor,
} from '@enlace/policy'
import { fieldLabel, fieldValue, kindOf, kinds } from '@enlace/records'
import { findClearance, listClearances, readEvents, type StoredClearance, type StoredEvent } from '../store/clearances.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { listReleases, listVersions } from '../store/read-records.ts'
import type { Unsealed } from '../store/record-cache.ts'
import { sayLabel } from '../store/say-label.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import { explainReleases } from './record-routes.ts'
import { noteReads, toSummary } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts clearance: the documents on their way through the party, one of them with what was said, and a person's answer. */
export function mountClearanceRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listClearances, async ({ query }, actor) => {
    const rid = query.record === undefined ? undefined : recordDigest(desk.searchKey, query.record)
    const done = query.show === 'done' ? true : query.show === undefined ? undefined : false
    const found = await listClearances(desk.sql, { agency: actor.agency, done, rid })
    const shown = await showAll(desk, actor, found)
    return { items: shown.map(({ item }) => item).filter((item) => query.show !== 'mine' || item.waitsForYou) }
  })

  mount(site, routes.readClearance, async ({ params }, actor) => {
    const { clearance, events } = await findOwn(desk, actor, params.id)
    const [shown] = await showAll(desk, actor, [clearance])
    if (shown === undefined) throw new Fault('record_erased')
    return await showDetail(desk, actor, clearance, events, shown)
  })

  mount(site, routes.answerClearance, async ({ params, body }, actor) => {
    const { clearance } = await findOwn(desk, actor, params.id)
    const { act, round, step, words = '', reference } = body
    return await desk.services.answerClearance({
      ...{ id: clearance.id, act, round, step, words, actor },
      ...(reference === undefined ? {} : { reference }),
    })
  })
}

type Shown = { readonly item: Clearance; readonly way: OnItsWay; readonly text: Unsealed }

/** A clearance that the caller may see; any other is as unknown as one that does not exist. */
async function findOwn(desk: Desk, actor: Actor, id: string): Promise<{ clearance: StoredClearance; events: readonly StoredEvent[] }> {
  const clearance = /^[1-9]\d{0,14}$/.test(id) ? await findClearance(desk.sql, Number(id)) : undefined
  if (clearance === undefined) throw new Fault('clearance_unknown')
  const events = (await readEvents(desk.sql, [clearance.id])).get(clearance.id) ?? []
  const { route, agency, author } = clearance
  const way = { route, clearance: computed(desk, clearance, events), agency, author }
  if (!mayDo(actor, 'clearance.read', { agency, sharedWith: shownTo(way) }).allowed) throw new Fault('clearance_unknown')
  return { clearance, events }
}

function computed(desk: Desk, clearance: StoredClearance, events: readonly StoredEvent[]): Computed {
  return computeClearance(clearance.route, events, desk.services.workCalendars, desk.now().toISOString())
}

async function showAll(desk: Desk, actor: Actor, found: readonly StoredClearance[]): Promise<Shown[]> {
  const versions = found.map((clearance) => clearance.version)
  const [unsealed, events] = await Promise.all([
    desk.cache.read(versions),
    readEvents(
      desk.sql,
      found.map((clearance) => clearance.id),
    ),
  ])
  noteReads(
    desk,
    actor,
    versions.filter((_, i) => unsealed[i] !== undefined),
  )
  return found.flatMap((clearance, i) => {
    const text = unsealed[i]
    if (text === undefined) return []
    const { route, agency, author } = clearance
    const way = { route, clearance: computed(desk, clearance, events.get(clearance.id) ?? []), agency, author }
    return [{ item: toItem(actor, clearance, way, text), way, text }]
  })
}

function toItem(actor: Actor, clearance: StoredClearance, way: OnItsWay, { object, envelope }: Unsealed): Clearance {
  const stand = way.clearance
  const step = stand.step === null ? undefined : clearance.route.steps[stand.step]
  const open = stand.step === null ? undefined : stand.steps[stand.step]
  return {
    id: String(clearance.id),
    record: toSummary(clearance.version, { object, envelope } as Unsealed),
    agency: clearance.agency,
    route: { id: clearance.route.id, title: { ...clearance.route.title } },
    state: stand.state,
    round: stand.round,
    step:
      step === undefined || stand.step === null
        ? null
        : {
            ...{ index: stand.step, id: step.id, title: { ...step.title }, agency: step.agency, role: step.role },
            ...{ openedAt: open?.openedAt ?? null, dueAt: open?.dueAt ?? null },
          },
    silence: silenceOf(clearance.route, stand, envelope),
    late: stand.late,
    openedAt: clearance.openedAt.toISOString(),
    draftStatus: typeof envelope.draft_status === 'string' ? envelope.draft_status : null,
    waitsForYou: waitsFor(actor, way),
  }
}

async function showDetail(
  desk: Desk,
  actor: Actor,
  clearance: StoredClearance,
  events: readonly StoredEvent[],
  { item, way, text }: Shown,
): Promise<ClearanceDetail> {
  const [said, releases, changes] = await Promise.all([
    readJournalDocuments(
      desk.sql,
      desk.keystore,
      events.map((event) => event.seq),
    ),
    listReleases(desk.sql, clearance.version.rid),
    showChanges(desk, clearance, text),
  ])
  const journal = clearance.version.bodyOrigin
  const explained = await explainReleases(
    desk,
    releases.filter((release) => release.versionSeq === clearance.version.seq),
  )
  return {
    ...item,
    object: text.object,
    envelope: text.envelope,
    author: clearance.author,
    steps: clearance.route.steps.map((step, i) => {
      const { state, how, by, openedAt, dueAt, answeredAt } = way.clearance.steps[i] ?? nothing
      const missing: readonly string[] = missingAttachments(step, text.envelope)
      return {
        ...{ id: step.id, title: { ...step.title }, agency: step.agency, role: step.role, silence: step.silence },
        ...{ state, how, by, openedAt, dueAt, answeredAt },
        attach: step.attach.map((member) => ({ member, missing: missing.includes(member) && state !== 'cleared' })),
      }
    }),
    events: events.map((event) => ({
      ...{ act: event.act, at: event.at, by: event.by ?? null, round: event.round, step: event.step },
      words: textOf(said.get(event.seq)?.words) ?? null,
      reference: textOf(said.get(event.seq)?.reference) ?? null,
      position: { origin: journal, seq: event.seq },
    })),
    acts: [...mayClear(actor, way)],
    recipients: explained.map(({ partner, outcome, explanation }) => ({ partner, outcome, explanation })),
    changes,
  }
}

const nothing = { state: 'waiting' as const, how: null, by: null, openedAt: null, dueAt: null, answeredAt: null }

/** What is different from the version before, field by field; null for a first version. */
async function showChanges(desk: Desk, clearance: StoredClearance, { object }: Unsealed): Promise<ClearanceDetail['changes']> {
  const versions = await listVersions(desk.sql, desk.searchKey, String(object.id))
  const before = versions.find((row) => row.seq < clearance.version.seq && row.agency === clearance.agency && row.erasedAt === null)
  const [older] = before === undefined ? [] : await desk.cache.read([before])
  const kind = kinds.get(clearance.version.kind) ?? kindOf(object)
  if (before === undefined || older === undefined || kind === undefined) return null
  const fields = kind.fields.flatMap((placed) => {
    if (placed.name === 'modified') return []
    const [was, is] = [fieldValue(placed, older.object), fieldValue(placed, object)]
    if (printed(was) === printed(is)) return []
    const how = was === undefined ? ('added' as const) : is === undefined ? ('removed' as const) : ('changed' as const)
    return [{ name: placed.name, label: sayLabel(desk.messages, fieldLabel(kind, [placed.name], placed.field)), how }]
  })
  return { since: before.modified.toISOString(), fields }
}

function printed(value: Json | undefined): string {
  return value === undefined ? '' : Buffer.from(canonicalBytes(value)).toString('utf8')
}

function textOf(value: JsonObject[string] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
