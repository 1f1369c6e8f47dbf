import type { Content } from 'pdfmake'
import { breakWords, cleanText } from './clean-text.ts'
import type { PrintDocument } from './model.ts'
import { ink, letters, type Pen, soft, width } from './pdf-pen.ts'

type Words = Pick<PrintDocument, 'title' | 'eyebrow' | 'lead'>

/** What stands above the first block of a document, and the bookmark that leads to it, under another one where `under` names it. */
export function drawOpening(
  document: PrintDocument,
  { name, under }: { readonly name: string; readonly under: string | undefined },
  pen: Pen,
): Content {
  const status =
    document.status === undefined
      ? []
      : [
          {
            table: { body: [[{ text: pen.write(document.status), bold: true, fontSize: 10, margin: [6, 2, 6, 2] }]] },
            margin: [0, 0, 0, 10],
          },
        ]
  const { beside } = document
  const draw: Draw = (words, mark, pen) => openings[document.opening ?? 'title'](broken(words, beside === undefined ? 1 : 0.5), mark, pen)
  const mark = {
    outline: true,
    outlineText: cleanText(document.title).replaceAll('\n', ' '),
    outlineExpanded: under === undefined,
    id: name,
    ...(under === undefined ? {} : { outlineParentId: under }),
  }
  const own = draw(document, mark, pen)
  return {
    stack: [
      ...status,
      beside === undefined
        ? own
        : {
            columns: [
              { width: '*', stack: [own] },
              { width: '*', stack: [draw(beside, {}, pen)] },
            ],
            columnGap: 18,
          },
      ...(document.opening === 'letter'
        ? [{ canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.8, lineColor: ink }], margin: [0, 8, 0, 6] }]
        : []),
    ],
    margin: [0, document.opening === 'sheet' ? 110 : 0, 0, 8],
  }
}

// A title is set larger than a text, so fewer of its letters go on a line.
function broken({ title, eyebrow, lead }: Words, part: number): Words {
  const fit = (text: string, share: number) => breakWords(text, Math.floor(letters.line * share * part))
  return { title: fit(title, 0.4), eyebrow: fit(eyebrow, 0.7), lead: lead.map((line) => fit(line, 0.9)) }
}

type Draw = (words: Words, mark: Content, pen: Pen) => Content

const openings: Readonly<Record<'title' | 'letter' | 'sheet', Draw>> = {
  title: ({ title, eyebrow, lead }, mark, pen) => ({
    stack: [
      { text: pen.write(eyebrow), color: soft, fontSize: 9.5 },
      { text: pen.write(title), bold: true, fontSize: 18, lineHeight: 1.15, margin: [0, 2, 0, 4], ...mark },
      ...lead.map((words): Content => ({ text: pen.write(words), color: soft, fontSize: 9 })),
    ],
  }),
  letter: ({ title, eyebrow, lead }, mark, pen) => ({
    stack: [
      { text: pen.write(eyebrow), bold: true, fontSize: 12, alignment: 'center', lineHeight: 1.2, margin: [0, 0, 0, 10] },
      { text: pen.write(title), bold: true, fontSize: 10, ...mark },
      ...lead.map((words): Content => ({ text: pen.write(words), fontSize: 9.5 })),
    ],
  }),
  sheet: ({ title, eyebrow, lead }, mark, pen) => ({
    stack: [
      { text: pen.write(eyebrow), color: soft, fontSize: 11, alignment: 'center' },
      { text: pen.write(title), bold: true, fontSize: 22, lineHeight: 1.15, alignment: 'center', margin: [0, 6, 0, 8], ...mark },
      ...lead.map((words): Content => ({ text: pen.write(words), color: soft, fontSize: 10, alignment: 'center' })),
    ],
    margin: [0, 0, 0, 16],
  }),
}
