import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IndicatorDetail, IndicatorValueShown } from '@enlace/api'
import { axisSteps, chartShape } from './chart-shape.ts'

type Line = IndicatorDetail['lines'][number]
const value = (end: string, amount: number | null) =>
  ({ end, span: amount === null ? null : { low: amount, high: amount } }) as IndicatorValueShown
const line = (
  entries: readonly { readonly now: IndicatorValueShown; readonly was?: IndicatorValueShown; readonly counts?: boolean }[],
  breakdown = {},
): Line => ({
  side: 'mx',
  from: 'mx',
  source: 's',
  breakdown,
  own: true,
  entries: entries.map(({ now, was, counts = true }) => ({ current: now, earlier: was === undefined ? [] : [was], marks: [], counts })),
})

test('what was restated keeps its old line, and what does not count is not drawn', () => {
  const shape = chartShape([
    line([
      { now: value('2026-01-31', 5), was: value('2026-01-31', 4) },
      { now: value('2026-02-28', 6) },
      { now: value('2026-03-31', 99), counts: false },
      { now: value('2026-04-30', null) },
    ]),
  ])
  assert.deepEqual(
    shape?.lines.map(({ points, first }) => [points.map(({ low }) => low), first.map(({ low }) => low)]),
    [
      [
        [5, 6],
        [4, 6],
      ],
    ],
  )
  assert.deepEqual([shape?.low, shape?.high], [0, 6])
})

test('a target is inside the picture, parts and nothing are not drawn', () => {
  assert.equal(chartShape([line([{ now: value('2026-01-31', 5) }])], [20])?.high, 20)
  assert.equal(chartShape([line([{ now: value('2026-01-31', 5) }], { place: 'MX-TAM' })]), undefined)
  assert.equal(chartShape([]), undefined)
})

test('an axis has round steps that reach past both ends', () => {
  assert.deepEqual(axisSteps(0, 6), [0, 2, 4, 6])
  assert.deepEqual(axisSteps(-3, 9), [-5, 0, 5, 10])
})
