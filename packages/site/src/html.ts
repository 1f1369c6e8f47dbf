const inner = Symbol('html')

/** Text that is HTML already. Made by `html` alone, so everything else is escaped. */
export type Html = { readonly [inner]: string }
type Part = Html | string | number | null | undefined | false | readonly Part[]

/**
 * HTML with blanks. What stands in a blank is text and is escaped, wherever it stands: between tags or in a quoted attribute. A blank that is `Html` or a
 * list of it stands as it is; null, undefined and false are nothing. Blanks may not stand in tag names, unquoted attributes, scripts or styles.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { [inner]: strings.reduce((text, string, i) => text + write(parts[i - 1]) + string) }
}

/** The text of a whole document. */
export function textOf(document: Html): string {
  return document[inner]
}

/** Text for HTML or XML, in content and in quoted attributes. Characters that XML cannot hold are left out. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A link for an address from outside: one that is not http or https is told as text. */
export function outward(address: string, label: string): Html {
  const url = URL.parse(address)
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
  return isWeb ? html`<a href="${url.href}" rel="nofollow noreferrer">${label}</a>` : html`${label}`
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return isList(part) ? part.map(write).join('') : part[inner]
}

function isList(part: Html | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part)
}
