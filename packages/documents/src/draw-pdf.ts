import pdfmake, { type Content, type Definition } from 'pdfmake'
import { cleanText } from './clean-text.ts'
import type { PrintDocument } from './model.ts'
import { drawBlocks } from './pdf-blocks.ts'
import { drawOpening } from './pdf-opening.ts'
import { createPen, ink, line, margins, type Pen, soft, width } from './pdf-pen.ts'
import { drawRightToLeft } from './right-to-left.ts'
import { fontFiles, readTypeface } from './typefaces.ts'

pdfmake.setFonts(structuredClone(fontFiles))
drawRightToLeft()
// A document draws what it is given: it fetches nothing and opens no file.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)

/**
 * Draws a document as PDF/A-2b with embedded typefaces, a title, a language, and bookmarks from its headings. Characters that no typeface has
 * stand as their code points and are counted in a note at the end.
 */
export async function drawPdf(document: PrintDocument): Promise<Uint8Array> {
  const pen = createPen(loadFont)
  const parts = document.parts ?? []
  const sections = [document, ...parts].map((part, i) => drawSection(part, i, parts, pen))
  if (pen.replaced() > 0) sections.at(-1)?.section.push(...drawBlocks([document.unprintable(pen.replaced())], pen, []))
  const definition: Definition = {
    version: '1.7',
    subset: 'PDF/A-2b',
    language: document.language,
    displayTitle: true,
    pageSize: 'LETTER',
    pageMargins: [margins.side, margins.top, margins.side, margins.bottom],
    info: {
      title: cleanText(document.title),
      author: cleanText(document.author),
      subject: cleanText(document.subject),
      creationDate: document.createdAt,
      creator: 'Enlace',
      producer: 'Enlace',
    },
    defaultStyle: { font: 'sans-latin', fontSize: 9.5, lineHeight: 1.25, color: ink },
    content: sections,
  }
  return await pdfmake.createPdf(definition).getBuffer()
}

const loaded = new Set<string>()

/** Puts a font where the PDF writer finds it, once for the process. */
function loadFont(font: string): void {
  for (const file of Object.values(fontFiles[font] ?? {})) {
    if (loaded.has(file)) continue
    loaded.add(file)
    pdfmake.virtualfs.writeFileSync(file, readTypeface(file))
  }
}

type Section = Content & { readonly section: Content[] }

function drawSection(part: PrintDocument, index: number, parts: readonly PrintDocument[], pen: Pen): Section {
  const name = `part-${index}`
  // What stands behind a sheet is bookmarked under it.
  const above = part.unlisted === true ? parts.findLastIndex((one, i) => i < index - 1 && one.unlisted !== true) : -1
  return {
    section: [
      drawOpening(part, { name, under: above === -1 ? undefined : `part-${above + 1}` }, pen),
      ...drawBlocks(part.blocks, pen, parts, name),
    ],
    header: () => ({ stack: [markingLine(part, pen)], margin: [margins.side, 30, margins.side, 0] }),
    footer: (current: number, count: number) => footerOf(part, pen, current, count),
  }
}

function markingLine(document: PrintDocument, pen: Pen): Content {
  return { text: pen.write(document.marking), bold: true, fontSize: 10.5, alignment: 'center', characterSpacing: 0.4 }
}

function footerOf(document: PrintDocument, pen: Pen, current: number, count: number): Content {
  const { footer } = document
  return {
    margin: [margins.side, 8, margins.side, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.6, lineColor: line }] },
      {
        margin: [0, 5, 0, 0],
        columns: [
          { width: '*', text: pen.write(footer.printed), fontSize: 7.5, color: soft },
          { width: 'auto', text: pen.write(footer.page(String(current), String(count))), fontSize: 7.5, color: soft, alignment: 'right' },
        ],
        columnGap: 16,
      },
      { text: pen.write(footer.position, 'mono'), fontSize: 6.5, color: soft, margin: [0, 2, 0, 6] },
      markingLine(document, pen),
    ],
  }
}
