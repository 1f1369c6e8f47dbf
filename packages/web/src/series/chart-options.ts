import type { SeriesDetail } from '@enlace/api'
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'

export type ChartOption = ComposeOption<
  LineSeriesOption | BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

/** Rows that one chart can hold and a reader still tell apart. */
export const mostDrawn = 6

// Told apart without colour vision (Okabe and Ito), and by dash, mark and hatching as well; each pair meets 3:1 on its ground.
const colours = {
  light: ['#0b5394', '#b34700', '#00705a', '#8a3d75', '#7a5c00', '#3d4b5c'],
  dark: ['#7cb8ff', '#ff9d5c', '#4fd1b0', '#e59ad0', '#e8c84d', '#b9c6d6'],
} as const
const dashes = ['solid', [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4]] as const
const marks = ['circle', 'rect', 'triangle', 'path://M3 0h4v3h3v4h-3v3h-4v-3h-3v-4h3z', 'roundRect', 'arrow'] as const
const hatchings = [
  { symbol: 'none' },
  { dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: Math.PI / 4 },
  {
    symbol: 'circle',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [5, 0],
    symbolSize: 0.7,
  },
  { dashArrayX: [1, 0], dashArrayY: [2, 5] },
  { dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4 },
  {
    symbol: 'rect',
    dashArrayX: [
      [4, 4],
      [0, 4, 4, 0],
    ],
    dashArrayY: [4, 0],
    symbolSize: 0.5,
  },
] as const

export type ChartWords = {
  readonly dark: boolean
  readonly unit: string
  readonly earlier: string
  readonly everything: string
  readonly factor: number
  readonly sayValue: (value: number) => string
  readonly sayPeriod: (period: string) => string
}

/**
 * The chart of a series: lines by month and quarter, bars by year. A gap breaks the line; a provisional or incomplete value has a hollow mark; what an
 * earlier edition said stands as a diamond. No HTML anywhere, so the content security policy holds.
 */
export function chartOption(shown: SeriesDetail, words: ChartWords): ChartOption {
  const ink = words.dark ? '#e9eef5' : '#152131'
  const soft = words.dark ? '#a9b7c8' : '#4a586c'
  const line = words.dark ? '#2d3b4c' : '#d5dbe3'
  const ground = words.dark ? '#16202c' : '#ffffff'
  const palette = words.dark ? colours.dark : colours.light
  const yearly = shown.period === 'year' || shown.period === 'fiscal_year'
  const rows = shown.rows.slice(0, mostDrawn)
  const scaled = (value: number | null) => (value === null ? null : value * words.factor)
  const drawn = rows.map((row, i): LineSeriesOption | BarSeriesOption => {
    const colour = palette[i] ?? soft
    const name = row.name || words.everything
    const data = row.cells.map((cell) => {
      const open = cell !== null && (cell.provisional === true || cell.months < cell.of)
      const value = cell === null ? '-' : (scaled(cell.value) ?? '-')
      return open ? { value, itemStyle: { color: ground, borderColor: colour, borderWidth: 1.8 } } : value
    })
    const common = { name, color: colour, animation: false }
    if (yearly)
      return {
        ...common,
        type: 'bar',
        data,
        barMaxWidth: 46,
        barGap: '12%',
        itemStyle: { color: colour, decal: { ...hatchings[i], color: words.dark ? 'rgba(0,0,0,0.45)' : 'rgba(255,255,255,0.6)' } as never },
      }
    return {
      ...common,
      type: 'line',
      data,
      connectNulls: false,
      symbol: marks[i] ?? 'circle',
      symbolSize: shown.periods.length > 60 ? 4 : 7,
      showAllSymbol: true,
      lineStyle: { width: 2, color: colour, type: (dashes[i] ?? 'solid') as 'solid' },
      itemStyle: { color: colour, borderColor: colour, borderWidth: 1.8 },
    }
  })
  const earlier = rows.flatMap((row, i) =>
    row.cells.flatMap((cell, at) =>
      (cell?.revised ?? []).flatMap(({ value }) =>
        value === null
          ? []
          : [{ value: [at, value * words.factor], itemStyle: { color: ground, borderColor: palette[i] ?? soft, borderWidth: 1.8 } }],
      ),
    ),
  )
  const revised: LineSeriesOption[] =
    earlier.length === 0
      ? []
      : [
          {
            name: words.earlier,
            type: 'line',
            data: earlier,
            lineStyle: { width: 0, opacity: 0 },
            symbol: 'diamond',
            symbolSize: 9,
            showAllSymbol: true,
            color: soft,
            animation: false,
            tooltip: { show: false },
          },
        ]
  const names = rows.length + revised.length
  const wide = 34 + 24 * Math.ceil(names / 3)
  const label = { color: soft, fontFamily: '"IBM Plex Sans Variable", sans-serif', fontSize: 12 }
  return {
    animation: false,
    textStyle: { fontFamily: '"IBM Plex Sans Variable", sans-serif', color: ink },
    grid: { left: 8, right: 20, top: wide, bottom: 8, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 34,
      itemHeight: 12,
      itemGap: 16,
      textStyle: { ...label, color: ink },
      selectedMode: false,
      data: [...drawn, ...revised].map(({ name }) => String(name)),
    },
    // On a telephone each line is named in a row of its own.
    media: [
      {
        query: { maxWidth: 560 },
        option: { grid: { top: 34 + 28 * names }, legend: { textStyle: { width: 230, overflow: 'truncate' } } },
      },
      { option: { grid: { top: wide }, legend: { textStyle: { overflow: 'none' } } } },
    ],
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: ground,
      borderColor: line,
      textStyle: { ...label, color: ink },
      axisPointer: { type: yearly ? 'shadow' : 'line', lineStyle: { color: soft } },
      valueFormatter: (value) => (typeof value === 'number' ? `${words.sayValue(value)} ${words.unit}` : '–'),
    },
    xAxis: {
      type: 'category',
      data: shown.periods.map(words.sayPeriod),
      axisLabel: { ...label, hideOverlap: true },
      axisLine: { lineStyle: { color: soft } },
      axisTick: { alignWithLabel: true },
    },
    yAxis: {
      type: 'value',
      name: words.unit,
      nameTextStyle: { ...label, align: 'left' },
      min: 0,
      axisLabel: { ...label, formatter: (value: number) => words.sayValue(value) },
      splitLine: { lineStyle: { color: line } },
    },
    series: [...drawn, ...revised],
  }
}
