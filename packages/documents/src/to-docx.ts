import {
  AlignmentType,
  BorderStyle,
  convertInchesToTwip,
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
  ShadingType,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { cleanText, isRightToLeft, paragraphsOf } from './clean-text.ts'
import type { Block, Fact, Note, PrintDocument, Said, Table } from './model.ts'

const soft = '4C5563'
const line = 'C9CED6'
const wash = 'F3F5F8'
/** Twentieths of a point: Letter with one-inch margins leaves this much for the text. */
const width = 9360
const labelWidth = 2700
// Word brings it, LibreOffice has a twin of the same widths, and both go on to other fonts for letters it lacks.
const sans = 'Calibri'
const mono = 'Consolas'

/** Draws a document as DOCX (Office Open XML): headings by style, header rows that repeat, page numbers by field, the document's language. */
export async function toDocx(document: PrintDocument): Promise<Uint8Array> {
  const marking = () =>
    new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text: cleanText(document.marking), bold: true, size: 22 })] })
  const section: ISectionOptions = {
    properties: { page: { size: { width: 12240, height: 15840 }, margin: { top: 1440, bottom: 1440, left: 1440, right: 1440 } } },
    headers: { default: new Header({ children: [marking()] }) },
    footers: { default: new Footer({ children: [...footerOf(document), marking()] }) },
    children: [...opening(document), ...document.blocks.flatMap((block) => drawBlock(block))],
  }
  const file = new Document({
    title: cleanText(document.title),
    creator: cleanText(document.author),
    lastModifiedBy: cleanText(document.author),
    subject: cleanText(document.subject),
    description: '',
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
    sections: [section],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

/** One text, its line breaks kept, its direction by its first letter. */
function words(text: string, more: ConstructorParameters<typeof TextRun>[0] & object = {}): TextRun[] {
  const clean = cleanText(text)
  const rightToLeft = isRightToLeft(clean)
  return clean
    .split('\n')
    .map(
      (part, i) =>
        new TextRun({ ...(more as object), text: part, ...(i === 0 ? {} : { break: 1 }), ...(rightToLeft ? { rightToLeft } : {}) }),
    )
}

function plain(text: string, run: object = {}, paragraph: object = {}): Paragraph {
  return new Paragraph({ children: words(text, run), ...(isRightToLeft(text) ? { bidirectional: true } : {}), ...paragraph })
}

function opening(document: PrintDocument): Paragraph[] {
  return [
    ...(document.status === undefined ? [] : [plain(document.status, { bold: true }, { border: boxed, spacing: { after: 160 } })]),
    plain(document.eyebrow, { color: soft, size: 19 }),
    new Paragraph({ heading: HeadingLevel.TITLE, children: words(document.title) }),
    ...document.lead.map((text) => plain(text, { color: soft, size: 18 })),
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

function drawBlock(block: Block): (Paragraph | DocxTable)[] {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          keepNext: true,
          children: words(block.text),
        }),
      ]
    case 'facts':
      return block.rows.length === 0 ? [] : [factTable(block.rows)]
    case 'paragraphs':
      return paragraphsOf(block.text).map((text) => plain(text, language(block.language), { spacing: { after: 120 } }))
    case 'list':
      return block.items.map((item) => plain(item, {}, { numbering: { reference: 'dots', level: 0 } }))
    case 'table':
      return [drawTable(block)]
    case 'timeline':
      return [
        factTable(
          block.events.map(({ at, what, detail }) => ({
            label: at,
            value: { type: 'several', items: [what, ...(detail === undefined ? [] : [detail])].map((text) => ({ type: 'text', text })) },
          })),
        ),
      ]
    case 'note':
      return drawNote(block)
    case 'code':
      return cleanText(block.text)
        .split('\n')
        .map((text) => plain(text, { font: mono, size: 16 }))
  }
}

function language(tag: string | undefined): object {
  return tag === undefined ? {} : { language: { value: tag } }
}

function factTable(rows: readonly Fact[]): DocxTable {
  return new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [labelWidth, width - labelWidth],
    borders: rules,
    rows: rows.map(
      ({ label, value }) =>
        new TableRow({
          children: [cellOf([plain(label, { color: soft, size: 19 })], labelWidth), cellOf(drawSaid(value), width - labelWidth)],
        }),
    ),
  })
}

function drawSaid(value: Said): Paragraph[] {
  switch (value.type) {
    case 'text':
      return [
        plain(value.text, value.code === true ? { font: mono, size: 19 } : {}),
        ...(value.warning === undefined ? [] : [plain(value.warning, { italics: true, color: soft, size: 18 })]),
      ]
    case 'several':
      return value.items.flatMap((item) => drawSaid(item))
    case 'parts':
      return value.parts.flatMap(({ label, value: inner }) =>
        inner.type === 'text'
          ? [
              new Paragraph({
                children: [
                  ...words(`${label}: `, { color: soft }),
                  ...words(inner.text, inner.code === true ? { font: mono, size: 19 } : {}),
                ],
              }),
            ]
          : [plain(label, { color: soft }), ...drawSaid(inner)],
      )
  }
}

function drawTable(block: Table): DocxTable {
  const widths = block.columns.map(({ share }) => Math.round((width * share) / 100))
  const cell = (text: string, i: number, run: object = {}) => {
    const { align, code } = block.columns[i] ?? {}
    const shape = align === undefined ? {} : { alignment: AlignmentType.RIGHT }
    return cellOf([plain(text, { size: code === true ? 16 : 19, ...(code === true ? { font: mono } : {}), ...run }, shape)], widths[i] ?? 0)
  }
  return new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    borders: rules,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: block.columns.map(({ title }, i) => cell(title, i, { bold: true, color: soft, font: sans, size: 18 })),
      }),
      ...block.rows.map((row) => new TableRow({ children: block.columns.map((_, i) => cell(row[i] ?? '', i)) })),
    ],
  })
}

function drawNote(block: Note): Paragraph[] {
  const border = { left: { style: BorderStyle.SINGLE, size: 18, color: block.tone === 'warn' ? '14181F' : soft, space: 8 } }
  const shading = { type: ShadingType.CLEAR, color: 'auto', fill: wash }
  const all = [block.title, ...block.lines]
  return all.map((text, i) =>
    plain(text, i === 0 ? { bold: true } : {}, {
      border,
      shading,
      indent: { left: 200 },
      keepNext: i < all.length - 1,
      spacing: { before: i === 0 ? 120 : 0, after: i === all.length - 1 ? 160 : 0 },
    }),
  )
}

function cellOf(children: Paragraph[], size: number): TableCell {
  return new TableCell({
    width: { size, type: WidthType.DXA },
    margins: { top: 50, bottom: 50, left: 60, right: convertInchesToTwip(0.08) },
    children: children.length === 0 ? [new Paragraph('')] : children,
  })
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const thin = { style: BorderStyle.SINGLE, size: 4, color: line }
const rules = { top: none, left: none, right: none, insideVertical: none, bottom: thin, insideHorizontal: thin }
const boxed = { top: thin, bottom: thin, left: thin, right: thin }
