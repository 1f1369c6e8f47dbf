import { type RightsFlagShape, routes, type Summary } from '@enlace/api'
import { Fault, type JsonObject, utf8 } from '@enlace/core'
import { type Actor, mayDo, nextDue } from '@enlace/policy'
import { kinds, readField, referencesOf } from '@enlace/records'
import { countHeld } from '../store/decisions.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { findLatest } from '../store/read-changes.ts'
import { findPaused, listFlags, listFlagsOn, type RightsFlagRow, rightsFlagKind } from '../store/rights-flags.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { mount } from './mount.ts'
import { hexOf, summarise } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts rights flags: where they stand, what a record waits for, and a named officer's answer. */
export function mountRightsRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listRightsFlags, async (_call, actor) => {
    // Who oversees sees that a flag stands everywhere; its words stay in the compartment.
    const rows = await listFlags(desk.sql, actor.role === 'inspector' ? {} : { agency: actor.agency })
    const [items, waiting] = await Promise.all([showFlags(desk, actor, rows), countHeld(desk.sql)])
    return { items, waiting: [...waiting], asOf: desk.now().toISOString() }
  })

  mount(site, routes.readRecordRights, async ({ params }, actor) => {
    const { version } = await findRecord(desk, actor, 'record.read_rights', params.id)
    const [rows, paused] = await Promise.all([listFlagsOn(desk.sql, version.rid), findPaused(desk.sql, [version.seq])])
    return { paused: paused.get(version.seq) ?? null, items: await showFlags(desk, actor, rows), asOf: desk.now().toISOString() }
  })

  mount(site, routes.answerRightsFlag, async ({ params, body }, actor) => {
    const { version } = await findRecord(desk, actor, 'rights.answer', params.id)
    if (version.kind !== rightsFlagKind || version.fromParty !== desk.authority.party) throw new Fault('record_unknown')
    const [text] = await desk.cache.read([version])
    const extension = kinds.get(rightsFlagKind)?.extension ?? ''
    if (text === undefined) throw new Fault('record_erased')
    const at = new Date(Math.max(desk.now().getTime(), version.modified.getTime() + 1)).toISOString()
    const extensions = text.object.extensions as JsonObject
    const { answer, reason, assurance } = body
    const says = { state: 'answered', answer, reason: reason.trim(), answered_by: actor.user, answered_at: at }
    const { assurance: _before, ...raised } = extensions[extension] as JsonObject
    const own = { ...raised, ...says, ...(assurance === undefined ? {} : { assurance: assurance.trim() }) }
    const object = { ...text.object, modified: at, extensions: { ...extensions, [extension]: own } }
    const objectBytes = utf8(JSON.stringify(object))
    return await desk.services.submitRecord({ objectBytes, object, envelope: text.envelope, actor, base: version.seq })
  })
}

async function showFlags(desk: Desk, actor: Actor, rows: readonly RightsFlagRow[]): Promise<RightsFlagShape[]> {
  const readable = await findLatest(
    desk.sql,
    actor.agency,
    rows.map(({ rid }) => rid),
  )
  const mine = readable.filter(({ agency, sharedWith }) => mayDo(actor, 'record.read', { agency, sharedWith }).allowed)
  const [texts, summaries] = [await desk.cache.read(mine), await summarise(desk, actor, mine)]
  const told = new Map(mine.map((version, i) => [hexOf(version.rid), { object: texts[i]?.object, record: summaries[i] }]))
  const about = await readAbout(
    desk,
    actor,
    texts.flatMap((text) => (text === undefined ? [] : [text.object])),
  )
  const clocks = desk.clocks.get('rights_answer') ?? []
  const dueOf = (raisedAt: Date) =>
    nextDue(
      clocks,
      clocks.flatMap(({ rule }) => rule.starts.map((code) => ({ code, at: raisedAt.toISOString() }))),
    ) ?? null
  return rows.map((row) => {
    const { object, record } = told.get(hexOf(row.rid)) ?? {}
    const says = (name: string) => textOf(object === undefined ? undefined : readField(kinds.get(rightsFlagKind), object, name))
    const fears = object === undefined ? [] : readField(kinds.get(rightsFlagKind), object, 'fears')
    return {
      record: record ?? null,
      agency: row.agency,
      state: row.state,
      raisedAt: row.raisedAt.toISOString(),
      raisedBy: row.raisedBy,
      dueAt: row.state === 'open' ? dueOf(row.raisedAt) : null,
      answeredAt: row.answeredAt?.toISOString() ?? null,
      answeredBy: row.answeredBy,
      fears: Array.isArray(fears) ? fears.filter((fear): fear is string => typeof fear === 'string') : [],
      channel: says('channel'),
      content: textOf(object?.content) ?? '',
      answer: says('answer'),
      assurance: says('assurance'),
      reason: says('reason'),
      about: object === undefined ? [] : flaggedBy(object).flatMap((id) => about.get(id) ?? []),
    }
  })
}

/** The flagged records, by id, as far as the reader's agency may see them. */
async function readAbout(desk: Desk, actor: Actor, flags: readonly JsonObject[]): Promise<Map<string, Summary>> {
  const rids = [...new Set(flags.flatMap(flaggedBy))].map((id) => recordDigest(desk.searchKey, id))
  const summaries = await summarise(desk, actor, await findLatest(desk.sql, actor.agency, rids))
  return new Map(summaries.flatMap((one) => (one === undefined ? [] : [[one.id, one] as const])))
}

function flaggedBy(object: JsonObject): string[] {
  return referencesOf(object)
    .filter(({ relation }) => relation === 'object_refs')
    .map(({ target }) => target)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
