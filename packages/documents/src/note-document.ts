import { kinds, readField } from '@enlace/records'
import { paragraphsOf } from './clean-text.ts'
import type { Block, Fact, PrintDocument } from './model.ts'
import { type PrintedRecord, sayStatus, toRecordDocument } from './record-document.ts'
import { sayUse } from './say-envelope.ts'
import { sayField } from './say-value.ts'
import { sayTold } from './told.ts'
import { sayDayInWords, type Words } from './words.ts'

/**
 * A diplomatic note as its office would set it: heading, number, addressee, day in words, the text beside its translation paragraph by paragraph, how
 * good the translation is and who vouches for it, enclosures, seal and initials, legalisation. Not a word is added to its text but the formulas of
 * a verbal note that lacks them.
 */
export function toNoteDocument(record: PrintedRecord, words: Words): PrintDocument {
  const base = toRecordDocument(record, words)
  const { say } = words
  const said = (name: string) => textOf(record, name, words)
  const raw = (name: string) => rawOf(record, name)
  const series = raw('series')
  const written = raw('written_at')
  return {
    ...base,
    opening: 'letter',
    eyebrow: [said('from_office'), words.partyName(record.from)].filter((line) => line !== '').join('\n'),
    title: say('note.number', { series: words.find('documents', `note.series.${series}`) ?? series, number: said('number') }),
    lead: [
      say('note.to', { office: said('to_office'), party: words.partyName(raw('to_party')) }),
      say('note.about', { subject: base.title }),
      ...(written === '' ? [] : [sayDayInWords(new Date(written), words)]),
    ],
    status: sayStatus(record.envelope, words),
    blocks: [
      ...body(record, words),
      ...translation(record, words),
      ...rowsOf(record, words, 'note.enclosures', ['enclosures']),
      {
        type: 'signing',
        lines: [say('note.initialled', { by: said('initialled_by') }).trim(), say('certify.place')],
        seal: [say('certify.seal'), said('seal')].filter((line) => line !== '').join('\n'),
        initials: say('certify.initials'),
      },
      ...legalisation(record, words),
      ...sayTold(record, words),
      { type: 'note', tone: 'plain', title: say('use.title'), lines: [sayUse(record.envelope, words).join('   ')] },
    ],
  }
}

function body(record: PrintedRecord, words: Words): Block[] {
  const languages = [rawOf(record, 'text_language'), rawOf(record, 'translation_language')] as const
  const texts = [textOf(record, 'content', words), textOf(record, 'translation_text', words)] as const
  const [own, other] = texts.map(paragraphsOf)
  if (own === undefined || other === undefined) return []
  const formulas = formulasOf(record, texts.join(' '), languages, words)
  if (other.length === 0)
    return [formulas.opening[0], ...own, formulas.closing[0]].flatMap((text): Block[] =>
      text === '' || text === undefined ? [] : [{ type: 'paragraphs', text, language: languages[0] }],
    )
  const numbered = Array.from({ length: Math.max(own.length, other.length) }, (_, i) => ({
    number: `${i + 1}.`,
    left: own[i] ?? '',
    right: other[i] ?? '',
  }))
  const formula = ([left, right]: readonly [string, string]) => (left === '' && right === '' ? [] : [{ left, right }])
  const state = textOf(record, 'translation_state', words)
  return [
    {
      type: 'heading',
      level: 2,
      text: words.say('note.text', { language: textOf(record, 'text_language', words) }),
      beside: words.say('note.translation', { state, language: textOf(record, 'translation_language', words) }),
    },
    {
      type: 'aligned',
      languages: [languages[0] || words.tag, languages[1] || words.tag],
      rows: [...formula(formulas.opening), ...numbered, ...formula(formulas.closing)],
    },
    ...(formulas.opening[0] === '' && formulas.closing[0] === ''
      ? []
      : [{ type: 'note' as const, tone: 'plain' as const, title: words.say('note.formula.added'), lines: [] }]),
  ]
}

type Pair = readonly [string, string]

/** The formulas that open and close a verbal note, each in the language of its column; empty where the text holds one already, or is no verbal note. */
function formulasOf(
  record: PrintedRecord,
  text: string,
  languages: Pair,
  words: Words,
): { readonly opening: Pair; readonly closing: Pair } {
  const values = { from: textOf(record, 'from_office', words), to: textOf(record, 'to_office', words) }
  const whole = text.toLowerCase()
  const pair = (name: 'opening' | 'closing'): Pair => {
    const said = (language: string, key: string) => words.sayIn(language, `note.formula.${name}${key}`, values)
    const holds = languages.some((language) =>
      said(language, '.marks')
        ?.split('|')
        .some((mark) => whole.includes(mark)),
    )
    const wanted = rawOf(record, 'series') === 'verbal' && whole.trim() !== '' && !holds
    const formula = (language: string) => (wanted ? (said(language, '') ?? '') : '')
    return [formula(languages[0]), formula(languages[1])]
  }
  return { opening: pair('opening'), closing: pair('closing') }
}

/** What the second column is: a certified translation names who vouches for it, any other is said to be none. */
function translation(record: PrintedRecord, words: Words): Block[] {
  const state = rawOf(record, 'translation_state')
  if (state === '' || state === 'none') return [{ type: 'note', tone: 'warn', title: words.say('note.untranslated'), lines: [] }]
  if (state !== 'certified')
    return [{ type: 'note', tone: 'warn', title: words.say('note.translation.courtesy'), lines: [words.say('note.translation.binds')] }]
  return [
    {
      type: 'note',
      tone: 'plain',
      title: words.say('note.translation.certified', {
        by: textOf(record, 'translator', words),
        day: textOf(record, 'translated_on', words),
      }),
      lines: [words.say('note.translation.binds')],
    },
  ]
}

function legalisation(record: PrintedRecord, words: Words): Block[] {
  const rows = rowsOf(record, words, 'note.legalisation', ['legalisation', 'legalisation_number', 'legalisation_office', 'legalised_on'])
  const signed: Block[] = ['consular', 'pending'].includes(rawOf(record, 'legalisation'))
    ? [{ type: 'signing', lines: [words.say('note.legalised_by'), words.say('certify.place')], seal: words.say('note.legalisation.seal') }]
    : []
  return [...rows, ...signed]
}

function rowsOf(record: PrintedRecord, words: Words, heading: string, names: readonly string[]): Block[] {
  const kind = kinds.get(record.kind)
  const rows = names.flatMap((name): Fact[] => {
    const fact = kind === undefined ? undefined : sayField(kind, name, record.object, words)
    return fact === undefined ? [] : [fact]
  })
  return rows.length === 0
    ? []
    : [
        { type: 'heading', level: 2, text: words.say(heading) },
        { type: 'facts', rows },
      ]
}

function textOf(record: PrintedRecord, name: string, words: Words): string {
  const kind = kinds.get(record.kind)
  const value = kind === undefined ? undefined : sayField(kind, name, record.object, words)?.value
  return value?.type === 'text' ? value.text : ''
}

function rawOf(record: PrintedRecord, name: string): string {
  const value = readField(kinds.get(record.kind), record.object, name)
  return typeof value === 'string' ? value : ''
}
