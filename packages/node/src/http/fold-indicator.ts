import { type IndicatorState, joinRecorded, stateOfIndicator } from '@enlace/policy'
import { type HeldIndicator, type HeldValue, seriesOfCard, valuesFromLines } from '../store/read-indicators.ts'
import type { SeriesLines } from '../store/series-lines.ts'
import type { StoredRecord } from '../store/stored-records.ts'

export type FoldedIndicator = {
  readonly state: IndicatorState<HeldValue>
  /** The card in force. */
  readonly record: StoredRecord
  /** The published series that it takes values from. */
  readonly series: string | undefined
}

/** Where an indicator stands on a day, with the values that a published series gives it; undefined while its card is not here. */
export async function foldIndicator(
  held: HeldIndicator,
  lines: SeriesLines,
  agency: string,
  on: string,
): Promise<FoldedIndicator | undefined> {
  const first = stateOfIndicator(held.records, on)
  if (first === undefined) return undefined
  const series = seriesOfCard(held.cardOf(first.card))
  const published = series === undefined ? [] : valuesFromLines(await lines.read(series.series, agency), series)
  const state =
    published.length === 0 ? first : stateOfIndicator({ ...held.records, values: joinRecorded(held.records.values, published) }, on)
  const record = held.cardOf(first.card)
  return state === undefined || record === undefined ? undefined : { state, record, series: series?.series }
}
