import type { ClausePart } from './read-statement.ts'

/** A passage of a text as it stood, before anybody decided what of it is furniture. */
export type Block = {
  readonly text: string
  readonly part: ClausePart
  /** The mark before an item or a numbered paragraph: `1.`, `(a)`, `-`. */
  readonly mark?: string
}

/** A text cut into passages, with what its head says of it (front matter of Markdown). */
export type SplitText = { readonly title?: string; readonly date?: string; readonly sourceUrl?: string; readonly blocks: readonly Block[] }

/** Most UTF-16 units of a text that are read. */
export const maxStatementText = 400_000

const bullet = /^\s*(?:[-*•·–—▪◦‣●])\s+/u
const numbered = /^\s*(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])[.)])\s+(?=\p{L}|["“«])/u

/**
 * Cuts plain text or Markdown into headings, paragraphs and items. Text wrapped at a width (letters, terminals, PDF) is joined to paragraphs again; text with a
 * paragraph on each line is cut at each line. Nothing is dropped but the marks of the markup.
 */
export function splitText(source: string): SplitText {
  const text = source
    .slice(0, maxStatementText)
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll(/[\u200b\ufeff\u00ad]/gu, '')
  const { head, rest } = frontMatter(text)
  const lines = rest.split('\n')
  const lengths = lines.map((line) => line.trim().length).filter((length) => length > 0)
  const isWrapped = lengths.length > 2 && lengths.filter((length) => length <= 100).length / lengths.length > 0.85
  const width = Math.max(...lengths, 0)
  // Where blank lines part the paragraphs, the end of a line says nothing; pages of a PDF have none.
  const hasBlanks = lines.length - lengths.length > lines.length / 40
  const blocks: Block[] = []
  let open: { lines: string[]; mark: string | undefined; isHeading: boolean } | undefined
  const close = () => {
    if (open === undefined) return
    const joined = plainOf(open.lines.join(' '))
    if (joined !== '') blocks.push(blockOf(joined, open.mark, open.isHeading))
    open = undefined
  }
  for (const line of lines) {
    const trimmed = line.trim()
    const mark = trimmed === '' ? undefined : markOf(line)
    const isHash = /^#{1,6}\s+\S/.test(trimmed)
    const last = open?.lines.at(-1)
    if (
      trimmed === '' ||
      mark !== undefined ||
      isHash ||
      (last !== undefined && endsHere(last, { isWrapped, hasBlanks, width, next: trimmed }))
    )
      close()
    if (trimmed === '') continue
    const said = mark === undefined ? trimmed.replace(/^#{1,6}\s+/, '').replace(/^>\s?/, '') : line.trim().slice(mark.length).trim()
    if (open === undefined) open = { lines: [said], mark, isHeading: isHash }
    else open.lines.push(said)
    // Two spaces at an end are a break in Markdown; a heading is one line.
    if (isHash || (/ {2}$/.test(line) && isWrapped)) close()
  }
  close()
  return { ...head, blocks: headed(blocks) }
}

function markOf(line: string): string | undefined {
  const found = bullet.exec(line)?.[0] ?? numbered.exec(line)?.[1]
  return found?.trim()
}

type Shape = { readonly isWrapped: boolean; readonly hasBlanks: boolean; readonly width: number; readonly next: string }

function endsHere(last: string, { isWrapped, hasBlanks, width, next }: Shape): boolean {
  if (!isWrapped) return true
  if (hasBlanks) return false
  // A line that ends a sentence well before the width, with a new sentence after it.
  return last.length < width * 0.7 && /[.!?:”"»]$/u.test(last) && /^[\p{Lu}"“«¿¡]/u.test(next)
}

function blockOf(text: string, mark: string | undefined, isHeading: boolean): Block {
  if (mark !== undefined) return { text, part: 'item', mark }
  return { text, part: isHeading ? 'heading' : 'paragraph' }
}

/** Short lines without an end of sentence, with something longer under them, are headings; so is the first, whatever follows it. */
function headed(blocks: readonly Block[]): Block[] {
  return blocks.map((block, i) => {
    const { text, part } = block
    const next = blocks[i + 1]
    const isShort = text.length <= 110 && !/[.!?;,…]$/u.test(text) && /^[\p{Lu}\p{N}¿¡"“]/u.test(text) && /\p{L}/u.test(text)
    const leads = next !== undefined && (i === 0 || next.part === 'item' || next.text.length > text.length)
    return part === 'paragraph' && isShort && leads ? { ...block, part: 'heading' } : block
  })
}

/** Words without the marks of Markdown. */
function plainOf(text: string): string {
  return text
    .replaceAll(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/<\/?[a-z][^>]{0,200}>/giu, '')
    .replaceAll(/(?<![\p{L}\p{N}])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\p{L}\p{N}])|\*{2,3}/gu, '')
    .replaceAll(/\\([\\#*_.[\]()>+-])/g, '$1')
    .replaceAll(/[\s\u00a0]+/gu, ' ')
    .trim()
}

function frontMatter(text: string): { readonly head: Omit<SplitText, 'blocks'>; readonly rest: string } {
  if (!text.startsWith('---\n')) return { head: {}, rest: text }
  const end = text.indexOf('\n---', 4)
  if (end < 0) return { head: {}, rest: text }
  const values = new Map<string, string>()
  let name = ''
  for (const line of text.slice(4, end).split('\n')) {
    const pair = /^([a-z_]+):\s*(.*)$/.exec(line)
    if (pair !== null) name = pair[1] ?? ''
    // A quoted value of YAML runs on with a backslash at its line's end.
    const said = pair === null ? line.trim() : (pair[2] ?? '')
    values.set(name, `${values.get(name) ?? ''}${said}`)
  }
  const clean = (value: string | undefined) =>
    value
      ?.replace(/^["']|["']$/g, '')
      .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replaceAll(/\\_/g, ' ')
      .replaceAll(/\\\s*\\?/g, ' ')
      .replaceAll(/\s+/gu, ' ')
      .trim()
  const [title, date, url] = [clean(values.get('title')), clean(values.get('date')), clean(values.get('source_url'))]
  const head = { ...(title ? { title } : {}), ...(date ? { date } : {}), ...(url ? { sourceUrl: url } : {}) }
  return { head, rest: text.slice(text.indexOf('\n', end + 1) + 1) }
}
