import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Proposal } from './proposal.ts'
import { proposeFrom } from './propose-from.ts'

const from = (words: Readonly<Record<string, string>>, publishedOn = '2026-01-23', speaker?: string) =>
  proposeFrom([{ number: '1', part: 'paragraph', words }], { publishedOn, speaker })
const only = <W extends Proposal['what']>(proposals: readonly Proposal[], what: W) =>
  proposals.filter((one): one is Extract<Proposal, { what: W }> => one.what === what)

const commitments: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ['both agree', { en: 'The two governments agreed to share data.' }, ['agrees mx+us null']],
  ['one intends', { en: 'The United States will increase inspections.' }, ['intends us null change']],
  ['a duty of one', { es: 'México deberá informar antes del 1 de marzo de 2026.' }, ['shall mx 2026-03-01']],
  ['agreed in Spanish', { es: 'Ambas partes acordaron acelerar el intercambio.' }, ['agrees mx+us null change']],
  ['a possibility', { es: 'Las partes podrán compartir datos.' }, ['potential mx+us null']],
  ['the Spanish future', { es: 'Las partes contestarán en 10 días.' }, ['intends mx+us 2026-02-02']],
  ['hours are a pace and no day', { es: 'Las partes responderán en un plazo de 48 horas.' }, ['intends mx+us null']],
  [
    'hours beside a day: the day is when it is due',
    { es: 'Las partes acordaron responder en un plazo de 48 horas a más tardar el 15 de marzo de 2026.' },
    ['agrees mx+us 2026-03-15'],
  ],
  ['what a text tells of itself promises nothing', { en: 'This meeting will allow for an assessment.' }, []],
  ['what others do promises nothing', { en: 'Analysts in both countries may disagree.' }, []],
  ['a heading of an act that is over promises nothing', { en: 'The delegations met in Washington.' }, []],
  ['weeks that come', { en: 'Further updates will be released in the coming weeks.' }, ['intends  2026-02-20 publication weeks_28_days']],
  [
    'weeks that come, in Spanish',
    { es: 'Los detalles se darán a conocer en las próximas semanas.' },
    ['intends  2026-02-20 publication weeks_28_days'],
  ],
  [
    'who publishes, in the Spanish future',
    { es: 'México publicará los resultados en las próximas semanas.' },
    ['intends mx 2026-02-20 publication weeks_28_days'],
  ],
  [
    'a day that does not exist is none, and its words are kept',
    { en: 'The parties will meet on February 31, 2027.' },
    ['intends mx+us null'],
  ],
  ['months that come', { en: 'Details will be published in the coming months.' }, ['intends  2026-04 publication months_3']],
]
for (const [name, words, expected] of commitments) {
  test(`proposals: ${name}`, () => {
    const said = only(from(words), 'commitment').map(({ modality, owners, due, isChange, isPublication, dueRule }) =>
      [`${modality} ${owners.join('+')} ${due}`, isChange ? 'change' : '', isPublication ? `publication ${dueRule}` : '']
        .filter(Boolean)
        .join(' '),
    )
    assert.deepEqual(said, expected)
  })
}

test('a commitment by a day that does not exist says so in place of “no date”', () => {
  const [found] = only(from({ es: 'Las partes se reunirán el 31 de febrero de 2027.' }), 'commitment')
  assert.deepEqual([found?.due, found?.dueRule, found?.dueWords], [null, 'no_such_day', '31 de febrero de 2027'])
})

test('a promise in a text without a day has no due day, and says why', () => {
  const [promise] = only(from({ en: 'Updates will be released in the coming weeks.' }, '2026-01'), 'commitment')
  assert.equal(promise?.due, null)
  assert.equal(promise?.dueRule, 'no_basis')
  assert.equal(promise?.dueWords, 'in the coming weeks')
})

test('three ways of wording one day resolve to it, each with its precision and what it hangs on', () => {
  const dates = (words: Readonly<Record<string, string>>) =>
    only(from(words), 'date').map(({ value, precision, reading, basis }) => [value, precision, reading, basis])
  assert.deepEqual(dates({ es: 'prevista para enero de 2026' }), [['2026-01', 'month', 'written', null]])
  assert.deepEqual(dates({ en: 'scheduled for January 23' }), [['2026-01-23', 'day', 'year_assumed', '2026-01-23']])
  assert.deepEqual(dates({ en: 'took place this Friday' }), [['2026-01-23', 'day', 'relative', '2026-01-23']])
  assert.deepEqual(dates({ es: 'el pasado 11 de diciembre' }), [['2025-12-11', 'day', 'year_assumed', '2026-01-23']])
})

test('a day that does not exist is shown as such and moved nowhere', () => {
  const [found] = only(from({ en: 'They will meet on February 30, 2026.' }), 'date')
  assert.deepEqual([found?.passage, found?.value, found?.fault], ['February 30, 2026', null, 'no_such_day'])
})

test('people are proposed with the role that the text gives them', () => {
  const people = (words: Readonly<Record<string, string>>) => only(from(words), 'person').map(({ name, role }) => `${name}: ${role}`)
  assert.deepEqual(people({ en: 'Example Department spokesperson Jane Example stressed it.' }), [
    'Jane Example: Example Department spokesperson',
  ])
  assert.deepEqual(people({ en: 'The delegation included Juan Ejemplo, Undersecretary for Example Affairs at the SRE; and others.' }), [
    'Juan Ejemplo: Undersecretary for Example Affairs at the SRE',
  ])
  assert.deepEqual(people({ es: 'participó el embajador en México, Roe Example, y otros' }), ['Roe Example: embajador en México'])
  assert.deepEqual(people({ en: 'Present were Attorney General Jane Example, Deputy Attorney General Mary Sample, and others.' }), [
    'Jane Example: Attorney General',
    'Mary Sample: Deputy Attorney General',
  ])
})

test('a range without a baseline carries none, so that it can be no value of an indicator', () => {
  const figures = (words: Readonly<Record<string, string>>) =>
    only(from(words), 'figure').map(({ low, high, unit, baseline }) => [low, high, unit, baseline])
  assert.deepEqual(figures({ en: 'Efforts have reduced thefts by 10-11% in recent months.' }), [[10, 11, 'percent', null]])
  assert.deepEqual(figures({ es: 'Los robos bajaron 10 por ciento respecto a 2024.' }), [[10, 10, 'percent', 'respecto a 2024']])
  assert.deepEqual(figures({ en: 'More than 125 investigations and $1.5 billion.' }), [
    [125, 125, 'count', null],
    [1.5e9, 1.5e9, 'USD', null],
  ])
})

test('a label stays the word of whoever says it, alleged or not', () => {
  const said = only(from({ en: 'A group of 37 alleged cartel members and narcoterrorists.' }, '2026-01-23', 'Jane Example'), 'label')
  assert.deepEqual(
    said.map(({ label, speaker, isAlleged }) => [label, speaker, isAlleged]),
    [
      ['cartel', 'Jane Example', true],
      ['narcoterrorists', 'Jane Example', true],
    ],
  )
})

const bilingual: readonly (readonly [string, Readonly<Record<string, string>>, readonly unknown[]])[] = [
  [
    'both languages say the same',
    { en: 'The two governments agreed to share data.', es: 'Los dos gobiernos acordaron compartir datos.' },
    [['en', 'Los dos gobiernos acordaron compartir datos.', []]],
  ],
  [
    'one language binds more than the other',
    { en: 'The parties intend to share data.', es: 'Las partes deberán compartir datos.' },
    [['en', 'Las partes deberán compartir datos.', ['modality']]],
  ],
  [
    'the days differ',
    { en: 'The parties will answer in 10 days.', es: 'Las partes contestarán en 15 días.' },
    [['en', 'Las partes contestarán en 15 días.', ['due']]],
  ],
  [
    'one of them binds one party alone',
    { en: 'The United States will share data.', es: 'Las partes compartirán datos.' },
    [['en', 'Las partes compartirán datos.', ['owners']]],
  ],
  [
    'each second sentence stands beside the second',
    { en: 'The parties will meet. The parties will share data.', es: 'Las partes se reunirán. Las partes compartirán datos.' },
    [
      ['en', 'Las partes se reunirán.', []],
      ['en', 'Las partes compartirán datos.', []],
    ],
  ],
  ['only Spanish binds somebody', { en: 'The parties met.', es: 'Las partes deberán informar.' }, [['es', undefined, undefined]]],
  [
    'English says two things where Spanish says one',
    { en: 'The parties will meet. The parties will share data.', es: 'Las partes se reunirán.' },
    [
      ['en', undefined, undefined],
      ['en', undefined, undefined],
      ['es', undefined, undefined],
    ],
  ],
]
for (const [name, words, expected] of bilingual) {
  test(`a clause in two languages: ${name}`, () => {
    const said = only(from(words), 'commitment')
    assert.deepEqual(
      said.map(({ language, other }) => [language, other?.passage, other?.differs]),
      expected,
    )
  })
}
