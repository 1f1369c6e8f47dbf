import { commitmentList, entry, isLate, when } from './commitment-pages.ts'
import { type Html, html, outward } from './html.ts'
import { inParts } from './in-parts.ts'
import { jointNote } from './joint-note.ts'
import type { Matter, Page, Section, Session, SiteModel, Statement, Version } from './model.ts'
import { type Content, type Context, day, instant, nameOf, namesOf, words } from './page-frame.ts'
import { currentOf, versionBanner, versionList } from './versions.ts'

/** The first page: what the programme is, what comes out next, what is late, what was corrected. */
export function frontPage(context: Context): Content {
  const { model, language, say } = context
  const late = model.commitments.map((page) => ({ id: page.id, one: currentOf(page).content })).filter(({ one }) => isLate(one))
  const [next] = model.calendar
  const recent = latest(model).slice(0, 6)
  return {
    title: say('front.title'),
    body: html`<p class="lead">${say('front.lead', { party: nameOf(context, model.party) })}</p>
<form action="/${language}/search" method="get" role="search"><label for="q">${say('search.label')}</label><input id="q" name="q" type="search" maxlength="100"><button>${say('search.button')}</button></form>
<h2>${say('front.late')}</h2>
${late.length === 0 ? html`<p>${say('front.late.none')}</p>` : html`<ul class="entries">${late.slice(0, 6).map(({ id, one }) => entry(context, id, one))}</ul><p><a href="/${language}/commitments">${say('front.all_commitments', { count: model.commitments.length })}</a></p>`}
<h2>${say('front.next')}</h2>
${next === undefined ? html`<p>${say('calendar.none')}</p>` : html`<p>${when(context, next.at)}: ${announcement(context, next)}</p><p><a href="/${language}/calendar">${say('menu.calendar')}</a></p>`}
<h2>${say('front.recent')}</h2>
${recent.length === 0 ? html`<p>${say('none')}</p>` : html`<ul class="entries">${recent.map((one) => html`<li><p><a href="/${language}/${one.section}/${one.id}">${words(context, one.title)}</a></p><p class="soft">${say(`kind.${one.section}`)} · ${when(context, one.at)}</p></li>`)}</ul>`}`,
    forms: { atom: `/${language}/feed.atom` },
  }
}

/** Current versions of all pages, newest first, to the minute in which they became public; of one minute, what tells of the latest day. */
export function latest(model: SiteModel) {
  const of = <T extends { readonly title: Readonly<Record<string, string>> }>(section: Section, pages: readonly Page<T>[]) =>
    pages.map((page) => ({
      section,
      id: page.id,
      at: currentOf(page).from,
      stamp: currentOf(page).stamp,
      title: currentOf(page).content.title,
      day: dayOf(currentOf(page).content),
    }))
  const { commitments, statements, sessions, indicators, facts } = model
  return [
    ...of('commitments', commitments),
    ...of('statements', statements),
    ...of('sessions', sessions),
    ...of('indicators', indicators),
    ...of('facts', facts),
  ].toSorted((a, b) => b.at.slice(0, 16).localeCompare(a.at.slice(0, 16)) || b.day.localeCompare(a.day) || a.id.localeCompare(b.id))
}

/** The day that a statement or a session is of; empty for what has none. */
function dayOf(content: object): string {
  if ('publishedOn' in content && typeof content.publishedOn === 'string') return content.publishedOn
  return 'day' in content && typeof content.day === 'string' ? content.day : ''
}

/** A plain list of the pages of a section. */
export function sectionList(context: Context, section: Section): Content {
  if (section === 'commitments') return commitmentList(context)
  const { model, language, say } = context
  const { rows, links, parts } = inParts(
    context,
    ofSection(model, section).map(
      (one) =>
        html`<li><p><a href="/${language}/${section}/${one.id}">${words(context, one.title)}</a></p><p class="soft">${one.beside(context)}</p></li>`,
    ),
  )
  return {
    title: say(`menu.${section}`),
    body: html`<p class="lead">${say(`${section}.lead`)}</p>${rows.length === 0 ? html`<p>${say('none')}</p>` : html`<ul class="entries">${rows}</ul>`}${links}`,
    parts,
    forms: { json: `/${language}/${section}.json`, csv: `/${language}/${section}.csv`, atom: `/${language}/feed.atom` },
  }
}

/** Pages of a section as its list tells them, the newest of what they tell of first: a statement by its day and who issued it, a session by its day and place. */
function ofSection(model: SiteModel, section: Section) {
  const about = new Map<string, { readonly day: string | null; readonly words: (context: Context) => readonly (string | Html)[] }>([
    ...model.statements.map((page) => {
      const { publishedOn, issuedBy, type } = currentOf(page).content
      return [
        page.id,
        { day: publishedOn, words: (context: Context) => [context.say(`statement.${type}`), namesOf(context, issuedBy)] },
      ] as const
    }),
    ...model.sessions.map((page) => {
      const one = currentOf(page).content
      const told = (context: Context) => [context.say(`session.state.${one.state}`), ...(one.place === null ? [] : [one.place])]
      return [page.id, { day: one.day, words: told }] as const
    }),
  ])
  return latest(model)
    .filter((one) => one.section === section)
    .toSorted((a, b) => (about.get(b.id)?.day ?? '').localeCompare(about.get(a.id)?.day ?? ''))
    .map((one) => {
      const known = about.get(one.id)
      const beside = (context: Context): readonly (string | Html)[] =>
        known === undefined
          ? [when(context, one.at)]
          : [known.day === null ? '' : day(known.day, context.language), ...known.words(context)]
              .filter((part) => part !== '')
              .flatMap((part, i) => (i === 0 ? [part] : [' · ', part]))
      return { ...one, beside }
    })
}

/** A statement in each language in which it was issued, aligned clause by clause; what a party said beside it stands beside it and is never merged. */
export function statementPage(context: Context, page: Page<Statement>, version: Version<Statement>): Content {
  const { language, say } = context
  const one = version.content
  const tags = [...new Set(one.clauses.flatMap((clause) => Object.keys(clause.words)))].sort(
    (a, b) => Number(b === language) - Number(a === language),
  )
  const address = `/${language}/statements/${page.id}`
  const who = namesOf(context, one.issuedBy)
  const { rows, links, parts } = inParts(
    context,
    one.clauses.map(
      (clause) =>
        html`<tr><th scope="row">${clause.number ?? ''}</th>${tags.map((tag) => html`<td lang="${tag}">${clause.part === 'heading' ? html`<strong>${clause.words[tag] ?? ''}</strong>` : (clause.words[tag] ?? '')}</td>`)}</tr>`,
    ),
  )
  return {
    title: title(context, one.title),
    body: html`${versionBanner(context, 'statements', page, version)}
<p class="lead">${say(`statement.${one.type}`)} · ${who}${one.publishedOn === null ? '' : html` · ${day(one.publishedOn, language)}`}</p>
${one.joint === null ? '' : jointNote(context, page.id, one.joint)}
${one.standsBeside === null ? '' : html`<p class="note">${say('statement.stands_beside')} <a href="/${language}/statements/${one.standsBeside.id}">${words(context, one.standsBeside.title)}</a></p>`}
<div class="wide"><table><caption>${say('statement.clauses')}</caption><thead><tr><th scope="col">${say('statement.number')}</th>${tags.map((tag) => html`<th scope="col">${say(`tongue.${tag}`)}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>${links}
${one.address === null ? '' : html`<p>${say('source')}: ${outward(one.address, one.address)}</p>`}
${one.beside.length === 0 ? '' : html`<h2>${say('statement.beside')}</h2><p class="soft">${say('statement.beside.lead')}</p><ul class="entries">${one.beside.map((other) => html`<li><p><a href="/${language}/statements/${other.id}">${words(context, other.title)}</a></p><p class="soft">${other.issuedBy.map((party) => nameOf(context, party)).join(', ')}</p></li>`)}</ul>`}
${versionList(context, 'statements', page)}`,
    forms: { json: `${address}.json`, csv: `${address}.csv`, atom: `${address}/feed.atom` },
    parts,
    cite: `${context.model.origin}${address}/v/${version.stamp}`,
    isAside: version !== page.versions.at(-1),
  }
}

/** A session: when, where, of which body, what was on the agenda and decided, and what was published about it. */
export function sessionPage(context: Context, page: Page<Session>, version: Version<Session>): Content {
  const { language, say } = context
  const one = version.content
  const address = `/${language}/sessions/${page.id}`
  const types = [...new Set(one.items.map(({ type }) => type))]
  return {
    title: title(context, one.title),
    body: html`${versionBanner(context, 'sessions', page, version)}
<dl>${one.mechanism === null ? '' : html`<dt>${say('session.body')}</dt><dd>${words(context, one.mechanism)}</dd>`}<dt>${say('session.state')}</dt><dd>${say(`session.state.${one.state}`)}</dd>${one.day === null ? '' : html`<dt>${say('session.day')}</dt><dd>${day(one.day, language)}</dd>`}${one.place === null ? '' : html`<dt>${say('session.place')}</dt><dd>${one.place}</dd>`}</dl>
${types.map((type) => html`<h2>${say(`session.item.${type}`)}</h2><ul>${one.items.filter((item) => item.type === type).map((item) => html`<li>${words(context, item.words)}</li>`)}</ul>`)}
${one.statements.length === 0 ? '' : html`<h2>${say('menu.statements')}</h2><ul>${one.statements.map((other) => html`<li><a href="/${language}/statements/${other.id}">${words(context, other.title)}</a></li>`)}</ul>`}
${versionList(context, 'sessions', page)}`,
    forms: { json: `${address}.json`, atom: `${address}/feed.atom` },
    cite: `${context.model.origin}${address}/v/${version.stamp}`,
    isAside: version !== page.versions.at(-1),
  }
}

/** What all agree on, then who says what. Nobody's word is the page's own. */
export function matterPage(context: Context, page: Page<Matter>, version: Version<Matter>): Content {
  const { language, say } = context
  const one = version.content
  const address = `/${language}/facts/${page.id}`
  const agreed = one.points.filter(({ accounts }) => accounts.some(({ isAgreed }) => isAgreed))
  return {
    title: title(context, one.title),
    body: html`${versionBanner(context, 'facts', page, version)}
<p class="note">${say('facts.innocence')}</p>
<h2>${say('facts.agreed')}</h2>
${agreed.length === 0 ? html`<p>${say('facts.agreed.none')}</p>` : html`<dl>${agreed.map((point) => html`<dt>${words(context, point.point)}</dt><dd>${point.accounts.filter(({ isAgreed }) => isAgreed).map((account) => words(context, account.value))}</dd>`)}</dl>`}
<h2>${say('facts.who')}</h2>
${one.points.length === 0 ? html`<p>${say('facts.who.none')}</p>` : ''}${one.points.map(
  (point) =>
    html`<h3>${words(context, point.point)} <small>${say(`facts.standing.${point.standing}`)}</small></h3><ul class="entries">${point.accounts.map(
      (account) =>
        html`<li><p><strong>${words(context, account.value)}</strong> <small>${say('facts.sources', { count: account.sources })}</small></p>${account.said.map((said) => html`<p>${speaker(context, said.who)}${said.role === null ? '' : html`, ${said.role}`}: ${say(`facts.modality.${said.modality}`)}${said.word === null ? '' : html` <q>${said.word}</q>`}${said.on === null ? '' : html`, ${day(said.on, language)}`} <small>${said.document}</small></p>`)}</li>`,
    )}${point.denials.map((denial) => html`<li><p>${say('facts.denies', { who: speaker(context, denial.who) })} ${denial.words}</p></li>`)}</ul>`,
)}
${one.documents.length === 0 ? '' : html`<h2>${say('facts.documents')}</h2><ul>${one.documents.map((document) => html`<li>${document.url === null ? document.title : outward(document.url, document.title)} (${document.publisher}${document.publishedOn === null ? '' : html`, ${day(document.publishedOn, language)}`})${document.note === null ? '' : html` <small>${say(`facts.note.${document.note}`)}</small>`}</li>`)}</ul>`}
${versionList(context, 'facts', page)}`,
    forms: { json: `${address}.json`, atom: `${address}/feed.atom` },
    cite: `${context.model.origin}${address}/v/${version.stamp}`,
    isAside: version !== page.versions.at(-1),
  }
}

/** What will be published when, as statistical standards ask: known beforehand, and the instant holds. */
export function calendarPage(context: Context): Content {
  const { model, say } = context
  return {
    title: say('menu.calendar'),
    body: html`<p class="lead">${say('calendar.lead')}</p>${model.calendar.length === 0 ? html`<p>${say('calendar.none')}</p>` : html`<ul class="entries">${model.calendar.map((one) => html`<li><p>${when(context, one.at)}</p><p>${announcement(context, one)}</p></li>`)}</ul>`}`,
  }
}

function announcement(context: Context, one: SiteModel['calendar'][number]): Html {
  return Object.keys(one.announced).length === 0 ? html`${context.say(`calendar.kind.${one.kind}`)}` : words(context, one.announced)
}

/** Every correction and withdrawal, newest first, with its reason. */
export function correctionsPage(context: Context): Content {
  const { model, language, say } = context
  const { rows, links, parts } = inParts(
    context,
    model.corrections.map(
      (one) =>
        html`<li><p>${when(context, one.at)}: ${say(`corrections.${one.does}`)} ${one.section !== null && one.id !== null ? html`<a href="/${language}/${one.section}/${one.id}">${one.title ?? ''}</a>` : say('corrections.part')}</p><p>${words(context, one.reason)}</p></li>`,
    ),
  )
  return {
    title: say('menu.corrections'),
    parts,
    body: html`<p class="lead">${say('corrections.lead')}</p>${rows.length === 0 ? html`<p>${say('corrections.none')}</p>` : html`<ul class="entries">${rows}</ul>`}${links}
${context.part > 1 || model.answers.length === 0 ? '' : html`<h2>${say('answers')}</h2><ul class="entries">${model.answers.slice(0, 50).map((one) => html`<li id="q${one.number}"><p><strong>${say('answers.number', { number: one.number })}</strong> <small>${one.about} · ${instant(one.at, language)}</small></p><p>${words(context, one.answer)}</p></li>`)}</ul>`}`,
  }
}

/** What this site is, what is not on it, and how to check what is. */
export function aboutPage(context: Context): Content {
  const { model, language, say } = context
  const party = nameOf(context, model.party)
  return {
    title: say('menu.about'),
    body: html`<p class="lead">${say('about.lead', { party })}</p>
<h2>${say('about.not')}</h2><ul>${['records', 'persons', 'small', 'other'].map((part) => html`<li>${say(`about.not.${part}`, { party })}</li>`)}</ul>
<h2>${say('about.words')}</h2><dl>${['asserted', 'referenced', 'sealed', 'confirmed', 'independent', 'disputed'].map((level) => html`<dt>${say(`level.${level}`)}</dt><dd>${say(`level.${level}.means`)}</dd>`)}</dl>
<h2>${say('about.check')}</h2><p>${say('about.check.how')}</p>
<h2>${say('about.privacy')}</h2><p>${say('about.privacy.how')}</p>
<p><a href="/${language}/report">${say('foot.report')}</a></p>`,
  }
}

/** A page that was taken off: its address stays and says so. */
export function gonePage(context: Context, gone: SiteModel['gone'][number]): Content {
  return {
    title: context.say('gone.title'),
    body: html`<p>${context.say('gone.lead', { at: instant(gone.at, context.language) })}</p><p>${words(context, gone.reason)}</p>`,
    isAside: true,
  }
}

/** An address that leads nowhere. */
export function missingPage(context: Context): Content {
  return {
    title: context.say('missing.title'),
    body: html`<p>${context.say('missing.lead')}</p><p><a href="/${context.language}/search">${context.say('menu.search')}</a></p>`,
    isAside: true,
  }
}

/** The form with which anybody reports an error or asks, without an account; or, with a number, the thanks. */
export function reportPage(context: Context, about: string, state: 'form' | 'empty' | 'busy' | { readonly number: number }): Content {
  const { language, say } = context
  if (typeof state === 'object')
    return {
      title: say('report.thanks'),
      body: html`<p class="lead">${say('report.number', { number: state.number })}</p><p>${say('report.then')} <a href="/${language}/corrections">${say('menu.corrections')}</a></p>`,
      isAside: true,
    }
  return {
    title: say('report.title'),
    body: html`<p class="lead">${say('report.lead')}</p>${state === 'form' ? '' : html`<p class="note" role="alert">${say(`report.${state}`)}</p>`}
<form method="post" action="/${language}/report"><input type="hidden" name="about" value="${about}">
${about === '' ? '' : html`<p>${say('report.about')} <code>${about}</code></p>`}
<label for="words">${say('report.words')}</label><textarea id="words" name="words" rows="8" maxlength="4000" required></textarea>
<label for="contact">${say('report.contact')}</label><input id="contact" name="contact" maxlength="200" autocomplete="off" aria-describedby="contact-help"><p class="soft" id="contact-help">${say('report.contact.help')}</p>
<div class="trap" aria-hidden="true"><label for="website">${say('report.trap')}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button>${say('report.send')}</button></form>`,
    isAside: true,
  }
}

function title({ language }: Context, said: Readonly<Record<string, string>>): string {
  return said[language] ?? Object.values(said)[0] ?? ''
}

/** For whom somebody speaks: a party by its name, else the sort of speaker. */
function speaker(context: Context, who: string): string {
  return context.model.names[who] === undefined ? context.say(`who.${who}`) : nameOf(context, who)
}
