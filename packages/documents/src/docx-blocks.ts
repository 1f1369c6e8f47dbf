import {
  AlignmentType,
  BorderStyle,
  convertInchesToTwip,
  Table as DocxTable,
  HeadingLevel,
  LineRuleType,
  PageReference,
  Paragraph,
  ShadingType,
  TableCell,
  TableRow,
  WidthType,
} from 'docx'
import { cleanText, paragraphsOf } from './clean-text.ts'
import { drawBars, drawBoxes } from './docx-boxes.ts'
import { accent, bare, boxed, labelWidth, mono, plain, rules, sans, soft, wash, width, words } from './docx-pen.ts'
import type { Aligned, Block, Contents, Fact, Note, PrintDocument, Said, Signing, Table } from './model.ts'

/** Draws one block; `parts` are what a table of contents lists. */
export function drawBlock(block: Block, parts: readonly PrintDocument[]): (Paragraph | DocxTable)[] {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          keepNext: true,
          children: words(block.beside === undefined ? block.text : `${block.text}  /  ${block.beside}`),
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
    case 'aligned':
      return [drawAligned(block), plain('')]
    case 'beside':
      return [inTwo([drawBlock(block.left, parts), drawBlock(block.right, parts)]), plain('')]
    case 'signing':
      return [drawSigning(block)]
    case 'contents':
      return [drawContents(block, parts)]
    case 'boxes':
      return [drawBoxes(block), plain('')]
    case 'bars':
      return [drawBars(block), plain('')]
    case 'break':
      // Begins the next page itself: a break at the foot of a full page would leave an empty one.
      return [new Paragraph({ pageBreakBefore: true, spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] })]
  }
}

function inTwo(sides: readonly (Paragraph | DocxTable)[][], total = width): DocxTable {
  const half = Math.floor(total / 2)
  return new DocxTable({
    width: { size: total, type: WidthType.DXA },
    columnWidths: [half, half],
    borders: bare,
    rows: [new TableRow({ children: sides.map((side) => cellOf(side, half)) })],
  })
}

function drawAligned({ languages, rows }: Aligned): DocxTable {
  const isNumbered = rows.some(({ number }) => number !== undefined)
  const first = isNumbered ? [500] : []
  const side = Math.floor((width - (first[0] ?? 0)) / 2)
  return new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [...first, side, side],
    borders: bare,
    rows: rows.map(
      ({ number = '', left, right }) =>
        new TableRow({
          children: [
            ...first.map((size) => cellOf([plain(number, { color: soft, size: 19 })], size)),
            cellOf([plain(left, language(languages[0]))], side),
            cellOf([plain(right, language(languages[1]))], side),
          ],
        }),
    ),
  })
}

function drawSigning({ lines, seal, initials }: Signing): DocxTable {
  const box = (label: string, lineBreaks: number) =>
    plain(
      `${label}${'\n'.repeat(lineBreaks)}`,
      { color: soft, size: 17 },
      { border: boxed, alignment: AlignmentType.CENTER, spacing: { after: 160 } },
    )
  const rule = { top: { style: BorderStyle.SINGLE, size: 4, color: '14181F', space: 2 } }
  return new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [6360, 3000],
    borders: bare,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [
          cellOf(
            lines.map((label) => plain(label, { color: soft, size: 18 }, { border: rule, spacing: { before: 560 } })),
            6360,
          ),
          cellOf([...(seal === undefined ? [] : [box(seal, 6)]), ...(initials === undefined ? [] : [box(initials, 2)])], 3000),
        ],
      }),
    ],
  })
}

function drawContents({ titles }: Contents, parts: readonly PrintDocument[]): DocxTable {
  const [first, second] = [8160, 1200]
  const right = { alignment: AlignmentType.RIGHT }
  return new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [first, second],
    borders: rules,
    rows: [
      new TableRow({
        tableHeader: true,
        children: [
          cellOf([plain(titles[0], { bold: true, color: soft, size: 18 })], first),
          cellOf([plain(titles[1], { bold: true, color: soft, size: 18 }, right)], second),
        ],
      }),
      ...parts.flatMap(({ title, beside, unlisted }, i) =>
        unlisted === true
          ? []
          : [
              new TableRow({
                children: [
                  cellOf([plain(beside === undefined || beside.title === title ? title : `${title}\n${beside.title}`)], first),
                  cellOf([new Paragraph({ ...right, children: [new PageReference(`part-${i + 1}`)] })], second),
                ],
              }),
            ],
      ),
    ],
  })
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
    case 'beside':
      return [value.left, value.right].flatMap((side) => drawSaid(side))
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
  const cell = (text: string, i: number, run: object = {}, link?: string) => {
    const { align, code } = block.columns[i] ?? {}
    const shape = align === undefined ? {} : { alignment: AlignmentType.RIGHT }
    return cellOf(
      [plain(text, { size: code === true ? 16 : 19, ...(code === true ? { font: mono } : {}), ...run }, shape, link)],
      widths[i] ?? 0,
    )
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
      ...block.rows.map((row, at) => {
        const link = (i: number) => (i === block.columns.length - 1 ? block.links?.[at] : undefined)
        const drawn = (i: number) => cell(row[i] ?? '', i, link(i) === undefined ? {} : { color: accent }, link(i))
        return new TableRow({ cantSplit: row.every((words) => words.length < 400), children: block.columns.map((_, i) => drawn(i)) })
      }),
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

function cellOf(children: (Paragraph | DocxTable)[], size: number): TableCell {
  return new TableCell({
    width: { size, type: WidthType.DXA },
    margins: { top: 50, bottom: 50, left: 60, right: convertInchesToTwip(0.08) },
    children: children.length === 0 ? [new Paragraph('')] : children,
  })
}
