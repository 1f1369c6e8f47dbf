import { commitmentPage } from './commitment-pages.ts'
import { atom, csvOf, jsonListOf, jsonOf, sitemap } from './forms.ts'
import { indicatorPage } from './indicator-page.ts'
import {
  type Commitment,
  type Indicator,
  type Language,
  languages,
  type Matter,
  type Page,
  type Say,
  type Section,
  type Session,
  type SiteModel,
  type Statement,
  sections,
  type Version,
} from './model.ts'
import {
  aboutPage,
  calendarPage,
  correctionsPage,
  frontPage,
  gonePage,
  matterPage,
  missingPage,
  reportPage,
  sectionList,
  sessionPage,
  statementPage,
} from './other-pages.ts'
import { type Content, type Context, frame } from './page-frame.ts'
import { searchPage } from './search-page.ts'
import { style } from './style.ts'

/** One answer of the site. `to` is where a redirect leads. */
export type SiteAnswer = { readonly status: 200 | 302 | 404 | 410; readonly type: string; readonly body: string; readonly to?: string }

const page = 'text/html; charset=utf-8'

/**
 * What the site answers to a path (`/en/commitments/<id>/v/20260122T180000000Z`) and a query. The same model, path and query give the same bytes. Anything unknown is 404, what was taken off 410;
 * a path without a language leads to the best one of `accepted`.
 */
export function answerPath(
  model: SiteModel,
  path: string,
  query: URLSearchParams,
  say: (language: Language) => Say,
  accepted: Language = 'es',
): SiteAnswer {
  if (path === '/style.css') return { status: 200, type: 'text/css; charset=utf-8', body: style }
  if (path === '/robots.txt')
    return {
      status: 200,
      type: 'text/plain; charset=utf-8',
      body: `User-agent: *\nDisallow: /es/report\nDisallow: /en/report\nSitemap: ${model.origin}/sitemap.xml\n`,
    }
  if (path === '/sitemap.xml') return { status: 200, type: 'application/xml; charset=utf-8', body: sitemap(model) }
  const [, first = '', ...rest] = path.split('/')
  const language = languages.find((one) => one === first)
  if (language === undefined) {
    if (path === '/') return { status: 302, type: page, body: '', to: `/${accepted}` }
    return html(contextOf(accepted, ''), missingPage, 404)
  }
  const below = rest.length === 0 ? '' : `/${rest.join('/')}`
  // A long page goes on at `/page/2`: the first part has no such step.
  const [, partAsked = '1'] = /^\/page\/([2-9]|[1-9]\d{1,3})$/.exec(`/${rest.slice(-2).join('/')}`) ?? []
  if (partAsked !== '1') rest.splice(-2)
  const context = { ...contextOf(language, below), part: Number(partAsked) }
  if (rest.length === 0) return html(context, frontPage)
  const [part = '', ...more] = rest
  if (rest.length === 1) {
    if (part === 'feed.atom') return feed(atom(model, language, context.say))
    if (part === 'calendar') return html(context, calendarPage)
    if (part === 'corrections') return html(context, correctionsPage)
    if (part === 'about') return html(context, aboutPage)
    if (part === 'search') return html(context, () => searchPage(context, query.get('q') ?? ''))
    if (part === 'report') return html(context, () => reportPage(context, (query.get('about') ?? '').slice(0, 200), 'form'))
    const [name = '', form] = part.split('.')
    const section = sections.find((one) => one === name)
    if (section !== undefined && form === undefined) return html(context, () => sectionList(context, section))
    if (section !== undefined && form === 'json') return data(jsonListOf(model, section))
    if (section !== undefined && form === 'csv') return table(csvOf(model, section, language))
  }
  const section = sections.find((one) => one === part)
  return section === undefined ? html(context, missingPage, 404) : answerBelow(context, section, more)

  function contextOf(one: Language, at: string): Context {
    return { model, language: one, say: say(one), path: at, part: 1 }
  }
}

function answerBelow(context: Context, section: Section, [last = '', ...rest]: readonly string[]): SiteAnswer {
  const { model, language, say } = context
  const [, id = '', form] = /^([0-9a-f-]{1,64})(?:\.(json|csv))?$/.exec(last) ?? []
  const gone = model.gone.find((one) => one.section === section && one.id === id)
  if (gone !== undefined) return html(context, () => gonePage(context, gone), 410)
  const pages: readonly Page<Any>[] = model[section]
  const found = pages.find((one) => one.id === id)
  if (found === undefined) return html(context, missingPage, 404)
  if (rest.length === 0 && form === 'json') return data(jsonOf(model, section, found))
  if (rest.length === 0 && form === 'csv') return table(csvOf(model, section, language, id))
  if (rest.length === 1 && rest[0] === 'feed.atom') return feed(atom(model, language, say, { section, page: found }))
  const file = section === 'statements' && rest.length === 1 && rest[0] === 'statement.json' ? model.documents?.[id] : undefined
  if (file !== undefined) return data(file)
  if (rest.length === 2 && rest[0] === 'results') {
    const result = model.results.find((one) => one.page === id && `${one.id}.json` === rest[1])
    return result === undefined || section !== 'indicators' ? html(context, missingPage, 404) : data(result.file)
  }
  const wanted =
    rest.length === 0
      ? found.versions.at(-1)
      : rest.length === 2 && rest[0] === 'v'
        ? found.versions.find(({ stamp }) => stamp === rest[1])
        : undefined
  return wanted === undefined ? html(context, missingPage, 404) : html(context, () => show(context, section, found, wanted))
}

type Any = Commitment | Statement | Session | Indicator | Matter

// A section holds pages of one sort: `SiteModel` says which.
function show(context: Context, section: Section, found: Page<Any>, wanted: Version<Any>): Content {
  switch (section) {
    case 'commitments':
      return commitmentPage(context, found as Page<Commitment>, wanted as Version<Commitment>)
    case 'statements':
      return statementPage(context, found as Page<Statement>, wanted as Version<Statement>)
    case 'sessions':
      return sessionPage(context, found as Page<Session>, wanted as Version<Session>)
    case 'indicators':
      return indicatorPage(context, found as Page<Indicator>, wanted as Version<Indicator>)
    case 'facts':
      return matterPage(context, found as Page<Matter>, wanted as Version<Matter>)
  }
}

function html(context: Context, make: (context: Context) => Content, status: 200 | 404 | 410 = 200): SiteAnswer {
  const content = make(context)
  if (context.part > (content.parts ?? 1)) return { status: 404, type: page, body: frame(context, missingPage(context)) }
  return { status, type: page, body: frame(context, content) }
}

function data(body: string): SiteAnswer {
  return { status: 200, type: 'application/json; charset=utf-8', body }
}

function table(body: string | undefined): SiteAnswer {
  return { status: 200, type: 'text/csv; charset=utf-8', body: body ?? '' }
}

function feed(body: string): SiteAnswer {
  return { status: 200, type: 'application/atom+xml; charset=utf-8', body }
}
