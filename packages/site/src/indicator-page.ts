import { contestPart } from './contest-part.ts'
import { type Html, html, textOf } from './html.ts'
import { inParts } from './in-parts.ts'
import { chart } from './indicator-chart.ts'
import { amountOf, dimensionOf, foldRows, periodIn, sharedNotes, sideOf, unitOf, valueRow } from './indicator-rows.ts'
import type { Indicator, Milestone, Page, Seal, Version } from './model.ts'
import { type Content, type Context, day, instant, namesOf, numeral, words } from './page-frame.ts'
import { versionBanner, versionList } from './versions.ts'

/** An indicator: its card, the values that each party gives beside each other with how well each is founded, and the line as it stood before. */
export function indicatorPage(context: Context, page: Page<Indicator>, version: Version<Indicator>): Content {
  const { language, say } = context
  const one = version.content
  const address = `/${language}/indicators/${page.id}`
  const rows = foldRows(one.values)
  const shared = sharedNotes(context, rows)
  const told = new Set(shared.map(textOf))
  const unit = unitOf(context, one.unit)
  const card: readonly (readonly [string, Html | string])[] = [
    ['unit', unit],
    ['rule', words(context, one.rule)],
    ['baseline', milestones(context, one.baselines, one.unit)],
    ['target', milestones(context, one.targets, one.unit)],
    ['direction', one.direction === null ? '' : say(`direction.${one.direction}`)],
    ['attribution', one.attribution === null ? '' : say(`attribution.${one.attribution}`)],
    ['mechanism', words(context, one.mechanism)],
    ['other', html`${one.rivals.map((other, i) => [i === 0 ? '' : html`<br>`, words(context, other)])}`],
    ['confirmer', one.confirmer ?? ''],
    ['limits', words(context, one.limits)],
    ['source', one.source ?? ''],
  ]
  const isFilled: Readonly<Record<string, boolean>> = {
    rule: Object.keys(one.rule).length > 0,
    limits: Object.keys(one.limits).length > 0,
    mechanism: Object.keys(one.mechanism).length > 0,
    other: one.rivals.length > 0,
    baseline: one.baselines.length > 0,
    target: one.targets.length > 0,
  }
  const dimensions = [...new Set(one.values.flatMap(({ classes }) => Object.keys(classes)))]
  const {
    rows: shown,
    links,
    parts,
  } = inParts(
    context,
    rows.map((row) => valueRow(context, row, { dimensions, unit, shared: told })),
  )
  const heads: readonly (readonly [string, string])[] = [
    ['', say('indicator.period')],
    ...dimensions.map((name) => ['', dimensionOf(context, name)] as const),
    ['', say('party')],
    ['n', `${say('indicator.value')}, ${unit}`],
    ['', say('indicator.founded')],
  ]
  return {
    title: one.title[language] ?? Object.values(one.title)[0] ?? '',
    body: html`${versionBanner(context, 'indicators', page, version)}
<p class="lead">${words(context, one.definition)}</p>
${chart(context, one)}
${rows.some(({ isRival }) => isRival) ? html`<p class="note">${say('indicator.rivals')}</p>` : ''}
<div class="wide"><table role="table" class="stack"><caption>${say('indicator.values')}${one.level === null ? '' : html` (${say(`indicator.level.${one.level}`)})`}</caption><thead role="rowgroup"><tr role="row">${heads.map(([is, head]) => html`<th role="columnheader" scope="col" class="${is}">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${shown}</tbody></table></div>${links}
${shared.length === 0 ? '' : html`<p class="soft">${say('indicator.shared')} ${shared.map((note, i) => [i === 0 ? '' : ' · ', note])}</p>`}
${one.values.some(({ missing }) => missing === 'suppressed') ? html`<p class="note">${say('indicator.suppressed')}</p>` : ''}
${contestPart(context, one.contests)}
${one.seals.length === 0 ? '' : check(context, page.id, one.seals)}
<h2>${say('indicator.card')}</h2><dl>${card.map(([name, value]) => (value === '' || isFilled[name] === false ? '' : html`<dt>${say(`indicator.${name}`)}</dt><dd>${value}</dd>`))}</dl>
${versionList(context, 'indicators', page)}`,
    parts,
    forms: { json: `${address}.json`, csv: `${address}.csv`, atom: `${address}/feed.atom` },
    cite: `${context.model.origin}${address}/v/${version.stamp}`,
    isAside: version !== page.versions.at(-1),
  }
}

/** Baselines or targets, one line for each side, or why there is none. */
function milestones(context: Context, all: readonly Milestone[], unit: string): Html {
  const { language, say } = context
  return html`${all.map(({ side, value, day: on, source, none }, i) => {
    const told =
      value === null
        ? words(context, none)
        : html`${[value === '✕' ? value : amountOf(context, numeral(value, language), unit), on === null ? '' : say('indicator.on', { day: day(on, language) }), source ?? ''].filter((part) => part !== '').join(' · ')}`
    return html`${i === 0 ? '' : html`<br>`}${all.length === 1 ? '' : `${sideOf(context, side)}: `}${told}`
  })}`
}

/** How anybody checks the sealed results of the page without us, and what that does not show. */
function check(context: Context, page: string, seals: readonly Seal[]): Html {
  const { language, say } = context
  const amount = ({ figure, unit }: Seal) => (figure === null ? '–' : amountOf(context, figure, unit))
  return html`<h2>${say('sealed.title')}</h2><ul class="entries">${seals.map(
    (seal) =>
      html`<li id="r-${seal.id}"><p><strong>${amount(seal)}</strong>, ${periodIn(seal.period, language)}: ${say('sealed.events', { count: seal.count })}. <a href="/${language}/indicators/${page}/results/${seal.id}.json" download="result.json">${say('sealed.file')}</a></p><p class="soft">${say('sealed.signed', { at: instant(seal.sealedAt, language), who: namesOf(context, seal.signedBy), parties: seal.signedBy.length })}</p>${seal.root === null ? '' : html`<p class="soft">${say('sealed.root')} <code>${seal.root}</code></p>`}</li>`,
  )}</ul>
<ol><li>${say('sealed.step.file')}</li><li>${say('sealed.step.program')} <code>enlace verify result.json</code></li>${context.model.hasVerifier ? html`<li>${say('sealed.step.page')} <a href="/verify.html">${say('sealed.page')}</a></li>` : ''}<li>${say('sealed.step.keys')}</li></ol>
<p class="note">${say('sealed.not')}</p>`
}
