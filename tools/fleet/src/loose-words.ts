import type { Page } from 'playwright-core'

/** Where data stands as itself: codes, keys, instants, the names of languages, what a person typed. */
const dataPlaces = [
  'code',
  'kbd',
  'pre',
  'samp',
  'time',
  '.mono',
  'script',
  'style',
  'noscript',
  'option',
  '[lang]:not(html)',
  'textarea',
  '[dir=auto]',
]

/** Units, days and names that formatters and standards print. */
const dataShapes = [
  /^TLP:/,
  /^[A-Z]{2,6}([/+][A-Z]+)?$/,
  /^Enlace$/,
  /^[a-z]+(_[a-z]+)+$/,
  /^[A-Z][a-z]{2} \d/,
  /^\d[\d.,]* ?(sec|min|hr|days?|wks?|mths?|kB|MB|byte|%)/,
]

/**
 * Texts that stand on a page in the made-up language without its brackets and are no data: words that never went through a catalogue.
 * `data` is every text that the node answered; `elsewhere` are further places to leave alone.
 */
export async function looseWords(page: Page, data: ReadonlySet<string>, elsewhere: readonly string[] = []): Promise<readonly string[]> {
  const texts = await page.locator('body').evaluate(
    (body, places) => {
      const found: string[] = []
      const walker = body.ownerDocument.createTreeWalker(body, 4)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const text = node.textContent?.trim() ?? ''
        if (/\p{L}{2}/u.test(text) && node.parentElement?.closest(places) === null) found.push(text)
      }
      return found
    },
    [...dataPlaces, ...elsewhere].join(','),
  )
  const known = new Set([...data].map((text) => text.trim().toLowerCase()))
  const parts = [...known].filter((part) => part.length > 3).sort((a, b) => b.length - a.length)
  const codes = new Set([...known].flatMap((part) => [part, ...part.split('-')]))
  return [...new Set(texts)].filter((text) => {
    if (/^[^\p{L}]*\[.*\][^\p{L}]*$/su.test(text)) return false
    if (known.has(text.toLowerCase())) return false
    if (dataShapes.some((shape) => shape.test(text))) return false
    // Several data in one line: nothing but codes is left when each is taken out.
    const rest = parts.reduce((left, part) => left.replaceAll(part, ' '), text.toLowerCase())
    return !/[,·]| and /.test(text) || rest.split(/[\s,·]+/).some((word) => /\p{L}{2}/u.test(word) && word !== 'and' && !codes.has(word))
  })
}
