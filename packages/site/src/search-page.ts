import { html } from './html.ts'
import { inParts } from './in-parts.ts'
import type { SiteModel } from './model.ts'
import { latest } from './other-pages.ts'
import { type Content, type Context, words } from './page-frame.ts'
import { currentOf } from './versions.ts'

const maxFound = 50
const around = 70

/** Every page of the site or, where words are asked for, every page whose current version holds all of them; letters with and without accents are the same, and a number finds itself. */
export function searchPage(context: Context, asked: string): Content {
  const { model, language, say } = context
  const query = asked.slice(0, 100).trim()
  const found = query === '' ? [] : find(model, query)
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

function find(model: SiteModel, query: string) {
  const terms = fold(query).split(/\s+/).filter(Boolean)
  return latest(model).flatMap((one) => {
    const page = model[one.section].find(({ id }) => id === one.id)
    const text = page === undefined ? '' : textsOf(currentOf<unknown>(page).content).join(' · ')
    const folded = fold(text)
    const places = terms.map((term) => placeOf(folded, term))
    if (places.some((place) => place < 0)) return []
    const at = Math.max(0, (places[0] ?? 0) - around)
    return [{ ...one, snippet: `${at > 0 ? '…' : ''}${text.slice(at, at + 2 * around + 40)}…` }]
  })
}

/** Where a term begins; digits are whole numbers, so that 37 does not find 1937. */
function placeOf(text: string, term: string): number {
  if (!/^\d+$/.test(term)) return text.indexOf(term)
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (!/\d/.test(text[at - 1] ?? '') && !/\d/.test(text[at + term.length] ?? '')) return at
  }
  return -1
}

/** Lower case without accents, of the same length, so that places fit the text. */
function fold(text: string): string {
  return [...text].map((character) => character.normalize('NFD').charAt(0).toLowerCase().padEnd(character.length, ' ')).join('')
}

/** Every text and number of some content; addresses and codes of our own are no words. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return isCode(value) ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

/** Whether a text is an address, an id, or a hash in hexadecimal: nobody asks for one by a word or a number that happens to stand in it. */
function isCode(text: string): boolean {
  return /^(?:https?:\/\/\S+|(?:[a-z-]+--)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:sha256:)?[0-9a-f]{64})$/u.test(text)
}
