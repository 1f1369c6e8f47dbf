import pdfmake, { type Content, type Definition } from 'pdfmake'
import { cleanText, paragraphsOf, piecesOf } from './clean-text.ts'
import type { Block, Fact, Note, PrintDocument, Said, Table } from './model.ts'
import { type Family, fontFiles, readTypeface, toRuns } from './typefaces.ts'

const ink = '#14181f'
const soft = '#4c5563'
const line = '#c9ced6'
const wash = '#f3f5f8'
/** Points. A margin that leaves room for the marking and, at the bottom, for where the page comes from. */
const margins = { side: 56, top: 78, bottom: 86 }
/** Letter: what both founding parties print on, in points. */
const page = { width: 612, height: 792 }
const width = page.width - 2 * margins.side

pdfmake.setFonts(structuredClone(fontFiles))
for (const file of new Set(Object.values(fontFiles).flatMap((files) => Object.values(files))))
  pdfmake.virtualfs.writeFileSync(file, readTypeface(file))
// A document draws what it is given: it fetches nothing and opens no file.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)

/**
 * Draws a document as PDF 1.7 with embedded typefaces, a title, a language, and bookmarks from its headings. Characters that no typeface has
 * are replaced and counted in a note at the end.
 */
export async function toPdf(document: PrintDocument): Promise<Uint8Array> {
  const pen = createPen()
  const content = [opening(document, pen), ...document.blocks.map((block) => drawBlock(block, pen))]
  if (pen.replaced() > 0) content.push(drawBlock(document.unprintable(pen.replaced()), pen))
  const definition: Definition = {
    version: '1.7',
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
    header: () => ({ stack: [markingLine(document, pen)], margin: [margins.side, 30, margins.side, 0] }),
    // A heading never stands alone at the foot of a page.
    pageBreakBefore: (node: { readonly headlineLevel?: number }, around: { readonly getFollowingNodesOnPage: () => readonly unknown[] }) =>
      node.headlineLevel !== undefined && around.getFollowingNodesOnPage().length === 0,
    footer: (current: number, count: number) => footerOf(document, pen, current, count),
    content,
  }
  return await pdfmake.createPdf(definition).getBuffer()
}

/** A text of any length, in pieces that stand under each other without a gap. */
function flow(text: string, pen: Pen, style: Content = {}, margin: readonly number[] = [0, 0, 0, 0], family: Family = 'sans'): Content {
  const [first = '', ...more] = piecesOf(cleanText(text))
  const draw = (piece: string): Content => ({ text: pen.write(piece, family), ...style })
  return more.length === 0 ? { ...draw(first), margin } : { stack: [first, ...more].map(draw), margin }
}

/** Writes texts as runs of fonts that can draw them, and remembers how much could not be drawn. */
type Pen = {
  readonly write: (text: string, family?: Family) => { readonly text: string; readonly font: string }[]
  readonly replaced: () => number
}

function createPen(): Pen {
  let count = 0
  return {
    write: (text, family = 'sans') => {
      const { runs, replaced } = toRuns(cleanText(text), family)
      count += replaced
      return runs.map((run) => ({ ...run }))
    },
    replaced: () => count,
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

function opening(document: PrintDocument, pen: Pen): Content {
  return {
    stack: [
      ...(document.status === undefined
        ? []
        : [
            {
              table: {
                body: [
                  [
                    {
                      text: pen.write(document.status),
                      bold: true,
                      fontSize: 10,
                      margin: [6, 2, 6, 2],
                    },
                  ],
                ],
              },
              margin: [0, 0, 0, 10],
            },
          ]),
      { text: pen.write(document.eyebrow), color: soft, fontSize: 9.5 },
      {
        text: pen.write(document.title),
        bold: true,
        fontSize: 18,
        lineHeight: 1.15,
        margin: [0, 2, 0, 4],
        outline: true,
        outlineText: cleanText(document.title),
        outlineExpanded: true,
        id: 'title',
      },
      ...document.lead.map((words): Content => ({ text: pen.write(words), color: soft, fontSize: 9 })),
    ],
    margin: [0, 0, 0, 8],
  }
}

function drawBlock(block: Block, pen: Pen): Content {
  switch (block.type) {
    case 'heading':
      return {
        text: pen.write(block.text),
        bold: true,
        fontSize: block.level === 1 ? 12.5 : 10.5,
        margin: [0, block.level === 1 ? 14 : 8, 0, 5],
        headlineLevel: block.level,
        outline: true,
        outlineText: cleanText(block.text),
      }
    case 'facts':
      return drawFacts(block.rows, pen)
    case 'paragraphs':
      return {
        stack: paragraphsOf(block.text).map((text): Content => flow(text, pen, { fontSize: 10, lineHeight: 1.4 }, [0, 0, 0, 7])),
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
      return flow(block.text, pen, { fontSize: 7.5, lineHeight: 1.2, preserveLeadingSpaces: true }, [0, 0, 0, 6], 'mono')
  }
}

function drawFacts(rows: readonly Fact[], pen: Pen): Content {
  if (rows.length === 0) return { text: '' }
  return {
    table: {
      widths: [142, '*'],
      body: rows.map(({ label, value }) => [{ text: pen.write(label), color: soft, fontSize: 9 }, drawSaid(value, pen)]),
    },
    layout: rules,
    margin: [0, 0, 0, 4],
  }
}

function drawSaid(value: Said, pen: Pen): Content {
  switch (value.type) {
    case 'text': {
      const words =
        value.code === true
          ? flow(value.text, pen, { fontSize: value.text.length > 48 ? 8 : 9 }, [0, 0, 0, 0], 'mono')
          : flow(value.text, pen)
      if (value.warning === undefined) return words
      return { stack: [words, { text: pen.write(value.warning), italics: true, fontSize: 8.5, color: soft }] }
    }
    case 'several':
      return { stack: value.items.map((item) => ({ stack: [drawSaid(item, pen)], margin: [0, 0, 0, 2] })) }
    case 'parts':
      return {
        stack: value.parts.map(({ label, value: inner }) =>
          inner.type === 'text'
            ? {
                text: [
                  ...pen.write(`${label}: `).map((run) => ({ ...run, color: soft })),
                  ...pen.write(inner.text, inner.code === true ? 'mono' : 'sans'),
                ],
              }
            : {
                stack: [
                  { text: pen.write(label), color: soft },
                  { stack: [drawSaid(inner, pen)], margin: [10, 0, 0, 0] },
                ],
              },
        ),
      }
  }
}

function drawTable(block: Table, pen: Pen): Content {
  const cell = (text: string, column: number, more: object = {}): Content => {
    const { align, code } = block.columns[column] ?? {}
    return {
      text: pen.write(text, code === true ? 'mono' : 'sans'),
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
      widths: block.columns.map(({ share }) => `${share}%`),
      body: [
        block.columns.map(({ title }, i) => cell(title, i, { bold: true, fontSize: 8.5, color: soft })),
        ...block.rows.map((row) => block.columns.map((_, i) => cell(row[i] ?? '', i))),
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
              ...block.lines.map((words): Content => flow(words, pen, {}, [0, 1, 0, 0])),
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
