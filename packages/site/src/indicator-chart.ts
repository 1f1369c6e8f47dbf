import { type Html, html } from './html.ts'
import { sideOf } from './indicator-rows.ts'
import type { Indicator, Value } from './model.ts'
import { type Context, nameOf, numeral } from './page-frame.ts'

const size = { width: 640, height: 240, left: 84, bottom: 28, top: 16 }
const dashes = ['', '6 4', '2 3']

/** Lines of totals over periods, one for each side, who gives it and source; what was said before a revision is a thin line behind. Told in the table below, so hidden from readers aloud. */
export function chart(context: Context, one: Indicator): Html {
  const totals = one.values.filter(({ value, classes }) => value !== null && Object.keys(classes).length === 0)
  const periods = [...new Set(totals.map(({ period }) => period))].sort()
  if (periods.length < 2) return html``
  const most = Math.max(...totals.map(({ value }) => value ?? 0), 1)
  const x = (period: string) => size.left + (periods.indexOf(period) * (size.width - size.left - 12)) / (periods.length - 1)
  const y = (value: number) => size.height - size.bottom - (value / most) * (size.height - size.bottom - size.top)
  const drawn = [...new Set(totals.map(lineOf))].sort()
  const lines = [...Map.groupBy(totals, (one) => `${one.isRestated ? 1 : 0} ${lineOf(one)}`)].toSorted(([a], [b]) => b.localeCompare(a))
  const points = (values: readonly Value[]) =>
    values
      .toSorted((a, b) => a.period.localeCompare(b.period))
      .map(({ period, value }) => `${Math.round(x(period) * 10) / 10},${Math.round(y(value ?? 0) * 10) / 10}`)
      .join(' ')
  return html`<figure><svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${context.say('chart')}">
<line x1="${size.left}" y1="${y(0)}" x2="${size.width}" y2="${y(0)}" stroke="currentColor"/>
<text x="${size.left - 6}" y="${y(0) + 4}" text-anchor="end">0</text><text x="${size.left - 6}" y="${y(most) + 8}" text-anchor="end">${numeral(most, context.language)}</text>
<text x="${size.left}" y="${size.height - 8}">${periods[0]}</text><text x="${size.width}" y="${size.height - 8}" text-anchor="end">${periods.at(-1)}</text>
${lines.map(([key, values]) => {
  const isOld = key.startsWith('1')
  return html`<polyline points="${points(values)}" fill="none" stroke="currentColor" stroke-width="${isOld ? 1 : 2.5}" stroke-opacity="${isOld ? 0.5 : 1}" stroke-dasharray="${dashes[drawn.indexOf(key.slice(2)) % dashes.length]}"/>`
})}</svg><figcaption>${drawn.map(
    (line, i) =>
      html`${i === 0 ? '' : ' · '}${context.say(`chart.line.${i % dashes.length}`)} ${nameOfLine(
        context,
        totals.find((value) => lineOf(value) === line),
      )}`,
  )}${hasMoved(totals) ? html` · ${context.say('chart.old')}` : ''}</figcaption></figure>`
}

/** Whether a revision changed a figure: an edition that repeats one draws no other line. */
function hasMoved(totals: readonly Value[]): boolean {
  const now = new Set(totals.flatMap((one) => (one.isRestated ? [] : [`${lineOf(one)} ${one.period} ${one.value}`])))
  return totals.some((one) => one.isRestated && !now.has(`${lineOf(one)} ${one.period} ${one.value}`))
}

/** Side, who gives it and where it comes from: what differs in one of them is another line. */
function lineOf({ party, by, sourceName }: Value): string {
  return JSON.stringify([party, by, sourceName])
}

function nameOfLine(context: Context, value: Value | undefined): string {
  if (value === undefined) return ''
  const side = sideOf(context, value.party)
  const given = value.by === value.party ? side : context.say('chart.given', { side, by: nameOf(context, value.by) })
  return value.sourceName === null ? given : `${given} (${value.sourceName})`
}
