import { html } from './html.ts'
import { inParts } from './in-parts.ts'
import type { Language, SiteModel } from './model.ts'
import { latest } from './other-pages.ts'
import { type Content, type Context, words } from './page-frame.ts'
import { currentOf } from './versions.ts'

const maxFound = 50
const around = 70

/** Every page of the site or, where words are asked for, every page whose current version holds all of them; letters with and without accents are the same, and a number finds itself. */
export function searchPage(context: Context, asked: string): Content {
  const { model, language, say } = context
  const query = asked.slice(0, 100).trim()
  const found = query === '' ? [] : find(model, query, language)
  const all = inParts(
    context,
    query === ''
      ? latest(model).map(
          (one) =>
            html`<li><p><a href="/${language}/${one.section}/${one.id}">${words(context, one.title)}</a> <small>${say(`kind.${one.section}`)}</small></p></li>`,
        )
      : [],
  )
  return {
    title: say('menu.search'),
    body: html`<form action="/${language}/search" method="get" role="search"><label for="q">${say('search.label')}</label><input id="q" name="q" type="search" maxlength="100" value="${query}"><button>${say('search.button')}</button></form>
${query === '' ? html`<h2>${say('search.all')}</h2>${all.rows.length === 0 ? html`<p>${say('none')}</p>` : html`<ul class="entries">${all.rows}</ul>`}${all.links}` : html`<p role="status">${say('search.found', { count: found.length, query })}</p><ul class="entries">${found.slice(0, maxFound).map(({ section, id, title, snippet }) => html`<li><p><a href="/${language}/${section}/${id}">${words(context, title)}</a> <small>${say(`kind.${section}`)}</small></p><p>${snippet}</p></li>`)}</ul>`}`,
    isAside: true,
    parts: all.parts,
  }
}

function find(model: SiteModel, query: string, language: Language) {
  const terms = fold(query).split(/\s+/).filter(Boolean)
  return latest(model).flatMap((one) => {
    const page = model[one.section].find(({ id }) => id === one.id)
    if (page === undefined) return []
    const { content } = currentOf<unknown>(page)
    // The reader's own language first; what is said in another only is found too.
    const snippet = snippetOf(textsOf(content, language), terms) ?? snippetOf(textsOf(content, undefined), terms)
    return snippet === undefined ? [] : [{ ...one, snippet }]
  })
}

/** The words around the first term; undefined where a term does not stand. */
function snippetOf(texts: readonly string[], terms: readonly string[]): string | undefined {
  const text = [...new Set(texts)].join(' · ')
  const folded = fold(text)
  const places = terms.map((term) => placeOf(folded, term))
  if (places.some((place) => place < 0)) return undefined
  const at = Math.max(0, (places[0] ?? 0) - around)
  const end = at + 2 * around + 40
  return `${at > 0 ? '…' : ''}${text.slice(at, end)}${end < text.length ? '…' : ''}`
}

/** Where a term begins; digits are whole numbers, so that 37 finds neither 1937 nor 37.93. */
function placeOf(text: string, term: string): number {
  if (!/^\d+$/.test(term)) return text.indexOf(term)
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const [before, behind] = [text.slice(Math.max(0, at - 2), at), text.slice(at + term.length, at + term.length + 2)]
    if (!/(?:\d|\d[.,])$/.test(before) && !/^(?:\d|[.,]\d)/.test(behind)) return at
  }
  return -1
}

/** Lower case without accents, of the same length, so that places fit the text. */
function fold(text: string): string {
  return [...text].map((character) => character.normalize('NFD').charAt(0).toLowerCase().padEnd(character.length, ' ')).join('')
}

/** Every text and number of some content, of what stands in several languages those of one; addresses and codes of our own are no words. */
function textsOf(value: unknown, language: Language | undefined): readonly string[] {
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return isCode(value) ? [] : [value]
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, language))
  if (typeof value !== 'object' || value === null) return []
  const said = isSaid(value) ? Object.values(value) : undefined
  if (said === undefined) return Object.values(value).flatMap((one) => textsOf(one, language))
  const own = language === undefined ? undefined : (value as Partial<Record<Language, string>>)[language]
  return own === undefined ? said : [own]
}

/** Whether something is a text in one or both languages of the site. */
function isSaid(value: object): value is Partial<Record<Language, string>> {
  const all = Object.entries(value)
  return all.length > 0 && all.every(([key, text]) => (key === 'es' || key === 'en') && typeof text === 'string')
}

/**
 * Whether a text is an address, an id, an instant, a hash in hexadecimal, or a word in small letters by itself, which is a code: nobody asks for one by a
 * word or a number that happens to stand in it.
 */
function isCode(text: string): boolean {
  return /^(?:https?:\/\/\S+|(?:[a-z-]+--)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:sha256:)?[0-9a-f]{64}|\d{4}-\d\d-\d\dT\S+Z|[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)$/u.test(
    text,
  )
}
