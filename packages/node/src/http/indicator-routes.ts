import { type IndicatorDetail, type IndicatorRow, type IndicatorSide, type IndicatorValueShown, routes } from '@enlace/api'
import { canonicalText, Fault, isJsonObject, type JsonObject } from '@enlace/core'
import type { Actor, CardTarget, IndicatorState, Rates, SideTarget } from '@enlace/policy'
import { findCausalWords, kinds, mayClaimCause, readField } from '@enlace/records'
import { entryId } from '@enlace/wire'
import { fieldsOf } from '../store/case-records.ts'
import { readStarterCards } from '../store/indicator-pack.ts'
import { type HeldIndicator, type HeldValue, readIndicators } from '../store/read-indicators.ts'
import type { SeriesLines } from '../store/series-lines.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { dayOf } from './day-of.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { foldIndicator } from './fold-indicator.ts'
import { mount } from './mount.ts'
import { summarise } from './show-record.ts'
import type { Site } from './site.ts'

type Shown = {
  readonly held: HeldIndicator
  readonly state: IndicatorState<HeldValue>
  readonly record: StoredRecord
  readonly row: IndicatorRow
}

/** Mounts indicators: every one with both sides beside each other, one of them in full, and the starter cards by one click. */
export function mountIndicatorRoutes(site: Site, desk: Desk, lines: SeriesLines): void {
  const starters = readStarterCards()
  mount(site, routes.listIndicators, async ({ query }, actor) => {
    const on = dayOf(desk, query.on)
    const { items, more } = await readIndicators(desk, actor.agency)
    const rows = (await show(actor, items, on)).map(({ row }) => row)
    return {
      items: rows
        .filter(
          ({ level, workstream }) =>
            (query.level === undefined || level === query.level) && (query.workstream === undefined || workstream === query.workstream),
        )
        .toSorted((a, b) => (a.code ?? '~').localeCompare(b.code ?? '~', 'en', { numeric: true })),
      parties: partiesOf(actor),
      starters: starters.filter(({ code }) => !rows.some((row) => row.code === code)).length,
      on,
      more,
    }
  })

  mount(site, routes.readIndicator, async ({ params, query }, actor): Promise<IndicatorDetail> => {
    const on = dayOf(desk, query.on)
    const { version } = await findRecord(desk, actor, 'indicator.read', params.id)
    const { items } = version.kind === 'indicator-card' ? await readIndicators(desk, actor.agency, version.rid) : { items: [] }
    const [shown] = await show(actor, items, on)
    if (shown === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    const { held, state, record, row } = shown
    const all = row.pairs.length + row.overlaps.length === 0 ? [] : await show(actor, (await readIndicators(desk, actor.agency)).items, on)
    const related = (codes: readonly string[]) =>
      codes.map((code) => {
        const found = all.find((one) => one.row.code === code)?.row
        return { code, id: found?.record.id ?? null, title: found?.title ?? {} }
      })
    return {
      party: actor.party,
      indicator: row,
      card: { id: state.card.id, at: state.card.at, from: state.card.from, fields: fieldsIn(record) },
      versions: state.versions.map(({ id, at, from, since, standing }) => ({
        ...{ id, at, from, since, standing },
        marks: state.marks.flatMap(({ code, of }) => (of.includes(id) ? [code] : [])),
      })),
      answers: held.answered.map((one) => ({
        id: String(one.object.id),
        from: one.fromParty,
        at: String(one.object.modified),
        says: fieldsOf(one).text('says') ?? '',
        words: ownWords(one),
      })),
      lines: state.lines.map(({ side, from, source, breakdown, isOwn, entries }) => ({
        ...{ side, from, source, breakdown, own: isOwn },
        entries: entries.map(({ current, earlier, marks, counts }) => ({
          current: showValue(current),
          earlier: earlier.map(showValue),
          marks: [...marks],
          counts,
        })),
      })),
      causal: mayClaimCause(state.card.attribution) ? [] : causalIn(record, held),
      pairs: related(row.pairs),
      overlaps: related(row.overlaps),
      on,
    }
  })

  mount(site, routes.loadIndicators, async ({ body }, actor) => {
    const { items } = await readIndicators(desk, actor.agency)
    const known = new Set((await show(actor, items, dayOf(desk, undefined))).map(({ row }) => row.code))
    const missing = starters.filter(({ code }) => !known.has(code))
    const at = desk.now().toISOString()
    for (const { code, fields } of missing) {
      const object = toCard(actor, partiesOf(actor), code, fields, at)
      const objectBytes = new TextEncoder().encode(canonicalText(object))
      await desk.services.submitRecord({ objectBytes, object, envelope: body.envelope as JsonObject, actor })
    }
    return { stored: missing.length, held: starters.length - missing.length }
  })

  function partiesOf(actor: Actor): string[] {
    return [actor.party, ...desk.partners.map(({ party }) => party)].toSorted()
  }

  async function show(actor: Actor, items: readonly HeldIndicator[], on: string): Promise<readonly Shown[]> {
    const summaries = await summarise(
      desk,
      actor,
      items.map(({ version }) => version),
    )
    const shown: Shown[] = []
    for (const [i, held] of items.entries()) {
      const summary = summaries[i]
      const folded = summary === undefined ? undefined : await foldIndicator(held, lines, actor.agency, on)
      if (summary === undefined || folded === undefined) continue
      const { state, record, series } = folded
      const { text, codes } = fieldsOf(record)
      // What a card says of all sides stands in each party's own; both together have a place of their own once somebody gives such a figure.
      const named = [...state.sides.map(({ side }) => side).filter((side) => side !== 'all'), ...state.lines.map(({ side }) => side)]
      const sides = [...new Set([...partiesOf(actor), ...named])]
      const row: IndicatorRow = {
        record: summary,
        code: text('code') ?? null,
        title: localized(record, 'title'),
        unit: state.card.unit,
        level: state.card.level ?? null,
        direction: state.card.direction ?? null,
        attribution: state.card.attribution ?? null,
        contextOnly: readField(kinds.get(record.kind), record.object, 'context_only') === true,
        workstream: text('workstream') ?? null,
        query: text('query') ?? null,
        series: series ?? null,
        verifiable: state.missing.length === 0,
        missing: [...state.missing],
        sides: sides.map((side) => showSide(side, state)),
        nextPublication: state.card.nextPublication ?? null,
        marks: state.marks.map(({ code }) => code),
        pairs: [...codes('pairs')],
        overlaps: [...codes('overlaps')],
      }
      shown.push({ held, state, record, row })
    }
    return shown
  }
}

/** What one side says now, with what others say for it, and where it stands against what was agreed. */
export function showSide(side: string, state: IndicatorState<HeldValue>): IndicatorSide {
  const said: SideTarget | undefined = state.sides.find((one) => one.side === side) ?? state.sides.find((one) => one.side === 'all')
  const lines = state.lines.filter((line) => line.side === side && Object.keys(line.breakdown).length === 0)
  const lastOf = (own: boolean) =>
    lines
      .filter(({ isOwn }) => isOwn === own)
      .flatMap(({ entries }) => {
        const last = entries.findLast(({ counts }) => counts) ?? entries.at(-1)
        return last === undefined ? [] : [showValue(last.current)]
      })
  const rates = lines.find((line) => line.rates !== undefined)?.rates
  const { baseline, target, later } = said ?? {}
  return {
    side,
    latest: lastOf(true),
    rivals: lastOf(false),
    baseline:
      baseline === undefined
        ? null
        : { value: baseline.value ?? null, on: baseline.on ?? null, source: baseline.source ?? null, none: baseline.isNone },
    target: target === undefined ? null : showTarget(target),
    agreedBy: [...(said?.agreedBy ?? [])],
    notAgreedBy: [...(said?.notAgreedBy ?? [])],
    later: later === undefined ? null : { value: later.target.value ?? null, dueOn: later.target.dueOn ?? null, from: later.from },
    rates: rates === undefined ? null : showRates(rates),
  }
}

function showTarget({ value, threshold, dueOn, setBy, isNone }: CardTarget) {
  return { value: value ?? null, threshold: threshold ?? null, dueOn: dueOn ?? null, setBy: setBy ?? null, none: isNone }
}

function showRates({ achieved, needed, neededAtFirst, done, standing }: Rates) {
  return { achieved: achieved ?? null, needed: needed ?? null, neededAtFirst: neededAtFirst ?? null, done: done ?? null, standing }
}

function showValue(value: HeldValue): IndicatorValueShown {
  const { record, series } = value
  const number = (name: string) => {
    const found = record === undefined ? undefined : readField(kinds.get(record.kind), record.object, name)
    return typeof found === 'number' ? found : null
  }
  const said = record === undefined ? undefined : fieldsOf(record)
  return {
    id: record === undefined ? null : value.id,
    from: value.from,
    at: value.at,
    start: value.start,
    end: value.end,
    span: value.span ?? null,
    notAvailable: value.notAvailable ?? null,
    unit: value.unit,
    asOf: value.asOf,
    reason: value.reason ?? null,
    note: localized(record, 'revision_note'),
    words: record === undefined ? '' : ownWords(record),
    source: value.source,
    sourceUrl: said?.text('source_url') ?? null,
    reporters: number('reporters'),
    reportersOf: number('reporters_of'),
    missingReporters: [...(said?.codes('missing_reporters') ?? series?.missingReporters ?? [])],
    ofCount: number('of_count'),
    parts: series?.parts ?? null,
    provisional: series?.isProvisional ?? false,
    confidence: value.confidence ?? null,
    confidenceWhy: localized(record, 'confidence_why'),
  }
}

/** Words that name a cause, in the card in force and in the values: each with the record and the field that holds them. */
function causalIn(card: StoredRecord, held: HeldIndicator): IndicatorDetail['causal'] {
  return [card, ...held.records.values.flatMap(({ record }) => record ?? [])].flatMap((record) =>
    [...textsOf(fieldsIn(record)), ['content', String(record.object.content ?? '')] as const].flatMap(([field, words]) =>
      // The explanations that speak against it may name causes: they are not the programme's.
      field === 'rivals' ? [] : findCausalWords(words).map((found) => ({ of: String(record.object.id), field, words: found.words })),
    ),
  )
}

function textsOf(fields: JsonObject): readonly (readonly [string, string])[] {
  const inside = (value: unknown): readonly string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(inside) : []
  return Object.entries(fields).flatMap(([name, value]) => inside(value).map((words) => [name, words] as const))
}

function fieldsIn({ kind, object }: StoredRecord): JsonObject {
  const id = kinds.get(kind)?.extension
  const inside = isJsonObject(object.extensions) && id !== undefined ? object.extensions[id] : undefined
  return isJsonObject(inside) ? inside : {}
}

function localized(record: StoredRecord | undefined, name: string): Record<string, string> {
  const value = record === undefined ? undefined : readField(kinds.get(record.kind), record.object, name)
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(Object.entries(value).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])))
}

/** What its author wrote; nothing where that is no more than the record's short name. */
function ownWords({ object: { abstract, content } }: StoredRecord): string {
  return typeof content === 'string' && content !== abstract ? content : ''
}

/** A starter card as a record of the caller’s agency: the same id however often it is loaded. Its owners are the parties of the node’s agreements. */
function toCard({ party, agency }: Actor, parties: readonly string[], code: string, fields: JsonObject, at: string): JsonObject {
  const kind = kinds.get('indicator-card')
  const title = isJsonObject(fields.title) ? fields.title : {}
  const definition = isJsonObject(fields.definition) ? fields.definition : {}
  return {
    type: 'note',
    spec_version: '2.1',
    id: entryId('note', `indicator-card ${party} ${agency}`, code),
    created: at,
    modified: at,
    abstract: String(title.en ?? code),
    content: String(definition.en ?? title.en ?? code),
    object_refs: [partyIdentityOf(party)],
    extensions: {
      [String(kind?.extension)]: {
        extension_type: 'property-extension',
        says: 'states',
        code,
        version: 1,
        owners: parties.map((one) => ({ party: one })),
        ...fields,
      },
    },
  }
}

function partyIdentityOf(party: string): string {
  return entryId('identity', 'party', party)
}
