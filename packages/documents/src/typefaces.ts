import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'
import { replacement } from './clean-text.ts'
import { woffToSfnt } from './woff-to-sfnt.ts'

/** Parts of IBM Plex Sans by alphabet, most used first: the font's publisher cuts it so, and a document embeds only the glyphs it uses. */
const alphabets = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext'] as const
const monoAlphabets = ['latin', 'latin-ext'] as const

const sansFolder = new URL('.', import.meta.resolve('@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff'))
const monoFolder = new URL('.', import.meta.resolve('@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff'))

export type Family = 'sans' | 'mono'
/** A stretch of text that one font of the document can draw. */
export type Run = { readonly text: string; readonly font: string }

/** Font files by name of the font: a regular, a bold and an italic one. */
export const fontFiles: Readonly<Record<string, { readonly normal: string; readonly bold: string; readonly italics: string }>> =
  Object.fromEntries([
    ...alphabets.map((alphabet) => {
      const file = (weight: number, style = 'normal') => `ibm-plex-sans-${alphabet}-${weight}-${style}.woff`
      return [`sans-${alphabet}`, { normal: file(400), bold: file(600), italics: file(400, 'italic') }]
    }),
    ...monoAlphabets.map((alphabet) => {
      const file = (weight: number) => `ibm-plex-mono-${alphabet}-${weight}-normal.woff`
      return [`mono-${alphabet}`, { normal: file(400), bold: file(400), italics: file(400) }]
    }),
  ])

const orders: Readonly<Record<Family, readonly string[]>> = {
  sans: alphabets.map((alphabet) => `sans-${alphabet}`),
  mono: [...monoAlphabets.map((alphabet) => `mono-${alphabet}`), ...alphabets.map((alphabet) => `sans-${alphabet}`)],
}

/**
 * Cuts a text into runs that each have a font; counts what none can draw, which becomes U+FFFD: one for a whole emoji or letter with its
 * marks. Characters that are never seen (joiners, direction marks) go.
 */
export function toRuns(text: string, family: Family): { readonly runs: readonly Run[]; readonly replaced: number } {
  const runs: { text: string; font: string }[] = []
  const order = orders[family]
  let replaced = 0
  let last = { text: '', font: '' }
  const add = (piece: string, font: string) => {
    if (font === last.font) last.text += piece
    else {
      last = { text: piece, font }
      runs.push(last)
    }
  }
  // Most text is plain: only what is not goes letter by letter.
  for (const [piece] of text.matchAll(/[\n -~]+|[^\n -~]+/g)) {
    if (/^[\n -~]/.test(piece)) {
      add(piece, order[0] as string)
      continue
    }
    for (const { segment } of segmenter.segment(piece)) {
      const seen = segment.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
      if (seen === '') continue
      const font = order.find((name) => canDraw(name, seen))
      if (font === undefined) replaced++
      add(font === undefined ? replacement : seen, font ?? (orders.sans[0] as string))
    }
  }
  return { runs, replaced }
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function canDraw(name: string, text: string): boolean {
  let drawn = coverage.get(name)
  if (drawn === undefined) {
    const font = create(readTypeface(fontFiles[name]?.normal as string)) as Font
    drawn = new Set(font.characterSet)
    coverage.set(name, drawn)
  }
  for (const letter of text) if (!drawn.has(letter.codePointAt(0) as number)) return false
  return true
}
const coverage = new Map<string, ReadonlySet<number>>()

/** The TrueType bytes of a font file of `fontFiles`. */
export function readTypeface(file: string): Buffer {
  return woffToSfnt(readFileSync(new URL(file, file.startsWith('ibm-plex-mono') ? monoFolder : sansFolder)))
}
