import { htmlText } from './html-text.ts'

// Parts of a page that frame its text; their words go on lines of their own, for the rules of furniture to judge.
const dropped = /<(title|script|style|noscript|template|svg|head)\b[\s\S]{0,2000000}?<\/\1\s*>/giu
const block =
  /<\/?(?:p|div|section|article|main|header|footer|nav|aside|ul|ol|table|tr|td|th|blockquote|figure|figcaption|form|button|dl|dt|dd|hr)\b[^>]{0,5000}>/giu

/**
 * A page of HTML as text for `splitText`: a block a paragraph, headings after `#`, items after `-`, what stands inside `nav`, `aside`, `footer`, `form` and
 * `button` left in as paragraphs of their own. `title` is that of its head.
 */
export function htmlLines(html: string): { readonly title: string | undefined; readonly text: string } {
  const title = /<title[^>]{0,500}>([^<]{0,500})/iu.exec(html)?.[1]
  const marked = html
    .replaceAll(dropped, '')
    .replaceAll(/<h[1-6]\b[^>]{0,5000}>/giu, '\u0001\u0002')
    .replaceAll(/<\/h[1-6]\s*>/giu, '\u0001')
    .replaceAll(/<li\b[^>]{0,5000}>/giu, '\u0001\u0003')
    .replaceAll(/<\/li\s*>/giu, '\u0001')
    .replaceAll(/<br\s*\/?>\s*<br\s*\/?>/giu, '\u0001')
    .replaceAll(block, '\u0001')
  const text = htmlText(marked)
    .split('\u0001')
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .map((line) =>
      line.startsWith('\u0002') ? `# ${line.slice(1).trim()}` : line.startsWith('\u0003') ? `- ${line.slice(1).trim()}` : line,
    )
    .filter((line) => line.replace(/^[#-]\s?/u, '') !== '')
    .join('\n\n')
  return { title: title === undefined ? undefined : htmlText(title).replaceAll(/\s+/gu, ' ').trim() || undefined, text }
}
