import { contestPart } from './contest-part.ts'
import { type Html, html, outward } from './html.ts'
import { inParts } from './in-parts.ts'
import type { Indicator, Page, Seal, Value, Version } from './model.ts'
import { type Content, type Context, day, instant, nameOf, namesOf, numeral } from './page-frame.ts'
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
  const {
    rows: shown,
    links,
    parts,
  } = inParts(
    context,
    rows.map((value) => valueRow(context, value, dimensions)),
  )
  return {
    title: one.title[language] ?? Object.values(one.title)[0] ?? '',
    body: html`${versionBanner(context, 'indicators', page, version)}
<p class="lead">${one.definition[language] ?? Object.values(one.definition)[0] ?? ''}</p>
${chart(context, one)}
<div class="wide"><table><caption>${say('indicator.values')}${one.level === null ? '' : html` (${say(`indicator.level.${one.level}`)})`}</caption><thead><tr><th scope="col">${say('indicator.period')}</th>${dimensions.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col">${say('party')}</th><th scope="col" class="n">${say('indicator.value')} (${one.unit})</th><th scope="col">${say('indicator.founded')}</th></tr></thead>
<tbody>${shown}</tbody></table></div>${links}
${rows.some(({ missing }) => missing === 'suppressed') ? html`<p class="note">${say('indicator.suppressed')}</p>` : ''}
${contestPart(context, one.contests)}
${one.seals.length === 0 ? '' : check(context, page.id, one.seals)}
<h2>${say('indicator.card')}</h2><dl>${card.map(([name, value]) => (value === null ? '' : html`<dt>${say(`indicator.${name}`)}</dt><dd>${value}</dd>`))}</dl>
${versionList(context, 'indicators', page)}`,
    parts,
    forms: { json: `${address}.json`, csv: `${address}.csv`, atom: `${address}/feed.atom` },
    cite: `${context.model.origin}${address}/v/${version.stamp}`,
    isAside: version !== page.versions.at(-1),
  }
}

function valueRow(context: Context, value: Value, dimensions: readonly string[]): Html {
  const { language, say } = context
  const { reporters } = value
  const notes = [
    ...value.held.map(({ by, figure: other }) => say('indicator.held', { by: nameOf(context, by), figure: other })),
    value.isRestated ? say('indicator.restated') : null,
    value.reason,
    value.asOf === null ? null : say('as_of', { day: day(value.asOf, language) }),
    reporters === null ? null : say('indicator.reporters', { reported: reporters.reported, of: reporters.of }),
    reporters === null || reporters.missing.length === 0 ? null : say('indicator.not_reported', { who: reporters.missing.join(', ') }),
  ].filter((note) => note !== null)
  return html`<tr><th scope="row">${periodIn(value.period, language)}</th>${dimensions.map((name) => html`<td>${value.classes[name] ?? say('indicator.total')}</td>`)}<td>${sideOf(context, value.party)}</td><td class="n">${figure(context, value)}</td><td>${say(`level.${value.level}`)}${notes.map((note) => html`<br><small>${note}</small>`)}${
    value.source === null ? '' : html`<br><small>${outward(value.source, say('source'))}</small>`
  }${value.sealed === null ? '' : html`<br><a href="#r-${value.sealed}">${say('sealed.title')}</a>`}</td></tr>`
}

/** Months and days of a period in words, both ends. */
function periodIn(period: string, language: Context['language']): string {
  return period
    .split(' – ')
    .map((end) => day(end, language))
    .join(' – ')
}

/** A party by its name, or all of them together. */
function sideOf(context: Context, party: string): string {
  return party === 'all' ? context.say('indicator.side.all') : nameOf(context, party)
}

/** How anybody checks the sealed results of the page without us, and what that does not show. */
function check(context: Context, page: string, seals: readonly Seal[]): Html {
  const { language, say } = context
  return html`<h2>${say('sealed.title')}</h2><ul class="entries">${seals.map(
    (seal) =>
      html`<li id="r-${seal.id}"><p><strong>${seal.figure ?? '–'} ${seal.unit}</strong>, ${periodIn(seal.period, language)}: ${say('sealed.events', { count: seal.count })}. <a href="/${language}/indicators/${page}/results/${seal.id}.json" download="result.json">${say('sealed.file')}</a></p><p class="soft">${say('sealed.signed', { at: instant(seal.sealedAt, language), who: namesOf(context, seal.signedBy), parties: seal.signedBy.length })}</p>${seal.root === null ? '' : html`<p class="soft">${say('sealed.root')} <code>${seal.root}</code></p>`}</li>`,
  )}</ul>
<ol><li>${say('sealed.step.file')}</li><li>${say('sealed.step.program')} <code>enlace verify result.json</code></li>${context.model.hasVerifier ? html`<li>${say('sealed.step.page')} <a href="/verify.html">${say('sealed.page')}</a></li>` : ''}<li>${say('sealed.step.keys')}</li></ol>
<p class="note">${say('sealed.not')}</p>`
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
