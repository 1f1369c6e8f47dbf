import { type Html, html, outward } from './html.ts'
import type { Indicator, Page, Value, Version } from './model.ts'
import { type Content, type Context, day, nameOf, numeral } from './page-frame.ts'
import { versionBanner, versionList } from './versions.ts'

/** An indicator: its card, the values that each party gives beside each other with how well each is founded, and the line as it stood before. */
export function indicatorPage(context: Context, page: Page<Indicator>, version: Version<Indicator>): Content {
  const { language, say } = context
  const one = version.content
  const address = `/${language}/indicators/${page.id}`
  const rows = one.values.toSorted(
    (a, b) => a.period.localeCompare(b.period) || a.party.localeCompare(b.party) || Number(a.isRestated) - Number(b.isRestated),
  )
  const card: readonly (readonly [string, string | null])[] = [
    ['unit', one.unit],
    ['rule', one.rule],
    ['baseline', one.baseline],
    ['target', one.target],
    ['direction', one.direction === null ? null : say(`direction.${one.direction}`)],
    ['attribution', one.attribution === null ? null : say(`attribution.${one.attribution}`)],
    ['limits', one.limits],
    ['source', one.source],
  ]
  const dimensions = [...new Set(rows.flatMap(({ classes }) => Object.keys(classes)))]
  return {
    title: one.title[language] ?? Object.values(one.title)[0] ?? '',
    body: html`${versionBanner(context, 'indicators', page, version)}
<p class="lead">${one.definition[language] ?? Object.values(one.definition)[0] ?? ''}</p>
${chart(context, one)}
<div class="wide"><table><caption>${say('indicator.values')}${one.level === null ? '' : html` (${say(`indicator.level.${one.level}`)})`}</caption><thead><tr><th scope="col">${say('indicator.period')}</th>${dimensions.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">${say('party')}</th><th scope="col" class="n">${say('indicator.value')} (${one.unit})</th><th scope="col">${say('indicator.founded')}</th></tr></thead>
<tbody>${rows.map(
      (value) =>
        html`<tr><th scope="row">${value.period}</th>${dimensions.map((name) => html`<td>${value.classes[name] ?? say('indicator.total')}</td>`)}<td>${nameOf(context, value.party)}</td><td class="n">${figure(context, value)}</td><td>${say(`level.${value.level}`)}${value.isRestated ? html` <small>${say('indicator.restated')}</small>` : ''}${
          value.reason === null ? '' : html`<br><small>${value.reason}</small>`
        }${value.asOf === null ? '' : html`<br><small>${say('as_of', { day: day(value.asOf, language) })}</small>`}${
          value.source === null ? '' : html`<br><small>${outward(value.source, say('source'))}</small>`
        }${value.sealed === null ? '' : html`<br><a href="${value.sealed}">${say('sealed.file')}</a>`}</td></tr>`,
    )}</tbody></table></div>
${rows.some(({ missing }) => missing === 'suppressed') ? html`<p class="note">${say('indicator.suppressed')}</p>` : ''}
${rows.some(({ sealed }) => sealed !== null) ? html`<h2>${say('sealed.title')}</h2><p>${say('sealed.how')} <code>enlace verify result.json</code></p><p>${say('sealed.not')}</p>` : ''}
<h2>${say('indicator.card')}</h2><dl>${card.map(([name, value]) => (value === null ? '' : html`<dt>${say(`indicator.${name}`)}</dt><dd>${value}</dd>`))}</dl>
${versionList(context, 'indicators', page)}`,
    forms: { json: `${address}.json`, csv: `${address}.csv` },
    cite: `${context.model.origin}${address}/v/${version.n}`,
    isAside: version !== page.versions.at(-1),
  }
}

/** A value as it is said: a number, a range, or why there is none. A withheld one is shown by one sign, whatever it is. */
export function figure({ language, say }: Context, { value, low, high, missing }: Value): Html {
  if (value !== null) return html`${numeral(value, language)}`
  if (low !== null && high !== null) return html`${numeral(low, language)}–${numeral(high, language)}`
  return html`<abbr title="${say(`missing.${missing ?? 'none'}`)}">${missing === 'suppressed' ? '✕' : '–'}</abbr>`
}

const size = { width: 640, height: 240, left: 64, bottom: 28, top: 12 }
const dashes = ['', '6 4', '2 3']

/** Lines of totals over periods, one for each party; what was said before a revision is a thin line behind. Told in the table below, so hidden from readers aloud. */
function chart(context: Context, one: Indicator): Html {
  const totals = one.values.filter(({ value, classes }) => value !== null && Object.keys(classes).length === 0)
  const periods = [...new Set(totals.map(({ period }) => period))].sort()
  if (periods.length < 2) return html``
  const most = Math.max(...totals.map(({ value }) => value ?? 0), 1)
  const x = (period: string) => size.left + (periods.indexOf(period) * (size.width - size.left - 12)) / (periods.length - 1)
  const y = (value: number) => size.height - size.bottom - (value / most) * (size.height - size.bottom - size.top)
  const lines = [...Map.groupBy(totals, ({ party, isRestated }) => `${isRestated ? 1 : 0} ${party}`)].toSorted(([a], [b]) =>
    b.localeCompare(a),
  )
  const parties = [...new Set(totals.map(({ party }) => party))].sort()
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
  const [value] = values
  const isOld = key.startsWith('1')
  return html`<polyline points="${points(values)}" fill="none" stroke="currentColor" stroke-width="${isOld ? 1 : 2.5}" stroke-opacity="${isOld ? 0.5 : 1}" stroke-dasharray="${dashes[parties.indexOf(value?.party ?? '') % dashes.length]}"/>`
})}</svg><figcaption>${parties.map((party, i) => html`${i === 0 ? '' : ' · '}${context.say(`chart.line.${i % dashes.length}`)} ${nameOf(context, party)}`)}${totals.some(({ isRestated }) => isRestated) ? html` · ${context.say('chart.old')}` : ''}</figcaption></figure>`
}
