import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutFurniture } from './cut-furniture.ts'
import { findLanguage } from './find-language.ts'
import { splitText } from './split-text.ts'
import { cutOf, languageOfText, numberClauses, toClauses } from './to-clauses.ts'

const page = `FICTIONAL: Two governments meet about an example

The governments of the two countries agreed to share the results of traces within 48 hours, and to report on them to their ministers.

1. The parties will answer requests to trace firearms.
2. The parties will meet again in March.

- Updates will be released in the coming weeks.

Relaterte artikler

Another FICTIONAL article about something that the parties never said.

Rapportert av AI

Om informasjonskapsler på denne siden

Siden lagrer informasjonskapsler så lenge du ikke sier nei til dem.

Avvis
`

test('furniture is cut by named rules, the foreign frame around an English text too, and every word of it is kept', () => {
  const blocks = cutFurniture(splitText(page).blocks)
  assert.deepEqual(
    blocks.map(({ part, cut }) => cut ?? part),
    ['heading', 'paragraph', 'item', 'item', 'item', 'related', 'related', 'ai_mark', 'cookies', 'cookies', 'cookies'],
  )
  assert.deepEqual(languageOfText(blocks), { tag: 'en' })
  assert.deepEqual(cutOf(blocks)[2], { rule: 'ai_mark', words: 'Rapportert av AI' })
  assert.equal(cutOf(blocks).length, 6)
})

test('a subscription block is cut, a passage in a third language inside an English text is cut, a sentence with the word «share» is not', () => {
  const text = [
    'The parties of the example agreed to share information and to meet again for the work that is ahead of them.',
    'Subscribe to get the latest posts sent to your email.',
    'Dette er en side om det som skjer, og vi skriver den for dere som ikke kan lese avisen.',
    'Share',
    'Share on Facebook',
  ].join('\n\n')
  assert.deepEqual(
    cutFurniture(splitText(text).blocks).map(({ cut }) => cut ?? ''),
    ['', 'subscribe', 'third_language', 'navigation', 'navigation'],
  )
})

const sentences: readonly (readonly [string, string | undefined])[] = [
  ['The parties agreed to share what they have and to meet again in the spring.', 'en'],
  ['Las partes acordaron compartir lo que tienen y reunirse de nuevo en la primavera.', 'es'],
  ['Partene ble enige om å dele det som de har, og å møtes på nytt til våren.', 'nb'],
  ['Les parties ont convenu de partager ce qui est dans leurs dossiers et de se réunir pour la suite.', 'fr'],
  ['As partes acordaram em partilhar o que não são os dados da sua polícia e uma nova reunião.', 'pt'],
  ['Стороны договорились обмениваться сведениями.', 'ru'],
  ['Ciudad Juárez', undefined],
]
for (const [text, tag] of sentences)
  test(`the language of «${text.slice(0, 24)}…» is ${tag ?? 'not guessed'}`, () => assert.equal(findLanguage(text)?.tag, tag))

test('a whole text in a third language is refused with its name', () => {
  const blocks = cutFurniture(splitText('Partene ble enige om å dele det som de har, og å møtes på nytt til våren.').blocks)
  assert.deepEqual(languageOfText(blocks), { refused: 'nb' })
  assert.deepEqual(languageOfText([]), { refused: 'unknown' })
})

test('lines wrapped at a width are joined, lines that are paragraphs are not, and marks of Markdown go', () => {
  const wrapped = ['---', "date: '2026-01-15'", 'source_url: https://example.org/a', 'title: "FICTIONAL: a\\_title"', '---', ' ']
    .concat(['The **parties** agreed on [a list](https://example.org)', 'that they will <u>publish</u> by March.', '', '\\###'])
    .join('\n')
  const split = splitText(wrapped)
  assert.equal(split.title, 'FICTIONAL: a title')
  assert.equal(split.date, '2026-01-15')
  assert.equal(split.sourceUrl, 'https://example.org/a')
  assert.deepEqual(
    split.blocks.map(({ text }) => text),
    ['The parties agreed on a list that they will publish by March.', '###'],
  )
  const long = 'FICTIONAL: this paragraph is one line and a good deal longer than any terminal is wide, so that it stands alone. '
  assert.equal(splitText(`${long}\n${long}\n${long}`).blocks.length, 3)
})

test('clauses of two languages are laid beside each other and numbered; what has no counterpart stands alone', () => {
  const es = splitText('Las partes acordaron 3 medidas con Interpol.\n\nFICTICIO: sólo en español.\n\n- Responder en 48 horas.').blocks
  const en = splitText('The parties agreed on 3 measures with Interpol.\n\n- Answer within 48 hours.').blocks
  assert.deepEqual(
    toClauses(es, en).map(({ number, words }) => [number, ...Object.keys(words)]),
    [
      ['1', 'es', 'en'],
      ['2', 'es'],
      ['2.1', 'es', 'en'],
    ],
  )
  assert.deepEqual(
    numberClauses(
      (['heading', 'paragraph', 'item', 'item', 'heading', 'paragraph'] as const).map((part) => ({ part, words: { en: 'x' } })),
    ).map(({ number }) => number),
    ['h1', '1', '1.1', '1.2', 'h2', '2'],
  )
})
