import { type Html, html, textOf } from './html.ts'
import { inLanguage, type Language, languages, type Say, type Section, type SiteModel, type Words } from './model.ts'

/** For whom a page is made: the model, the language and its words, and where the page lies below the language (`/commitments`). */
export type Context = {
  readonly model: SiteModel
  readonly language: Language
  readonly say: Say
  readonly path: string
  /** Which part of a long page, from 1. */
  readonly part: number
}

/** What fills a page: its title, what it shows, and other forms of the same (`json`, `csv`, `atom` addresses). */
export type Content = {
  readonly title: string
  readonly body: Html
  readonly forms?: { readonly json?: string; readonly csv?: string; readonly atom?: string }
  /** The address that is to be cited, where it is another than this one. */
  readonly cite?: string
  /** Not for search engines: an older version, a search, a form. */
  readonly isAside?: boolean
  /** How many parts it has; 1 where it is not said. */
  readonly parts?: number
}

const menu: readonly (Section | 'calendar' | 'corrections' | 'search' | 'about')[] = [
  'commitments',
  'statements',
  'sessions',
  'indicators',
  'facts',
  'calendar',
  'corrections',
  'search',
  'about',
]

/** A whole document: works without scripts, sets nothing, loads one style sheet from the same address. */
export function frame(context: Context, { title, body, forms = {}, cite, isAside }: Content): string {
  const { model, language, say, path } = context
  // Texts differ in length, so a long page may have other parts in the other language: there it is read from its beginning.
  const whole = path.replace(/\/page\/\d+$/, '')
  const site = inLanguage(model.partyName, language).text
  const alternates = languages.map((one) => html`<link rel="alternate" hreflang="${one}" href="${model.origin}/${one}${whole}">`)
  const current = (part: string) => (path === `/${part}` || path.startsWith(`/${part}/`) ? html` aria-current="page"` : '')
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${say('site', { party: site })}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
${alternates}
${forms.atom === undefined ? '' : html`<link rel="alternate" type="application/atom+xml" href="${forms.atom}" title="${title}">`}
${isAside ? html`<meta name="robots" content="noindex">` : ''}
</head>
<body>
<a class="skip" href="#main">${say('skip')}</a>
<header>
<p class="brand"><a href="/${language}">${say('site', { party: site })}</a></p>
<p class="tongues">${languages.map((one) => (one === language ? html`<span aria-current="true">${tongueOf(one)}</span> ` : html`<a href="/${one}${whole}" lang="${one}" hreflang="${one}">${tongueOf(one)}</a> `))}</p>
<nav aria-label="${say('menu')}"><ul>${menu.map((part) => html`<li><a href="/${language}/${part}"${current(part)}>${say(`menu.${part}`)}</a></li>`)}</ul></nav>
</header>
<main id="main">
<h1>${title}</h1>
${body}
${formsOf(context, forms, cite)}
</main>
<footer>
<p>${say('foot.as_of', { at: instant(model.at, language) })} ${say('foot.none')}</p>
<p><a href="/${language}/report?about=${encodeURIComponent(path)}">${say('foot.report')}</a> · <a href="/${language}/feed.atom">${say('foot.feed')}</a> · <a href="/${language}/about">${say('foot.about')}</a></p>
</footer>
</body>
</html>
`
  return textOf(document)
}

function formsOf({ say }: Context, { json, csv, atom }: NonNullable<Content['forms']>, cite: string | undefined): Html | string {
  const links = [
    json === undefined ? undefined : html`<a href="${json}">JSON</a>`,
    csv === undefined ? undefined : html`<a href="${csv}">CSV</a>`,
    atom === undefined ? undefined : html`<a href="${atom}">${say('follow')}</a>`,
  ].filter((link) => link !== undefined)
  if (links.length === 0 && cite === undefined) return ''
  return html`<aside class="forms" aria-label="${say('forms')}"><p>${say('forms')}: ${links.map((link, i) => [i === 0 ? '' : ' · ', link])}</p>${
    cite === undefined ? '' : html`<p>${say('cite')} <a href="${cite}"><code>${cite}</code></a></p>`
  }</aside>`
}

/** Words in the reader's language; where there are only others, those, marked with their language. */
export function words({ language, say }: Pick<Context, 'language' | 'say'>, said: Words): Html {
  const found = inLanguage(said, language)
  if (found.language === language) return html`${found.text}`
  return html`<span lang="${found.language}">${found.text}</span> <small>(${say('only_in', { language: say(`tongue.${found.language}`) })})</small>`
}

/** Name of a party, else of the country of that code, else the code. */
export function nameOf({ model, language }: Pick<Context, 'model' | 'language'>, party: string): string {
  const name = inLanguage(model.names[party] ?? {}, language).text
  if (name !== '') return name
  const country = /^[a-z]{2}$/.test(party) ? formatters[language].region.of(party.toUpperCase()) : undefined
  // A code is no name; the name of a body stands as it was written.
  return country ?? (/^[a-z0-9-]{1,12}$/.test(party) ? party.toUpperCase() : party)
}

/** Names of parties in one run of words: “Mexico and the United States”. */
export function namesOf(context: Pick<Context, 'model' | 'language'>, parties: readonly string[]): string {
  return formatters[context.language].list.format(parties.map((party) => nameOf(context, party)))
}

/** What writes names, days and numbers in a language; made once, because making one takes longer than a page. */
const formatters: Readonly<Record<Language, ReturnType<typeof formattersOf>>> = { es: formattersOf('es-MX'), en: formattersOf('en-US') }

function formattersOf(locale: string) {
  const date = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...parts })
  return {
    year: date({ year: 'numeric' }),
    month: date({ year: 'numeric', month: 'long' }),
    day: date({ dateStyle: 'long' }),
    instant: date({ dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }),
    numeral: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    region: new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' }),
    tongue: new Intl.DisplayNames([locale.slice(0, 2)], { type: 'language' }),
    list: new Intl.ListFormat(locale, { type: 'conjunction' }),
  }
}

/** A day, a month or a year (YYYY, YYYY-MM, YYYY-MM-DD) in words; what is none of those stays as it is. */
export function day(text: string, language: Language): string {
  const [, year, month, date] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.slice(0, 10)) ?? []
  if (year === undefined) return text
  const at = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(date ?? 1)))
  const known = formatters[language]
  return (date !== undefined ? known.day : month !== undefined ? known.month : known.year).format(at)
}

/** An instant with its zone, to the minute. */
export function instant(text: string, language: Language): string {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return text
  return `${formatters[language].instant.format(ms)} UTC`
}

/** A number as the language writes it. */
export function numeral(value: number, language: Language): string {
  return formatters[language].numeral.format(value)
}

/** A language by its own name. */
function tongueOf(language: Language): string {
  const name = formatters[language].tongue.of(language) ?? language
  return name.charAt(0).toUpperCase() + name.slice(1)
}
