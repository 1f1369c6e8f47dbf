import { type Html, html } from './html.ts'
import { inParts } from './in-parts.ts'
import type { Commitment, Owner, Page, Version } from './model.ts'
import { type Content, type Context, day, instant, nameOf, namesOf, words } from './page-frame.ts'
import { currentOf, versionBanner, versionList } from './versions.ts'

/** What was agreed, each with where every party stands: what is late first, then what is due first; what earlier programmes left comes last. */
export function commitmentList(context: Context): Content {
  const { model, language, say } = context
  const entries = model.commitments
    .map((page) => ({ id: page.id, one: currentOf(page).content }))
    .toSorted(
      (a, b) =>
        Number(a.one.isInherited) - Number(b.one.isInherited) ||
        Number(isLate(b.one)) - Number(isLate(a.one)) ||
        (a.one.lastDay ?? '9999').localeCompare(b.one.lastDay ?? '9999') ||
        a.id.localeCompare(b.id),
    )
  const { rows, links, parts } = inParts(
    context,
    entries.map(({ id, one }) => entry(context, id, one)),
  )
  return {
    title: say('menu.commitments'),
    body: html`<p class="lead">${say('commitments.lead')}</p>
${context.part === 1 ? scoreboard(context) : ''}
${rows.length === 0 ? html`<p>${say('none')}</p>` : html`<ul class="entries">${rows}</ul>`}${links}`,
    forms: { json: `/${language}/commitments.json`, csv: `/${language}/commitments.csv`, atom: `/${language}/feed.atom` },
    parts,
  }
}

/** One commitment in a list: its words, and where the parties stand; those that stand alike are said together. */
export function entry(context: Context, id: string, one: Commitment): Html {
  const { say, language } = context
  const alike = [...Map.groupBy(one.owners, (owner) => `${statusOf(owner)} ${owner.isOverdue}`).values()]
  return html`<li><p><a href="/${language}/commitments/${id}">${words(context, one.title)}</a></p>
<p>${alike.map((owners, i) => [
    i === 0 ? '' : ' · ',
    html`${namesOf(
      context,
      owners.map(({ party }) => party),
    )}: ${owners[0] === undefined ? '' : standing(context, owners[0], one.lastDay)}`,
  ])}</p>${one.isInherited && one.programme !== null ? html`<p class="soft">${say('inherited', { programme: textIn(context, one.programme) })}</p>` : ''}</li>`
}

/** The same commitment, whole: the text agreed, who owes what and where each stands, what others found, how each reads it. */
export function commitmentPage(context: Context, page: Page<Commitment>, version: Version<Commitment>): Content {
  const { language, say } = context
  const one = version.content
  const address = `/${language}/commitments/${page.id}`
  return {
    title: textIn(context, one.title),
    body: html`${versionBanner(context, 'commitments', page, version)}
${one.isInherited && one.programme !== null ? html`<p class="note">${say('inherited.page', { programme: textIn(context, one.programme) })}</p>` : ''}
<div class="two">${Object.entries(one.text)
      .toSorted(([a], [b]) => Number(b === language) - Number(a === language))
      .map(
        ([tag, text]) =>
          html`<section lang="${tag}"><h2>${say('commitments.text')} <small>${say(`tongue.${tag}`)}</small></h2><blockquote><p>${text}</p></blockquote></section>`,
      )}</div>
<p class="soft">${say('source')}: ${one.source}${one.clause === null ? '' : html`, ${say('clause', { clause: one.clause })}`}. ${say(`modality.${one.modality}`)}</p>
<h2>${say('commitments.standing')}</h2>
<p class="soft">${say('commitments.whose')}</p>
<div class="wide"><table role="table" class="stack"><thead role="rowgroup"><tr role="row">${['party', 'commitments.owes', 'commitments.says'].map((head) => html`<th role="columnheader" scope="col">${say(head)}</th>`)}</tr></thead>
<tbody role="rowgroup">${one.owners.map(
      (owner) =>
        html`<tr role="row"><th role="rowheader" scope="row">${nameOf(context, owner.party)}${owner.office === null ? '' : html`<br><small>${owner.office}</small>`}</th><td role="cell" data-head="${say('commitments.owes')}">${owner.part ?? say('commitments.all')}</td><td role="cell" data-head="${say('commitments.says')}">${standing(context, owner, one.lastDay)}${
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
    cite: `${context.model.origin}${address}/v/${version.stamp}`,
    isAside: version !== page.versions.at(-1),
  }
}

/** Whether any party is late with it. */
export function isLate(one: Commitment): boolean {
  return one.owners.some(({ isOverdue }) => isOverdue)
}

function statusOf({ asOf, status }: Owner): string {
  return asOf === null && status === 'not_started' ? 'silent' : status
}

/** Where a party stands, in words. What has passed its day is called overdue. */
function standing({ language, say }: Context, owner: Owner, lastDay: string | null): Html {
  const status = statusOf(owner)
  const tone = status === 'verified' || status === 'disputed' ? status : ''
  return html`<span class="${tone}">${say(`status.${status}`)}</span>${
    owner.isOverdue && lastDay !== null ? html` · <span class="late">${say('overdue', { day: day(lastDay, language) })}</span>` : ''
  }`
}

/** Both columns always: what each party owes under the programme of today, and how far it is. */
function scoreboard(context: Context): Html {
  const { model, say } = context
  const owners = model.commitments.flatMap((page) => (currentOf(page).content.isInherited ? [] : currentOf(page).content.owners))
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
  return html`<div class="wide"><table role="table" class="stack"><caption>${say('score')}</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${say('party')}</th>${columns.map(([name]) => html`<th role="columnheader" scope="col" class="n">${say(`score.${name}`)}</th>`)}</tr></thead><tbody role="rowgroup">${parties.map(
    (party) =>
      html`<tr role="row"><th role="rowheader" scope="row">${nameOf(context, party)}</th>${columns.map(([name, holds]) => html`<td role="cell" class="n" data-head="${say(`score.${name}`)}">${count(party, holds)}</td>`)}</tr>`,
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
