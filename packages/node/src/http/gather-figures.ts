import { type Actor, type BriefFigure, type EvidenceLevel, type FiguresOf, type IndicatorState, strictestTlp } from '@enlace/policy'
import { fieldsOf } from '../store/case-records.ts'
import { readJudged } from '../store/read-evidence.ts'
import { type HeldValue, readIndicators } from '../store/read-indicators.ts'
import type { SeriesLines } from '../store/series-lines.ts'
import type { Desk } from './desk.ts'
import { foldIndicator } from './fold-indicator.ts'
import { wordsOfField } from './gather-brief.ts'
import { showEvidence } from './show-evidence.ts'
import { noteReads } from './show-record.ts'

type Evidence = { readonly level: EvidenceLevel; readonly confirmedBy: readonly string[]; readonly disputedBy: readonly string[] }

/** An indicator in a brief: what each side says, its unit, and whether it counts what was done or what changed. */
export type BriefIndicator = FiguresOf & { readonly code: string | null; readonly unit: string; readonly level: string | null }

/** Every indicator that somebody gave a figure for, as an agency may see it: the last figure of each line, how well it is founded, and what others hold against it. */
export async function gatherFigures(
  desk: Desk,
  lines: SeriesLines,
  actor: Actor,
  on: string,
): Promise<{ readonly items: readonly BriefIndicator[]; readonly more: boolean }> {
  const { items, more } = await readIndicators(desk, actor.agency)
  const folded = (await Promise.all(items.map((held) => foldIndicator(held, lines, actor.agency, on)))).map((one, i) => ({
    one,
    held: items[i],
  }))
  const shown = folded.flatMap(({ one, held }) => {
    if (one === undefined || held === undefined) return []
    const sides = [...new Set(one.state.lines.map(({ side }) => side))].toSorted()
    return [{ ...one, held, sides: sides.map((side) => ({ side, ...lastOf(one.state.lines, side) })) }]
  })
  const values = shown.flatMap(({ sides }) => sides.flatMap(({ own, rivals }) => [...own, ...rivals]))
  const recorded = values.flatMap(({ record }) => record ?? [])
  const [judged, tlps] = await Promise.all([
    readJudged(
      desk.sql,
      actor.agency,
      recorded.map(({ rid }) => rid),
    ),
    tlpsOf(
      desk,
      recorded.map(({ seq }) => seq),
    ),
  ])
  const evidence = new Map(await Promise.all(values.map(async (value) => [value, await evidenceOf(desk, actor, value, judged)] as const)))
  noteReads(
    desk,
    actor,
    shown.map(({ held }) => held.version),
  )
  const figureOf = (value: HeldValue): BriefFigure => ({
    id: value.record === undefined ? null : value.id,
    ...{ from: value.from, at: value.at, span: value.span ?? null, notAvailable: value.notAvailable ?? null, unit: value.unit },
    ...{ start: value.start, end: value.end, isRevision: value.revises !== undefined },
    ...(evidence.get(value) ?? unseen),
  })
  return {
    items: shown
      .filter(({ sides }) => sides.some(({ own, rivals }) => own.length + rivals.length > 0))
      .map(({ held, record, state, sides }) => {
        const { text } = fieldsOf(record)
        const title = wordsOfField(record, 'title')
        const all = sides.flatMap(({ own, rivals }) => [...own, ...rivals])
        return {
          ...{ id: held.records.id, from: held.records.author, at: state.card.at, words: title },
          ...{ code: text('code') ?? null, unit: state.card.unit, level: state.card.level ?? null },
          tlp: strictestTlp([held.version.tlp, ...all.flatMap(({ record: of }) => (of === undefined ? [] : (tlps.get(of.seq) ?? [])))]),
          sides: sides.map(({ side, own, rivals, standing }) => ({
            ...{ party: side, standing },
            own: own.map(figureOf),
            rivals: rivals.map(figureOf),
          })),
        }
      })
      .toSorted((a, b) => (a.code ?? '~').localeCompare(b.code ?? '~', 'en', { numeric: true })),
    more,
  }
}

const unseen: Evidence = { level: 'asserted', confirmedBy: [], disputedBy: [] }

/** What a side says last on each own line, what others say last for it, and where it stands; parts of a whole are left to the page of the indicator. */
function lastOf(lines: IndicatorState<HeldValue>['lines'], side: string) {
  const whole = lines.filter((line) => line.side === side && Object.keys(line.breakdown).length === 0)
  const last = (isOwn: boolean) =>
    whole
      .filter((line) => line.isOwn === isOwn)
      .flatMap(({ entries }) => (entries.findLast(({ counts }) => counts) ?? entries.at(-1))?.current ?? [])
  return { own: last(true), rivals: last(false), standing: whole.find(({ rates }) => rates !== undefined)?.rates?.standing ?? null }
}

async function evidenceOf(desk: Desk, actor: Actor, { id, record }: HeldValue, judged: ReadonlySet<string>): Promise<Evidence> {
  if (record === undefined) return unseen
  if (!judged.has(Buffer.from(record.rid).toString('hex'))) {
    const { codes, text } = fieldsOf(record)
    return codes('evidence_refs').length > 0 || text('query_run') !== undefined ? { ...unseen, level: 'referenced' } : unseen
  }
  return (await showEvidence(desk, actor, id)) ?? unseen
}

async function tlpsOf({ sql }: Desk, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (seqs.length === 0) return new Map()
  const rows = await sql<{ seq: number; tlp: string }[]>`select seq, tlp from version where seq = any(${seqs as number[]})`
  return new Map(rows.map(({ seq, tlp }) => [seq, tlp]))
}
