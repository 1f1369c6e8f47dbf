import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Table as DocxTable,
  Footer,
  Header,
  HeadingLevel,
  type ISectionOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { cleanText } from './clean-text.ts'
import { drawBlock } from './docx-blocks.ts'
import { bare, boxed, line, mono, plain, sans, soft, width, words } from './docx-pen.ts'
import type { Block, PrintDocument } from './model.ts'

/** Draws a document as DOCX (Office Open XML): headings by style, header rows that repeat, page numbers by field, the document's language. */
export async function drawDocx(document: PrintDocument): Promise<Uint8Array> {
  const parts = document.parts ?? []
  const file = new Document({
    title: cleanText(document.title),
    creator: cleanText(document.author),
    lastModifiedBy: cleanText(document.author),
    subject: cleanText(document.subject),
    description: '',
    // The word processor fills in the pages of the contents when it opens the file.
    ...(parts.length === 0 ? {} : { features: { updateFields: true } }),
    numbering: {
      config: [
        {
          reference: 'dots',
          levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', style: { paragraph: { indent: { left: 360, hanging: 260 } } } }],
        },
      ],
    },
    styles: {
      default: {
        document: { run: { font: sans, size: 21, language: { value: document.language } } },
        title: { run: { size: 36, bold: true, font: sans }, paragraph: { spacing: { before: 40, after: 80 } } },
        heading1: { run: { size: 26, bold: true, font: sans }, paragraph: { spacing: { before: 280, after: 100 } } },
        heading2: { run: { size: 22, bold: true, font: sans }, paragraph: { spacing: { before: 160, after: 60 } } },
      },
    },
    sections: [document, ...parts].map((part, i) => sectionOf(part, i, parts)),
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

function sectionOf(part: PrintDocument, index: number, parts: readonly PrintDocument[]): ISectionOptions {
  const marking = () =>
    new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text: cleanText(part.marking), bold: true, size: 22 })] })
  return {
    properties: { page: { size: { width: 12240, height: 15840 }, margin: { top: 1440, bottom: 1440, left: 1440, right: 1440 } } },
    headers: { default: new Header({ children: [marking()] }) },
    footers: { default: new Footer({ children: [...footerOf(part), marking()] }) },
    children: [...opening(part, `part-${index}`), ...part.blocks.flatMap((block, i) => drawBetween(block, part.blocks[i + 1], parts))],
  }
}

/** One block; before a new page without the empty line that parts it from what follows, which a full page would push over. */
function drawBetween(block: Block, next: Block | undefined, parts: readonly PrintDocument[]): (Paragraph | DocxTable)[] {
  const drawn = drawBlock(block, parts)
  return next?.type === 'break' && drawn.length > 1 && drawn[0] instanceof DocxTable ? drawn.slice(0, 1) : drawn
}

function opening(document: PrintDocument, name: string): (Paragraph | DocxTable)[] {
  const shape = document.opening === 'sheet' ? { alignment: AlignmentType.CENTER } : {}
  const letter = document.opening === 'letter'
  const drawOne = ({ title, eyebrow, lead }: Pick<PrintDocument, 'title' | 'eyebrow' | 'lead'>, marked: boolean): Paragraph[] => [
    plain(eyebrow, letter ? { bold: true, size: 24 } : { color: soft, size: 19 }, letter ? { alignment: AlignmentType.CENTER } : shape),
    new Paragraph({
      ...shape,
      heading: HeadingLevel.TITLE,
      children: marked ? [new Bookmark({ id: name, children: words(title) })] : words(title),
    }),
    ...lead.map((text) => plain(text, { color: soft, size: 18 }, shape)),
  ]
  const half = width / 2
  const cell = (children: Paragraph[]) => new TableCell({ width: { size: half, type: WidthType.DXA }, children })
  return [
    ...(document.status === undefined ? [] : [plain(document.status, { bold: true }, { border: boxed, spacing: { after: 160 } })]),
    ...(document.opening === 'sheet' ? [plain('', {}, { spacing: { before: 1800 } })] : []),
    ...(document.beside === undefined
      ? drawOne(document, true)
      : [
          new DocxTable({
            width: { size: width, type: WidthType.DXA },
            columnWidths: [half, half],
            borders: bare,
            rows: [new TableRow({ children: [cell(drawOne(document, true)), cell(drawOne(document.beside, false))] })],
          }),
          plain(''),
        ]),
  ]
}

function footerOf({ footer }: PrintDocument): Paragraph[] {
  // The word processor counts: its two fields take the places of two characters that no language uses.
  const parts = footer.page('\ue000', '\ue001').split(/([\ue000\ue001])/)
  const page = {
    color: soft,
    size: 15,
    children: parts.map((part) => (part === '\ue000' ? PageNumber.CURRENT : part === '\ue001' ? PageNumber.TOTAL_PAGES : part)),
  }
  return [
    new Paragraph({
      border: { top: { style: BorderStyle.SINGLE, size: 4, color: line, space: 6 } },
      children: [...words(`${footer.printed}  ·  `, { color: soft, size: 15 }), new TextRun(page)],
    }),
    plain(footer.position, { color: soft, size: 13, font: mono }, { spacing: { after: 80 } }),
  ]
}
