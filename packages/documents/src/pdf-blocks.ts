import type { Content } from 'pdfmake'
import { breakWords, cleanText, paragraphsOf } from './clean-text.ts'
import type { Block, Contents, Fact, Note, PrintDocument, Said, Signing, Table } from './model.ts'
import { drawBars, drawBoxes } from './pdf-boxes.ts'
import { accent, flow, ink, letters, line, type Pen, soft, wash } from './pdf-pen.ts'

/**
 * Draws blocks one under the other. `parts` are what a table of contents lists; `parent` is the bookmark that headings stand under. A heading
 * never stands alone at the foot of a page: room for the first lines of what it heads is kept with it and then written over.
 */
export function drawBlocks(blocks: readonly Block[], pen: Pen, parts: readonly PrintDocument[], parent?: string): Content[] {
  const drawn: Content[] = []
  let headings: Content[] = []
  let kept = 0
  let onNewPage = {}
  for (const [i, block] of blocks.entries()) {
    if (block.type === 'break') {
      // The next block begins the page: a break after a page that is full to its foot would leave an empty one.
      onNewPage = { pageBreak: 'before' }
      continue
    }
    const next = blocks[i + 1]
    const whole = drawBlock(block, pen, parts, parent)
    const content = next?.type === 'break' ? withoutFoot(whole) : whole
    if (block.type === 'heading' || (headings.length > 0 && isLead(block, next))) {
      headings.push(content)
      if (next?.type === 'heading' || (next !== undefined && isLead(next, blocks[i + 2]))) continue
      kept = next === undefined || next.type === 'break' ? 0 : roomFor(next)
      drawn.push({ stack: [...headings, { stack: [], margin: [0, 0, 0, kept] }], unbreakable: true, ...onNewPage })
      headings = []
    } else {
      drawn.push(kept === 0 && Object.keys(onNewPage).length === 0 ? content : { stack: [content], margin: [0, -kept, 0, 0], ...onNewPage })
      kept = 0
    }
    onNewPage = {}
  }
  return drawn
}

/** The same without the room under it: at the foot of a full page that alone would begin another. */
function withoutFoot(content: Content): Content {
  const { margin, stack, ul } = content
  return {
    ...content,
    ...(Array.isArray(margin) ? { margin: [...margin.slice(0, 3), 0] } : {}),
    ...(Array.isArray(stack) ? { stack: stack.map((one: Content, i) => (i === stack.length - 1 ? withoutFoot(one) : one)) } : {}),
    ...(Array.isArray(ul) ? { ul: ul.map((one: Content, i) => (i === ul.length - 1 ? withoutFoot(one) : one)) } : {}),
  }
}

/** A few lines that lead from a heading to what it heads stay with both. */
function isLead(block: Block, next: Block | undefined): boolean {
  return block.type === 'paragraphs' && block.text.length < 400 && next !== undefined && next.type !== 'paragraphs' && next.type !== 'break'
}

/** Points that the first lines of a block take, more rather than less. */
function roomFor(block: Block): number {
  switch (block.type) {
    case 'note':
      return 40 + 13 * linesIn(block.lines.join('\n'), 90)
    case 'table':
      return 52 + 13 * Math.max(1, ...(block.rows[0] ?? []).map((cell, i) => linesIn(cell, block.columns[i]?.share ?? 10)))
    case 'signing':
      return 190
    case 'beside':
      return Math.max(roomFor(block.left), roomFor(block.right)) * 1.8
    default:
      return 64
  }
}

/** Lines of a text where this many letters fill one, at most 20. */
function linesIn(text: string, letters: number): number {
  return Math.min(
    20,
    text.split('\n').reduce((sum, part) => sum + Math.ceil((part.length + 1) / letters), 0),
  )
}

function drawBlock(block: Block, pen: Pen, parts: readonly PrintDocument[], parent?: string): Content {
  switch (block.type) {
    case 'heading': {
      const style = { bold: true, fontSize: block.level === 1 ? 12.5 : 10.5 }
      const mark = {
        outline: true,
        outlineText: cleanText(block.text),
        ...(parent === undefined ? {} : { outlineParentId: parent }),
      }
      const margin = [0, block.level === 1 ? 14 : 8, 0, 5]
      const own = { text: pen.write(breakWords(block.text, block.beside === undefined ? 60 : letters.half)), ...style, ...mark }
      return block.beside === undefined
        ? { ...own, margin }
        : { columns: [own, { text: pen.write(breakWords(block.beside, letters.half)), ...style }], columnGap: 18, margin }
    }
    case 'facts':
      return drawFacts(block.rows, pen)
    case 'paragraphs':
      return {
        stack: paragraphsOf(block.text).map(
          (text): Content => flow(text, pen, { fontSize: 10, lineHeight: 1.4 }, { margin: [0, 0, 0, 7] }),
        ),
      }
    case 'list':
      return { ul: block.items.map((item): Content => ({ text: pen.write(item), margin: [0, 0, 0, 2] })), margin: [0, 0, 0, 6] }
    case 'table':
      return drawTable(block, pen)
    case 'timeline':
      return {
        table: {
          widths: [130, '*'],
          body: block.events.map(({ at, what, detail }) => [
            { text: pen.write(at), color: soft, fontSize: 9 },
            { stack: [{ text: pen.write(what), bold: true }, ...(detail === undefined ? [] : [{ text: pen.write(detail) }])] },
          ]),
        },
        layout: rules,
      }
    case 'note':
      return drawNote(block, pen)
    case 'code':
      return flow(
        block.text,
        pen,
        { fontSize: 7.5, lineHeight: 1.2, preserveLeadingSpaces: true },
        { margin: [0, 0, 0, 6], family: 'mono' },
      )
    case 'aligned': {
      const isNumbered = block.rows.some(({ number }) => number !== undefined)
      return {
        table: {
          widths: isNumbered ? [18, '*', '*'] : ['*', '*'],
          body: block.rows.map(({ number = '', left, right }) => [
            ...(isNumbered ? [{ text: pen.write(number), color: soft, fontSize: 9 }] : []),
            flow(left, pen, { fontSize: 10, lineHeight: 1.35 }, { lineLetters: letters.half }),
            flow(right, pen, { fontSize: 10, lineHeight: 1.35 }, { lineLetters: letters.half }),
          ]),
        },
        layout: bare,
        margin: [0, 0, 0, 6],
      }
    }
    case 'beside':
      return {
        columns: [block.left, block.right].map((side) => ({ width: '*', stack: [drawBlock(side, pen, parts)] })),
        columnGap: 14,
        margin: [0, 0, 0, 6],
      }
    case 'signing':
      return drawSigning(block, pen)
    case 'contents':
      return drawContents(block, pen, parts)
    case 'boxes':
      return drawBoxes(block, pen)
    case 'bars':
      return drawBars(block, pen)
    case 'break':
      return { text: '' }
  }
}

/** Lines to sign on, each over what belongs there; the box of the seal beside them. */
function drawSigning({ lines, seal, initials }: Signing, pen: Pen): Content {
  const box = (label: string, height: number): Content => ({
    table: { widths: ['*'], heights: [height], body: [[{ text: pen.write(label), color: soft, fontSize: 8, alignment: 'center' }]] },
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0.6, hLineColor: () => soft, vLineColor: () => soft },
    margin: [0, 0, 0, 8],
  })
  return {
    columns: [
      {
        width: '*',
        stack: lines.map(
          (label): Content => ({
            stack: [
              { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 280, y2: 0, lineWidth: 0.6, lineColor: ink }] },
              { text: pen.write(label), color: soft, fontSize: 8.5, margin: [0, 2, 0, 0] },
            ],
            margin: [0, 26, 0, 0],
          }),
        ),
      },
      {
        width: 150,
        stack: [...(seal === undefined ? [] : [box(seal, 100)]), ...(initials === undefined ? [] : [box(initials, 34)])],
      },
    ],
    columnGap: 24,
    margin: [0, 10, 0, 8],
    unbreakable: true,
  }
}

/** The parts with the page each begins on; the longest list that fits is whole, so it repeats its head like any table. */
function drawContents({ titles }: Contents, pen: Pen, parts: readonly PrintDocument[]): Content {
  const head = (text: string) => ({ text: pen.write(text), bold: true, fontSize: 8.5, color: soft })
  return {
    table: {
      headerRows: 1,
      widths: ['*', 60],
      body: [
        [head(titles[0]), { ...head(titles[1]), alignment: 'right' }],
        ...parts.flatMap(({ title, beside, unlisted }, i) =>
          unlisted === true
            ? []
            : [
                [
                  {
                    text: pen.write(beside === undefined || beside.title === title ? title : `${title}\n${beside.title}`),
                    linkToDestination: `part-${i + 1}`,
                  },
                  { pageReference: `part-${i + 1}`, alignment: 'right' },
                ],
              ],
        ),
      ],
    },
    layout: rules,
    margin: [0, 0, 0, 6],
  }
}

function drawFacts(rows: readonly Fact[], pen: Pen): Content {
  if (rows.length === 0) return { text: '' }
  return {
    table: {
      widths: [142, '*'],
      // A row that is kept whole and is higher than a page would lose its end.
      dontBreakRows: rows.every((row) => JSON.stringify(row).length < 900),
      body: rows.map(({ label, value }) => [{ text: pen.write(breakWords(label, 26)), color: soft, fontSize: 9 }, drawSaid(value, pen)]),
    },
    layout: rules,
    margin: [0, 0, 0, 4],
  }
}

function drawSaid(value: Said, pen: Pen, lineLetters: number = letters.fact): Content {
  switch (value.type) {
    case 'text': {
      const words =
        value.code === true
          ? flow(value.text, pen, { fontSize: value.text.length > 48 ? 8 : 9 }, { family: 'mono', lineLetters })
          : flow(value.text, pen, {}, { lineLetters })
      if (value.warning === undefined) return words
      return { stack: [words, { text: pen.write(value.warning), italics: true, fontSize: 8.5, color: soft }] }
    }
    case 'several':
      return { stack: value.items.map((item) => ({ stack: [drawSaid(item, pen, lineLetters)], margin: [0, 0, 0, 2] })) }
    case 'beside':
      return {
        columns: [value.left, value.right].map((side) => ({ width: '*', stack: [drawSaid(side, pen, letters.half)] })),
        columnGap: 12,
      }
    case 'parts':
      return {
        stack: value.parts.map(({ label, value: inner }) =>
          inner.type === 'text'
            ? {
                text: [
                  ...pen.write(`${label}: `).map((run) => ({ ...run, color: soft })),
                  ...pen.write(breakWords(inner.text, lineLetters), inner.code === true ? 'mono' : 'sans'),
                ],
              }
            : {
                stack: [
                  { text: pen.write(label), color: soft },
                  { stack: [drawSaid(inner, pen, lineLetters)], margin: [10, 0, 0, 0] },
                ],
              },
        ),
      }
  }
}

function drawTable(block: Table, pen: Pen): Content {
  const cell = (text: string, column: number, more: object = {}): Content => {
    const { align, code, share = 10 } = block.columns[column] ?? {}
    return {
      // A hundredth of the width takes about one letter.
      text: pen.write(breakWords(text, Math.max(4, Math.floor(share * 0.95))), code === true ? 'mono' : 'sans'),
      fontSize: code === true ? 8 : 9,
      ...(align === undefined ? {} : { alignment: align }),
      ...more,
    }
  }
  return {
    table: {
      // Repeated on every page that the table runs over.
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: block.rows.every((row) => row.every((cell) => cell.length < 400)),
      widths: block.columns.map(({ share }) => `${share}%`),
      body: [
        block.columns.map(({ title }, i) => cell(title, i, { bold: true, fontSize: 8.5, color: soft })),
        ...block.rows.map((row, at) =>
          block.columns.map((_, i) => {
            const link = i === block.columns.length - 1 ? block.links?.[at] : undefined
            return cell(row[i] ?? '', i, link === undefined ? {} : { link, color: accent })
          }),
        ),
      ],
    },
    layout: rules,
    margin: [0, 0, 0, 6],
  }
}

function drawNote(block: Note, pen: Pen): Content {
  return {
    table: {
      widths: ['*'],
      body: [
        [
          {
            stack: [
              { text: pen.write(block.title), bold: true },
              ...block.lines.map((words): Content => flow(words, pen, {}, { margin: [0, 1, 0, 0] })),
            ],
            fillColor: wash,
            margin: [10, 7, 10, 7],
          },
        ],
      ],
    },
    layout: { hLineWidth: () => 0, vLineWidth: (i: number) => (i === 0 ? 3 : 0), vLineColor: () => (block.tone === 'warn' ? ink : soft) },
    margin: [0, 4, 0, 8],
    unbreakable: block.lines.join('').length < 1500,
  }
}

const rules = {
  hLineWidth: (i: number) => (i === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => line,
  paddingLeft: (i: number) => (i === 0 ? 0 : 6),
  paddingRight: () => 6,
  paddingTop: () => 3.5,
  paddingBottom: () => 3.5,
}

const bare = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (i: number) => (i === 0 ? 0 : 7),
  paddingRight: () => 7,
  paddingTop: () => 0,
  paddingBottom: () => 7,
}
