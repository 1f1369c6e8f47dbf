import { inflateRawSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Block, Fact, PrintDocument, Said } from './model.ts'

/** The words of each page as another program reads them, spaces evened out. */
export async function readPdf(bytes: Uint8Array): Promise<{ pages: string[]; info: Record<string, unknown>; outline: string[] }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages: string[] = []
  for (let i = 1; i <= pdf.numPages; i++) {
    const { items } = await (await pdf.getPage(i)).getTextContent()
    pages.push(squeeze(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')).join('')))
  }
  const outline = ((await pdf.getOutline()) ?? []).map(({ title }) => title)
  const { info } = await pdf.getMetadata()
  return { pages, info: info as Record<string, unknown>, outline }
}

/** The parts of a zip archive that end in `.xml`, by name. */
export function readDocx(bytes: Uint8Array): Map<string, string> {
  const file = Buffer.from(bytes)
  const parts = new Map<string, string>()
  let at = file.readUInt32LE(file.lastIndexOf('PK\u0005\u0006', undefined, 'latin1') + 16)
  while (file.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, nameLength] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)]
    const [extra, comment, local] = [file.readUInt16LE(at + 30), file.readUInt16LE(at + 32), file.readUInt32LE(at + 42)]
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const data = file.subarray(start, start + packed)
    if (name.endsWith('.xml')) parts.set(name, (method === 0 ? data : inflateRawSync(data)).toString('utf8'))
    at += 46 + nameLength + extra + comment
  }
  return parts
}

/** What a part of a DOCX says. */
export function wordsOfXml(xml: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return squeeze(
    xml
      .replaceAll(/<w:br\/>|<\/w:p>/g, ' ')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/&(\w+);/g, (all, name: string) => entities[name] ?? all),
  )
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** Every text that a value says, so that each can be looked for. */
function textsOf(said: Said): string[] {
  if (said.type === 'text') return [said.text]
  if (said.type === 'beside') return [...textsOf(said.left), ...textsOf(said.right)]
  return said.type === 'several' ? said.items.flatMap(textsOf) : factsOf(said.parts)
}

function factsOf(rows: readonly Fact[]): string[] {
  return rows.flatMap(({ label, value }) => [label, ...textsOf(value)])
}

/** Every text that a document says, its parts included. */
export function allTexts(document: PrintDocument): string[] {
  const { title, eyebrow, lead, beside } = document
  return [
    title,
    eyebrow,
    ...lead,
    ...(beside === undefined ? [] : [beside.title, beside.eyebrow, ...beside.lead]),
    ...document.blocks.flatMap(textsOfBlock),
    ...(document.parts ?? []).flatMap(allTexts),
  ]
}

function textsOfBlock(block: Block): string[] {
  switch (block.type) {
    case 'facts':
      return factsOf(block.rows)
    case 'note':
      return [block.title, ...block.lines]
    case 'table':
      return [...block.columns.map(({ title }) => title), ...block.rows.flat()]
    case 'heading':
      return [block.text, ...(block.beside === undefined ? [] : [block.beside])]
    case 'paragraphs':
    case 'code':
      return [block.text]
    case 'list':
      return [...block.items]
    case 'timeline':
      return block.events.flatMap(({ at, what }) => [at, what])
    case 'aligned':
      return block.rows.flatMap(({ left, right }) => [left, right])
    case 'beside':
      return [...textsOfBlock(block.left), ...textsOfBlock(block.right)]
    case 'signing':
      return [...block.lines]
    case 'contents':
      return [...block.titles]
    case 'boxes':
      return block.boxes.flatMap(({ title, lines, foot }) => [
        title,
        ...lines.flatMap(({ text, detail, mark }) => [text, detail, mark ?? '']),
        foot ?? '',
      ])
    case 'bars':
      return [block.caption, ...block.legend, ...block.rows.flatMap(({ label, said }) => [label, said])]
    case 'break':
      return []
  }
}
