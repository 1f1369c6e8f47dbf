import assert from 'node:assert/strict'
import { test } from 'node:test'
import { warnTerms } from './warn-terms.ts'

const rows: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'equal meaning is silent',
    'Las partes acordaron compartir información en 48 horas.',
    'The parties agreed to share information within 48 hours.',
    [],
  ],
  [
    'a responsibility that is differentiated on one side only',
    'Bajo el principio de responsabilidad compartida y diferenciada.',
    'Under the principle of shared responsibility.',
    ['term responsibility: compartida y diferenciada | shared responsibility'],
  ],
  [
    'the same differentiated responsibility on both',
    'responsabilidad compartida y diferenciada',
    'shared and differentiated responsibility',
    [],
  ],
  [
    'what is provisional on one side is final on the other',
    'Se dará continuidad al aseguramiento de armas.',
    'They will continue the forfeiture of weapons.',
    ['term taking: aseguramiento | forfeiture'],
  ],
  ['civil forfeiture is a sense of its own', 'la extinción de dominio', 'forfeiture', ['term taking: extinción de dominio | forfeiture']],
  ['a label of one law', 'las redes criminales', 'narco-terrorist networks', ['term label: redes criminales | narco-terrorist']],
  ['contraband of fuel is no theft of it', 'el huachicol fiscal', 'fuel theft', ['term fuel: huachicol fiscal | fuel theft']],
  ['another number', 'más de 125 investigaciones', 'more than 152 investigations', ['number: 125 | 152']],
  ['a number in words', 'las dos partes', 'the 2 parties', []],
  ['a scale that both write their own way', '2 mil millones de dólares', '2 billion dollars', []],
  ['a scale that only looks alike', '2 billones de dólares', '2 billion dollars', ['number: 2 billones | 2 billion']],
  ['another day', 'el 23 de enero de 2026', 'on January 24, 2026', ['date: 23 de enero de 2026 | January 24, 2026']],
  ['the same day', 'el 23 de enero de 2026', 'on January 23, 2026', []],
  ['one day that does not exist', 'el 31 de febrero de 2027', 'on February 31, 2027', []],
  ['two days that do not exist', 'el 31 de febrero de 2027', 'on February 30, 2027', ['date: 31 de febrero de 2027 | February 30, 2027']],
  ['what one commits to one undertakes', 'México se compromete a entregar.', 'Mexico undertakes to deliver.', []],
  ['and commits to', 'México se comprometió a entregar.', 'Mexico committed to deliver.', []],
  ['another unit', '100 kilogramos', '100 pounds', ['unit: kilogramos | pounds']],
  ['working days are no days', 'en 5 días hábiles', 'within 5 days', ['unit: días hábiles | days']],
  ['a limit in negative words denies nothing', 'A más tardar el 30 de junio de 2027.', 'No later than 30 June 2027.', []],
  ['nor does it in Spanish', 'No más de 10 casos.', 'At most 10 cases.', []],
  [
    'what follows a limit may',
    'A más tardar el 30 de junio de 2027.',
    'No later than 30 June 2027, and not before.',
    ['negation: – | not'],
  ],
  ['a negation on one side', 'La cooperación no es suficiente.', 'Cooperation is sufficient.', ['negation: no | –']],
  ['a duty against an intention', 'Las partes deberán informar.', 'The parties will report.', ['modality: deberán | will']],
  ['the Spanish future says both', 'Las partes informarán.', 'The parties shall report.', []],
  [
    'a possibility against an agreement',
    'Las partes podrán compartir datos.',
    'The parties agreed to share data.',
    ['modality: podrán | agreed to'],
  ],
  ['no text on one side', '', 'The parties agree.', ['missing: – | The parties agree.']],
]

for (const [name, es, en, expected] of rows) {
  test(`warnings between two languages: ${name}`, () => {
    const said = warnTerms(es, en).map((one) => {
      const family = one.family === undefined ? '' : ` ${one.family}`
      return `${one.code}${family}: ${one.es ?? '–'} | ${one.en ?? '–'}`
    })
    // What a phrase is inside, is named by its longest words.
    assert.deepEqual(
      said.map((words) => words.replace('responsabilidad compartida y diferenciada', 'compartida y diferenciada')),
      expected,
    )
  })
}
