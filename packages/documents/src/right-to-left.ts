import bidiFactory from 'bidi-js'
import renderer, { type Inline, type Line } from 'pdfmake/js/Renderer.js'

const bidi = bidiFactory()
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/**
 * Lets the PDF writer draw lines in the order in which they are read (Unicode Bidirectional Algorithm, UAX 9, from rule P2 on, line by line). It
 * breaks text into lines and sets their words from left to right; the font shapes and turns a word, not a line. Done once for the process.
 */
export function drawRightToLeft(): void {
  const { renderLine } = renderer.default.prototype
  renderer.default.prototype.renderLine = function (line, x, y) {
    renderLine.call(this, orderLine(line), x, y)
  }
}

/** The same line with its pieces placed in visual order; a line without a letter that is written from right to left comes back as it is. */
export function orderLine(line: Line): Line {
  const text = line.inlines.map((inline) => inline.text).join('')
  if (!rightToLeft.test(text)) return line
  const embedding = bidi.getEmbeddingLevels(text)
  const owner = line.inlines.flatMap((inline) => Array.from({ length: inline.text.length }, () => inline))
  const pieces: { inline: Inline; level: number; at: number[] }[] = []
  for (const at of bidi.getReorderedIndices(text, embedding)) {
    const [inline, level, last] = [owner[at] as Inline, embedding.levels[at] ?? 0, pieces.at(-1)]
    if (last?.inline === inline && last.level === level && Math.abs(at - (last.at.at(-1) ?? 0)) === 1) last.at.push(at)
    else pieces.push({ inline, level, at: [at] })
  }
  // The space at the end of a line hangs out of it, here on the left.
  let x = (line.inlines[0]?.x ?? 0) - (pieces[0]?.at[0] === text.length - 1 ? line.trailingCut : 0)
  const inlines = pieces.map(({ inline, level, at }) => {
    const logical = [...at].sort((a, b) => a - b)
    const said = drawn(logical.map((one) => text[one]).join(''), level % 2 === 1, inline)
    const whole = at.length === inline.text.length
    const width = whole ? inline.width : inline.font.widthOfString(said, inline.fontSize, inline.fontFeatures)
    const piece = { ...inline, text: said, width, x }
    x += width
    return piece
  })
  return Object.assign(Object.create(Object.getPrototypeOf(line)), line, { inlines })
}

/** What the font is given, which turns letters and digits of some scripts itself: then the order of reading, else what is to be seen. */
function drawn(said: string, turned: boolean, inline: Inline): string {
  if (turned === (inline.font.font.layout(said).direction === 'rtl')) return said
  return Array.from(said, (letter) => (turned ? bidi.getMirroredCharacter(letter) : undefined) ?? letter)
    .reverse()
    .join('')
}
