import { type Html, html, textOf } from './html.ts'
import type { Context } from './page-frame.ts'

/** Characters of rows on one page: with everything around them it stays below 50 KB. */
const mostOnPage = 28_000
/** Rows on one page, however short: a phone scrolls through no more. */
const mostRows = 60

/** Rows of a long list, table or text, as many as one page takes, with links to the other parts: `/page/2` and so on behind its address. */
export function inParts(
  context: Context,
  rows: readonly Html[],
): { readonly rows: readonly Html[]; readonly links: Html; readonly parts: number } {
  const parts: Html[][] = [[]]
  let size = 0
  for (const row of rows) {
    const more = textOf(row).length
    if (size > 0 && (size + more > mostOnPage || (parts.at(-1)?.length ?? 0) >= mostRows)) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(row)
    size += more
  }
  return { rows: parts[context.part - 1] ?? [], links: partLinks(context, parts.length), parts: parts.length }
}

function partLinks({ language, path, part, say }: Context, parts: number): Html {
  if (parts < 2) return html``
  const whole = `/${language}${path.replace(/\/page\/\d+$/, '')}`
  const link = (n: number) =>
    n === part ? html`<li aria-current="page">${n}</li>` : html`<li><a href="${n === 1 ? whole : `${whole}/page/${n}`}">${n}</a></li>`
  return html`<nav class="parts" aria-label="${say('parts')}"><span>${say('part', { part, parts })}</span><ul>${Array.from({ length: parts }, (_, i) => link(i + 1))}</ul></nav>`
}
