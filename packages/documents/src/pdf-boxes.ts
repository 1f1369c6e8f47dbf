import type { Content } from 'pdfmake'
import { breakWords } from './clean-text.ts'
import type { Bars, Box, Boxes } from './model.ts'
import { ink, letters, line, type Pen, soft, width } from './pdf-pen.ts'

/** Shades of the parts of a bar, in the order of the legend: told apart in grey as well. */
export const shades = ['#1f4e79', '#b8c4d2', '#b3261e', '#e0a100', '#6f7d8f'] as const

/** Boxes two beside each other, every pair under a rule; a box keeps its lines together where it is not longer than half a page. */
export function drawBoxes({ boxes }: Boxes, pen: Pen): Content {
  const pairs = Array.from({ length: Math.ceil(boxes.length / 2) }, (_, i) => boxes.slice(i * 2, i * 2 + 2))
  return {
    table: {
      widths: ['*', '*'],
      dontBreakRows: pairs.every((pair) => pair.every((box) => JSON.stringify(box).length < 2400)),
      body: pairs.map((pair) => [0, 1].map((i): Content => (pair[i] === undefined ? { text: '' } : drawBox(pair[i], pen)))),
    },
    layout: {
      hLineWidth: (i: number) => (i === pairs.length ? 0 : 1.4),
      vLineWidth: (i: number) => (i === 1 ? 0.6 : 0),
      hLineColor: () => ink,
      vLineColor: () => line,
      paddingLeft: (i: number) => (i === 0 ? 0 : 10),
      paddingRight: (i: number) => (i === 0 ? 10 : 0),
      paddingTop: () => 4,
      paddingBottom: () => 4,
    },
    margin: [0, 2, 0, 4],
  }
}

function drawBox({ title, lines, foot }: Box, pen: Pen): Content {
  return {
    stack: [
      { text: pen.write(title), bold: true, fontSize: 10, margin: [0, 0, 0, 3] },
      ...lines.map(({ text, detail, mark, strong, link }): Content => {
        const marked =
          mark === undefined
            ? []
            : [...pen.write(mark).map((run) => ({ ...run, bold: true, color: strong === true ? '#8c1d18' : ink })), { text: '  ' }]
        return {
          stack: [
            {
              text: pen.write(breakWords(text, letters.half)),
              fontSize: 8.3,
              lineHeight: 1.12,
              ...(link === undefined ? {} : { link }),
            },
            ...(detail === '' && mark === undefined
              ? []
              : [{ text: [...marked, ...pen.write(detail)], fontSize: 7.2, lineHeight: 1.12, color: soft }]),
          ],
          margin: [0, 0, 0, 3.5],
        }
      }),
      ...(foot === undefined || foot === '' ? [] : [{ text: pen.write(foot), fontSize: 7.5, italics: true, color: soft }]),
    ],
  }
}

/** Points between the label and the figures. */
const barWidth = 150

/** Bars from one baseline, the longest as long as there is room, each with its figures in words beside it and a legend under them. */
export function drawBars({ caption, legend, rows }: Bars, pen: Pen): Content {
  const longest = Math.max(1, ...rows.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)))
  const bar = (parts: readonly number[]): Content => {
    let x = 0
    const shapes = parts.flatMap((part, i) => {
      const w = (part / longest) * barWidth
      const from = x
      x += w
      return w <= 0
        ? []
        : [{ type: 'rect', x: from, y: 0, w, h: 9, color: shades[i % shades.length], lineWidth: 0.4, lineColor: '#ffffff' }]
    })
    // The baseline is drawn even where nothing stands on it.
    return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 0, y2: 9, lineWidth: 0.8, lineColor: ink }, ...shapes] }
  }
  return {
    stack: [
      ...(caption === '' ? [] : [{ text: pen.write(caption), bold: true, fontSize: 9, margin: [0, 0, 0, 4] }]),
      {
        table: {
          widths: [84, barWidth, '*'],
          body: rows.map(({ label, parts, said }) => [
            { text: pen.write(label), fontSize: 8.5 },
            { ...bar(parts), margin: [0, 2, 0, 0] },
            { text: pen.write(said), fontSize: 8, color: soft },
          ]),
        },
        layout: {
          hLineWidth: () => 0,
          vLineWidth: () => 0,
          paddingLeft: () => 0,
          paddingRight: () => 8,
          paddingTop: () => 2,
          paddingBottom: () => 2,
        },
      },
      {
        columns: legend.map(
          (word, i): Content => ({
            width: 'auto',
            columns: [
              { width: 8, canvas: [{ type: 'rect', x: 0, y: 1.5, w: 7, h: 7, color: shades[i % shades.length] }] },
              { width: 'auto', text: pen.write(word), fontSize: 7.5, color: soft },
            ],
            columnGap: 3,
          }),
        ),
        columnGap: 12,
        margin: [92, 1, 0, 5],
      },
    ],
    unbreakable: rows.length < 12,
    width,
  }
}
