import { inflateRawSync } from 'node:zlib'
import { accept, type Result, refuse } from '@enlace/core'

/** Most bytes that the text part of a DOCX may hold once it is unpacked. */
const maxXmlBytes = 20_000_000
const document = 'word/document.xml'

/**
 * The text of a DOCX (ECMA-376 part 1, section 17): a paragraph a line with a blank line between, headings after `#`, items of lists after `-`. A stranger's
 * bytes never throw. Refused: `unreadable` for what is no such file or would unpack beyond its bound.
 */
export function readDocxText(bytes: Uint8Array): Result<string, 'unreadable'> {
  try {
    const xml = partOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    return xml === undefined ? refuse('unreadable') : accept(textOf(xml))
  } catch {
    // A damaged archive: offsets beyond its end, or data that does not unpack.
    return refuse('unreadable')
  }
}

/** The document part of the archive (PKWARE APPNOTE 4.3: end of central directory, then its entries). */
function partOf(file: Buffer): string | undefined {
  const end = file.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (end < 0) return undefined
  let at = file.readUInt32LE(end + 16)
  while (at + 46 <= file.length && file.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, nameLength] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)]
    const [extra, comment, local] = [file.readUInt16LE(at + 30), file.readUInt16LE(at + 32), file.readUInt32LE(at + 42)]
    if (file.toString('utf8', at + 46, at + 46 + nameLength) === document) {
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
      const data = file.subarray(start, start + packed)
      if (method === 0) return data.length > maxXmlBytes ? undefined : data.toString('utf8')
      return inflateRawSync(data, { maxOutputLength: maxXmlBytes }).toString('utf8')
    }
    at += 46 + nameLength + extra + comment
  }
  return undefined
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function textOf(xml: string): string {
  const lines = xml.split('</w:p>').flatMap((paragraph) => {
    // Deleted text of a tracked change was taken out by its author.
    const kept = paragraph.replaceAll(/<w:delText[^>]*>[^<]*<\/w:delText>/g, '')
    const words = [...kept.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(tab|br)\s?\/>/g)]
      .map(([, text, space]) => (space === undefined ? decode(text ?? '') : ' '))
      .join('')
      .trim()
    if (words === '') return []
    const isHeading = /<w:pStyle w:val="(?:Heading|Ttulo|Título|Title|berschrift)[^"]*"/u.test(kept)
    const isItem = /<w:numPr>/.test(kept)
    return [isHeading ? `# ${words}` : isItem ? `- ${words}` : words]
  })
  return lines.join('\n\n')
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name)] ?? all
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : ' '
  })
}
