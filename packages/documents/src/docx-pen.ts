import { BorderStyle, ExternalHyperlink, Paragraph, TextRun } from 'docx'
import { cleanText, isRightToLeft } from './clean-text.ts'

export const soft = '4C5563'
export const line = 'C9CED6'
/** What leads somewhere. */
export const accent = '1F4E79'
export const wash = 'F3F5F8'
/** Twentieths of a point: Letter with one-inch margins leaves this much for the text. */
export const width = 9360
export const labelWidth = 2700
// Word brings it, LibreOffice has a twin of the same widths, and both go on to other fonts for letters it lacks.
export const sans = 'Calibri'
export const mono = 'Consolas'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const thin = { style: BorderStyle.SINGLE, size: 4, color: line }
/** Lines of a table between its rows only. */
export const rules = { top: none, left: none, right: none, insideVertical: none, bottom: thin, insideHorizontal: thin }
/** No line at all. */
export const bare = { ...rules, bottom: none, insideHorizontal: none }
export const boxed = { top: thin, bottom: thin, left: thin, right: thin }

/** One text, its line breaks kept, its direction by its first letter. */
export function words(text: string, more: ConstructorParameters<typeof TextRun>[0] & object = {}): TextRun[] {
  const clean = cleanText(text)
  const rightToLeft = isRightToLeft(clean)
  return clean
    .split('\n')
    .map(
      (part, i) =>
        new TextRun({ ...(more as object), text: part, ...(i === 0 ? {} : { break: 1 }), ...(rightToLeft ? { rightToLeft } : {}) }),
    )
}

/** One paragraph of one text. `link`: the address that it leads to. */
export function plain(text: string, run: object = {}, paragraph: object = {}, link?: string): Paragraph {
  const runs = words(text, run)
  return new Paragraph({
    children: link === undefined ? runs : [new ExternalHyperlink({ children: runs, link })],
    ...(isRightToLeft(text) ? { bidirectional: true } : {}),
    ...paragraph,
  })
}
