import { BorderStyle, Table as DocxTable, Paragraph, ShadingType, TableCell, TableRow, TextRun, WidthType } from 'docx'
import { bare, plain, soft, width, words } from './docx-pen.ts'
import type { Bars, Box, Boxes } from './model.ts'
import { shades } from './pdf-boxes.ts'

const half = width / 2
const rule = { style: BorderStyle.SINGLE, size: 12, color: '14181F' }
const thin = { style: BorderStyle.SINGLE, size: 4, color: 'C9CED6' }

/** Boxes two beside each other, each pair one row of a table under a rule. */
export function drawBoxes({ boxes }: Boxes): DocxTable {
  const pairs = Array.from({ length: Math.ceil(boxes.length / 2) }, (_, i) => boxes.slice(i * 2, i * 2 + 2))
  return new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [half, half],
    borders: { ...bare, top: rule, insideHorizontal: rule, insideVertical: thin },
    rows: pairs.map(
      (pair) =>
        new TableRow({
          cantSplit: true,
          children: [0, 1].map((i) => {
            const box = pair[i]
            return new TableCell({
              width: { size: half, type: WidthType.DXA },
              margins: { top: 80, bottom: 100, left: i === 0 ? 0 : 140, right: i === 0 ? 140 : 0 },
              children: box === undefined ? [new Paragraph('')] : drawBox(box),
            })
          }),
        }),
    ),
  })
}

function drawBox({ title, lines, foot }: Box): Paragraph[] {
  return [
    plain(title, { bold: true, size: 22 }, { spacing: { after: 60 } }),
    ...lines.flatMap(({ text, detail, mark, strong, link }) => [
      plain(text, { size: 18 }, { keepNext: true }, link),
      new Paragraph({
        spacing: { after: 70 },
        children: [
          ...(mark === undefined
            ? []
            : [new TextRun({ text: `${mark}  `, bold: true, size: 16, color: strong === true ? '8C1D18' : '14181F' })]),
          ...words(detail, { size: 16, color: soft }),
        ],
      }),
    ]),
    ...(foot === undefined || foot === '' ? [] : [plain(foot, { italics: true, size: 16, color: soft })]),
  ]
}

const labelSize = 1900
const barSize = 4200

/** Bars as shaded cells from one baseline, each with its figures beside it: every word processor draws them alike. */
export function drawBars({ caption, legend, rows }: Bars): DocxTable {
  const longest = Math.max(1, ...rows.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)))
  const cell = (children: (Paragraph | DocxTable)[], size: number, more: object = {}) =>
    new TableCell({ width: { size, type: WidthType.DXA }, margins: { top: 40, bottom: 40, left: 0, right: 80 }, children, ...more })
  const bar = (parts: readonly number[]) => {
    const drawn = parts.flatMap((part, i) =>
      part <= 0 ? [] : [{ size: Math.max(40, Math.round((part / longest) * barSize)), shade: shades[i % shades.length] ?? '' }],
    )
    const rest = Math.max(40, barSize - drawn.reduce((sum, { size }) => sum + size, 0))
    const cells = [...drawn, { size: rest, shade: '' }]
    return new DocxTable({
      width: { size: barSize, type: WidthType.DXA },
      columnWidths: cells.map(({ size }) => size),
      borders: { ...bare, left: { style: BorderStyle.SINGLE, size: 8, color: '14181F' } },
      rows: [
        new TableRow({
          children: cells.map(
            ({ size, shade }) =>
              new TableCell({
                width: { size, type: WidthType.DXA },
                ...(shade === '' ? {} : { shading: { type: ShadingType.CLEAR, color: 'auto', fill: shade.slice(1).toUpperCase() } }),
                children: [plain('', { size: 14 })],
              }),
          ),
        }),
      ],
    })
  }
  const key = legend.flatMap((word, i) => [
    new TextRun({ text: '■ ', color: (shades[i % shades.length] ?? '').slice(1), size: 16 }),
    ...words(`${word}    `, { size: 16, color: soft }),
  ])
  const saidSize = width - labelSize - barSize
  return new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [labelSize, barSize, saidSize],
    borders: bare,
    rows: [
      ...(caption === ''
        ? []
        : [new TableRow({ children: [cell([plain(caption, { bold: true, size: 19 }, { keepNext: true })], width, { columnSpan: 3 })] })]),
      ...rows.map(
        ({ label, parts, said }) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell([plain(label, { size: 18 }, { keepNext: true })], labelSize),
              cell([bar(parts), plain('', { size: 4 }, { keepNext: true })], barSize),
              cell([plain(said, { size: 17, color: soft }, { keepNext: true })], saidSize, {
                margins: { top: 40, bottom: 40, left: 140, right: 80 },
              }),
            ],
          }),
      ),
      new TableRow({ children: [cell([new Paragraph({ children: key })], width, { columnSpan: 3 })] }),
    ],
  })
}
