import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ChartOption } from './chart-options.ts'
import classes from './series.module.css'

use([AriaComponent, BarChart, GridComponent, LegendComponent, LineChart, SVGRenderer, TooltipComponent])

/**
 * Draws a chart as SVG. It is one picture to a screen reader, which hears `says`; the figures stand in the table of the page. On paper it is
 * drawn anew with `onPaper`, in the width of the sheet.
 */
export default function Chart({
  option,
  onPaper,
  says,
}: {
  readonly option: ChartOption
  readonly onPaper: ChartOption
  readonly says: string
}) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const current = useRef({ option, onPaper })
  current.current = { option, onPaper }
  useEffect(() => {
    const place = box.current
    if (place === null) return
    const drawn = init(place, null, { renderer: 'svg' })
    chart.current = drawn
    drawn.setOption(current.current.option, true)
    const sizes = new ResizeObserver(() => drawn.resize())
    sizes.observe(place)
    const draw = (wanted: ChartOption, size?: { width: number; height: number }) => {
      drawn.setOption(wanted, true)
      drawn.resize(size)
      drawn.getZr().flush()
    }
    const before = () => draw(current.current.onPaper, { width: 680, height: 380 })
    const after = () => draw(current.current.option)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
      sizes.disconnect()
      drawn.dispose()
      chart.current = undefined
    }
  }, [])
  useEffect(() => chart.current?.setOption(option, true), [option])
  return (
    <div role="img" aria-label={says} className={classes.picture}>
      <div ref={box} className={classes.chart} aria-hidden="true" />
    </div>
  )
}
