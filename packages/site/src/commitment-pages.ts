import { type Html, html } from './html.ts'
import type { Commitment, Owner, Page, Version } from './model.ts'
import { type Content, type Context, day, instant, nameOf, words } from './page-frame.ts'
import { currentOf, versionBanner, versionList } from './versions.ts'

/** What was agreed, each with where every party stands: what is late first, then what is due first. */
export function commitmentList(context: Context): Content {
  const { model, language, say } = context
  const rows = model.commitments
    .map((page) => ({ id: page.id, one: currentOf(page).content }))
    .toSorted((a, b) => Number(isLate(b.one)) - Number(isLate(a.one)) || (a.one.lastDay ?? '9999').localeCompare(b.one.lastDay ?? '9999'))
  return {
    title: say('menu.commitments'),
    body: html`<p class="lead">${say('commitments.lead')}</p>
${scoreboard(context)}
${rows.length === 0 ? html`<p>${say('none')}</p>` : html`<ul class="entries">${rows.map(({ id, one }) => entry(context, id, one))}</ul>`}`,
    forms: { json: `/${language}/commitments.json`, csv: `/${language}/commitments.csv`, atom: `/${language}/feed.atom` },
  }
}

/** One commitment in a list: its words, and each party's standing beside the other's. */
export function entry(context: Context, id: string, one: Commitment): Html {
  return html`<li><p><a href="/${context.language}/commitments/${id}">${words(context, one.title)}</a></p>
<p>${one.owners.map((owner, i) => [i === 0 ? '' : ' · ', standing(context, owner, one.lastDay)])}</p></li>`
}

/** The same commitment, whole: the text agreed, who owes what and where each stands, what others found, how each reads it. */
export function commitmentPage(context: Context, page: Page<Commitment>, version: Version<Commitment>): Content {
  const { language, say } = context
  const one = version.content
  const address = `/${language}/commitments/${page.id}`
  return {
    title: textIn(context, one.title),
    body: html`${versionBanner(context, 'commitments', page, version)}
<div class="two">${Object.entries(one.text).map(([tag, text]) => html`<section lang="${tag}"><h2>${say('commitments.text')} <small>${say(`tongue.${tag}`)}</small></h2><blockquote><p>${text}</p></blockquote></section>`)}</div>
<p class="soft">${say('source')}: ${one.source}${one.clause === null ? '' : html`, ${say('clause', { clause: one.clause })}`}. ${say(`modality.${one.modality}`)}</p>
<h2>${say('commitments.standing')}</h2>
<p class="soft">${say('commitments.whose')}</p>
<div class="wide"><table><thead><tr><th scope="col">${say('party')}</th><th scope="col">${say('commitments.owes')}</th><th scope="col">${say('commitments.says')}</th></tr></thead>
<tbody>${one.owners.map(
      (owner) =>
        html`<tr><th scope="row">${nameOf(context, owner.party)}${owner.office === null ? '' : html`<br><small>${owner.office}</small>`}</th><td>${owner.part ?? say('commitments.all')}</td><td>${standing(context, owner, one.lastDay, false)}${
          owner.asOf === null ? '' : html`<br><small>${say('as_of', { day: day(owner.asOf, language) })}</small>`
        }${owner.evidence === null ? '' : html`<br>${say('evidence')}: ${owner.evidence}`}${owner.next === null ? '' : html`<br>${say('next')}: ${owner.next}`}</td></tr>`,
    )}</tbody></table></div>
<dl>${one.due === null ? html`<dt>${say('due')}</dt><dd>${say('due.none')}</dd>` : html`<dt>${say('due')}</dt><dd>${day(one.due, language)}${one.dueWords === null ? '' : html` <q>${one.dueWords}</q>`}</dd>`}
${pair(say('deliverable'), one.deliverable)}${pair(say('baseline'), one.baseline)}</dl>
${one.isUnverifiable ? html`<p class="note">${say('commitments.no_baseline')}</p>` : ''}
${one.judgements.length === 0 ? '' : html`<h2>${say('commitments.found')}</h2><ul class="entries">${one.judgements.map((judgement) => html`<li><p><strong>${judgement.body ?? nameOf(context, judgement.by)}</strong> ${say(`says.${judgement.says}`)}</p><p>${judgement.words}</p></li>`)}</ul>`}
<h2>${say('commitments.readings')}</h2>
${one.readings.length === 0 ? html`<p>${say('commitments.readings.none')}</p>` : html`<div class="two">${one.readings.map((reading) => html`<section><h3>${nameOf(context, reading.party)}</h3><blockquote><p>${reading.words}</p></blockquote><p class="soft">${say(`standing.${reading.standing}`)}${reading.source === null ? '' : html` · ${reading.source}`}${reading.saidOn === null ? '' : html` · ${day(reading.saidOn, language)}`}</p></section>`)}</div>`}
${versionList(context, 'commitments', page)}`,
    forms: { json: `${address}.json`, csv: `${address}.csv`, atom: `${address}/feed.atom` },
    cite: `${context.model.origin}${address}/v/${version.n}`,
    isAside: version !== page.versions.at(-1),
  }
}

/** Whether any party is late with it. */
export function isLate(one: Commitment): boolean {
  return one.owners.some(({ isOverdue }) => isOverdue)
}

/** Where a party stands, in words. What has passed its day is called overdue. */
export function standing(context: Context, owner: Owner, lastDay: string | null, withName = true): Html {
  const { language, say } = context
  const tone = owner.status === 'verified' || owner.status === 'disputed' ? owner.status : ''
  return html`${withName ? html`${nameOf(context, owner.party)}: ` : ''}<span class="${tone}">${say(owner.asOf === null && owner.status === 'not_started' ? 'status.silent' : `status.${owner.status}`)}</span>${
    owner.isOverdue && lastDay !== null ? html` <span class="late">${say('overdue', { day: day(lastDay, language) })}</span>` : ''
  }`
}

function scoreboard(context: Context): Html {
  const { model, say } = context
  const owners = model.commitments.flatMap((page) => currentOf(page).content.owners)
  const parties = [...new Set(owners.map(({ party }) => party))].sort()
  const count = (party: string, holds: (owner: Owner) => boolean) => owners.filter((owner) => owner.party === party && holds(owner)).length
  const columns: readonly (readonly [string, (owner: Owner) => boolean])[] = [
    ['owes', () => true],
    ['verified', ({ status }) => status === 'verified'],
    ['delivered', ({ status }) => status === 'delivered'],
    ['disputed', ({ status }) => status === 'disputed'],
    ['overdue', ({ isOverdue }) => isOverdue],
  ]
  if (parties.length === 0) return html``
  return html`<div class="wide"><table><caption>${say('score')}</caption><thead><tr><th scope="col">${say('party')}</th>${columns.map(([name]) => html`<th scope="col" class="n">${say(`score.${name}`)}</th>`)}</tr></thead><tbody>${parties.map(
    (party) =>
      html`<tr><th scope="row">${nameOf(context, party)}</th>${columns.map(([, holds]) => html`<td class="n">${count(party, holds)}</td>`)}</tr>`,
  )}</tbody></table></div>`
}

function pair(label: string, value: string | null): Html {
  return value === null ? html`` : html`<dt>${label}</dt><dd>${value}</dd>`
}

function textIn({ language }: Context, said: Readonly<Record<string, string>>): string {
  return said[language] ?? Object.values(said)[0] ?? ''
}

/** An instant in the reader's language, for pages that list what happened. */
export function when(context: Context, at: string): Html {
  return html`<time datetime="${at}">${instant(at, context.language)}</time>`
}
