import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'
import { woffToSfnt } from './woff-to-sfnt.ts'

export type Family = 'sans' | 'mono'
/** A stretch of text that one font of the document can draw. */
export type Run = { readonly text: string; readonly font: string }
type Files = { readonly normal: string; readonly bold: string; readonly italics: string }

/** Parts of IBM Plex Sans by alphabet, most used first: the font's publisher cuts it so, and a document embeds only the glyphs it uses. */
const alphabets = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext'] as const
const monoAlphabets = ['latin', 'latin-ext'] as const
/** Scripts that IBM Plex draws in families of their own. */
const scripts = ['arabic', 'hebrew', 'devanagari', 'thai'] as const

/** Where each family lies, by the first part of the names of its files. */
const folders: Readonly<Record<string, string>> = {
  'ibm-plex-sans': import.meta.resolve('@fontsource/ibm-plex-sans/package.json'),
  'ibm-plex-mono': import.meta.resolve('@fontsource/ibm-plex-mono/package.json'),
  'ibm-plex-sans-arabic': import.meta.resolve('@fontsource/ibm-plex-sans-arabic/package.json'),
  'ibm-plex-sans-hebrew': import.meta.resolve('@fontsource/ibm-plex-sans-hebrew/package.json'),
  'ibm-plex-sans-devanagari': import.meta.resolve('@fontsource/ibm-plex-sans-devanagari/package.json'),
  'ibm-plex-sans-thai': import.meta.resolve('@fontsource/ibm-plex-sans-thai/package.json'),
  'gowun-dodum': import.meta.resolve('@fontsource/gowun-dodum/package.json'),
  'chocolate-classical-sans': import.meta.resolve('@fontsource/chocolate-classical-sans/package.json'),
  unifontex: import.meta.resolve('@fontsource/unifontex/package.json'),
}

const han = 'chocolate-classical-sans'
const hanParts: ReadonlyMap<string, string> = new Map(Object.entries(readRanges()))

/** Font files by name of the font: a regular, a bold and an italic one, or one for all three where the family has no other. */
export const fontFiles: Readonly<Record<string, Files>> = Object.fromEntries([
  ...alphabets.map((alphabet) => {
    const file = (weight: number, style = 'normal') => `ibm-plex-sans/files/ibm-plex-sans-${alphabet}-${weight}-${style}.woff`
    return [`sans-${alphabet}`, { normal: file(400), bold: file(600), italics: file(400, 'italic') }]
  }),
  ...monoAlphabets.map((alphabet) => [`mono-${alphabet}`, alike(`ibm-plex-mono/files/ibm-plex-mono-${alphabet}-400-normal.woff`)]),
  ...scripts.map((script) => {
    const file = (weight: number) => `ibm-plex-sans-${script}/files/ibm-plex-sans-${script}-${script}-${weight}-normal.woff`
    return [`sans-${script}`, { normal: file(400), bold: file(600), italics: file(400) }]
  }),
  ['sans-hangul', alike('gowun-dodum/files/gowun-dodum-korean-400-normal.woff')],
  ...[...hanParts.keys()].map((part) => [`han-${part}`, alike(`${han}/files/${han}-${part}-400-normal.woff`)]),
  ['plain', alike('unifontex/files/unifontex-latin-400-normal.woff')],
])

const orders: Readonly<Record<Family, readonly string[]>> = {
  sans: [...alphabets, ...scripts, 'hangul'].map((alphabet) => `sans-${alphabet}`),
  mono: [...monoAlphabets.map((alphabet) => `mono-${alphabet}`), ...[...alphabets, ...scripts, 'hangul'].map((one) => `sans-${one}`)],
}

/**
 * Cuts a text into runs that each have a font; counts what none can draw, which becomes its code points: `[U+1F692]`, one for a whole emoji or
 * letter with its marks. Characters that are never seen (direction marks, selectors) go; a joiner stays
 * where the typeface has it, a non-joiner ends a run.
 */
export function toRuns(text: string, family: Family): { readonly runs: readonly Run[]; readonly replaced: number } {
  const runs: { text: string; font: string }[] = []
  const usual = orders[family][0] as string
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
      add(piece, usual)
      continue
    }
    for (const { segment } of segmenter.segment(piece)) {
      const seen = segment.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
      if (seen === '') continue
      const joined = segment.replaceAll(/(?!\u200d)\p{Default_Ignorable_Code_Point}/gu, '')
      const shaping = orders[family].find((name) => canDraw(name, joined))
      const font = shaping ?? findFont(seen, family)
      if (font === undefined) replaced++
      add(font === undefined ? codePointsOf(seen) : shaping === undefined ? seen : joined, font ?? usual)
      // Letters of different runs do not join.
      if (segment.endsWith('\u200c')) last = { text: '', font: '' }
    }
  }
  return { runs, replaced }
}

function codePointsOf(text: string): string {
  return Array.from(text, (letter) => `[U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`).join('')
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first font that has every letter: Plex, then the part of the Han typeface that is said to hold the first letter, then the plain one. */
function findFont(letters: string, family: Family): string | undefined {
  const part = hanPartOf(letters.codePointAt(0) as number)
  return [...orders[family], ...(part === undefined ? [] : [`han-${part}`]), 'plain'].find((name) => canDraw(name, letters))
}

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
  return woffToSfnt(readFileSync(urlOf(file)))
}

function urlOf(file: string): URL {
  const [family = ''] = file.split('/')
  return new URL(file.slice(family.length + 1), folders[family])
}

function alike(file: string): Files {
  return { normal: file, bold: file, italics: file }
}

/** CSS unicode ranges of the parts of the Han typeface by the name that its files bear. */
function readRanges(): Record<string, string> {
  const ranges: Record<string, string> = JSON.parse(readFileSync(urlOf(`${han}/unicode.json`), 'utf8'))
  const numbered = Object.entries(ranges).flatMap(([part, range]) => (part.startsWith('[') ? [[part.slice(1, -1), range]] : []))
  return Object.fromEntries(numbered)
}

function hanPartOf(codePoint: number): string | undefined {
  if (hanLetters.size === 0)
    for (const [part, ranges] of hanParts)
      for (const [, from = '', to = from] of ranges.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi))
        for (let one = Number.parseInt(from, 16); one <= Number.parseInt(to, 16); one++) hanLetters.set(one, part)
  return hanLetters.get(codePoint)
}
const hanLetters = new Map<number, string>()
