import type { IndicatorDetail, IndicatorList } from '@enlace/api'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Ask } from './play-scene.ts'
import { type Publisher, publishByTwo } from './publish-by-two.ts'
import type { Player } from './scene.ts'
import { type SeriesCard, type SeriesLineAsked, seriesValues } from './series-values.ts'

/** What is published of a card: its lines. Without one, the line of its own series. */
export type SeriesPlan = Readonly<Record<string, readonly (SeriesLineAsked & { readonly measure?: string })[]>>

export type SeriesProgress = { readonly title: Readonly<Record<string, string>>; readonly done: number; readonly total: number }

/**
 * Puts the published series of a party's own side on record and on its public site: each card that names one, and the values of every edition, the oldest edition first, so that a later one stands as a
 * revision. An analyst writes them, two other persons agree. What is public already stays. `figuresOf` gives the objects of a series' records.
 */
export async function publishSeries(
  ask: Ask,
  who: Player,
  node: Publisher,
  figuresOf: (
    series: string,
  ) => Promise<{ readonly figures: readonly JsonObject[]; readonly missing: ReadonlyMap<string, readonly string[]> }>,
  plan: SeriesPlan,
  onProgress: (progress: SeriesProgress) => void,
): Promise<number> {
  const [party] = who
  const { items } = (await ask(who, 'GET', '/api/v1/programme/indicators')).body as IndicatorList
  const cards: { readonly named: SeriesCard; readonly series: string }[] = []
  for (const { record, code, title, series } of items) {
    if (series === null || record.from !== party) continue
    const { card } = (await ask(who, 'GET', `/api/v1/programme/indicators/${record.id}`)).body as IndicatorDetail
    const named = cardOf(record.id, code ?? '', title, card.fields)
    if (named?.side === party) cards.push({ named, series })
  }
  let published = 0
  for (const [i, { named, series }] of cards.entries()) {
    const { figures, missing } = await figuresOf(series)
    const lines = (plan[named.code] ?? [{}]).map((line) =>
      seriesValues({ ...named, measure: line.measure ?? named.measure }, figures, who, { missing, ...line }),
    )
    const values = lines.flat().toSorted((a, b) => String(a.object.modified).localeCompare(String(b.object.modified)))
    for (const value of values) {
      const { status, body } = await ask(who, 'POST', '/api/v1/records', value)
      if (status >= 300) throw new Error(`${named.code}: ${status} ${JSON.stringify(body)}`)
    }
    published += await publishByTwo(node, [named.id], 'alone')
    for (const edition of Map.groupBy(values, ({ object }) => object.modified).values())
      published += await publishByTwo(
        node,
        edition.map(({ object }) => object.id),
        'alone',
      )
    onProgress({ title: named.title, done: i + 1, total: cards.length })
  }
  return published
}

function cardOf(
  id: string,
  code: string,
  title: Readonly<Record<string, string>>,
  fields: IndicatorDetail['card']['fields'],
): SeriesCard | undefined {
  const series = fields.series as Json
  if (!isJsonObject(series) || typeof series.side !== 'string' || typeof series.measure !== 'string') return undefined
  const breakdown = isJsonObject(series.breakdown)
    ? Object.fromEntries(Object.entries(series.breakdown).map(([name, value]) => [name, String(value)]))
    : {}
  return { id, code, title, side: series.side, measure: series.measure, breakdown }
}
