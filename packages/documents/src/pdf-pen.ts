import type { Content } from 'pdfmake'
import { cleanText, isRightToLeft, piecesOf } from './clean-text.ts'
import { type Family, toRuns } from './typefaces.ts'

export const ink = '#14181f'
export const soft = '#4c5563'
/** What leads somewhere. */
export const accent = '#1f4e79'
export const line = '#c9ced6'
export const wash = '#f3f5f8'
/** Points. A margin that leaves room for the marking and, at the bottom, for where the page comes from. */
export const margins = { side: 56, top: 78, bottom: 86 }
/** Letter: what both founding parties print on, in points. */
const page = { width: 612, height: 792 }
/** Points between the margins. */
export const width = page.width - 2 * margins.side

/** Writes texts as runs of fonts that can draw them, and remembers how much could not be drawn. */
export type Pen = {
  readonly write: (text: string, family?: Family) => { readonly text: string; readonly font: string }[]
  readonly replaced: () => number
}

/** A pen for one file; `load` is told every font before it is written with. */
export function createPen(load: (font: string) => void): Pen {
  let count = 0
  return {
    write: (text, family = 'sans') => {
      const { runs, replaced } = toRuns(cleanText(text), family)
      count += replaced
      for (const { font } of runs) load(font)
      return runs.map((run) => ({ ...run }))
    },
    replaced: () => count,
  }
}

/** Letters of the usual size that go between the margins, beside the label of a fact, and in one of two columns, however wide they are drawn. */
export const letters = { line: 90, fact: 64, half: 28 } as const

/** A text of any length, in pieces that stand under each other without a gap; `lineLetters`: more of them in one word are broken. */
export function flow(
  text: string,
  pen: Pen,
  style: Content = {},
  {
    margin = [0, 0, 0, 0],
    family = 'sans',
    lineLetters = letters.line,
  }: { readonly margin?: readonly number[]; readonly family?: Family; readonly lineLetters?: number } = {},
): Content {
  const [first = '', ...more] = piecesOf(cleanText(text), lineLetters)
  const side = isRightToLeft(text) ? { alignment: 'right' } : {}
  const draw = (piece: string): Content => ({ text: pen.write(piece, family), ...side, ...style })
  return more.length === 0 ? { ...draw(first), margin } : { stack: [first, ...more].map(draw), margin }
}
