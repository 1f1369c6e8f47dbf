import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { date, group, link, listOf, localizedText, openChoice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of an evaluation of the framework (docs/formats/expectations.md). */
export const evaluationExtension = 'extension-definition--b60f2d79-18ea-4c35-a7d3-50c9e4f81b6e'

const numberedOnce: Rule = {
  says: 'Each finding has its own number.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[evaluationExtension] : undefined
    const findings = isJsonObject(inside) && Array.isArray(inside.findings) ? inside.findings : []
    const numbers = findings.map((finding) => (isJsonObject(finding) ? finding.number : undefined))
    const twice = numbers.findIndex((number, i) => number !== undefined && numbers.indexOf(number) !== i)
    if (twice >= 0) addProblem(report, 'duplicate_item', {}, 'extensions', evaluationExtension, 'findings', twice)
  },
}

export const evaluation = defineKind({
  name: 'evaluation',
  title: 'Evaluation',
  purpose: 'What somebody who looked at the framework asked, how they looked, what they found, and whom each finding is addressed to.',
  on: 'note',
  extension: evaluationExtension,
  fields: {
    question: localizedText('Question', { required: true, short: true }),
    evaluator: text('Who evaluated', { required: true, short: true, maxLength: 200 }),
    independence: openChoice(
      'In what standing',
      {
        independent: 'Independent of both parties',
        joint: 'Joint, by both parties',
        party: 'By one party',
        audit: 'Audit office of one party',
      },
      { facet: true, short: true },
    ),
    method: localizedText('Method', { required: true }),
    limits: text('What it cannot say', { short: true, maxLength: 1000 }),
    period_start: date('Period from', { partial: true, short: true }),
    period_end: date('Period to', { partial: true, short: true }),
    findings: listOf(
      group('Finding', {
        number: text('Number', { required: true, short: true, maxLength: 20 }),
        finding: localizedText('Finding', { required: true }),
        recommendation: localizedText('Recommendation'),
        addressee: text('Addressed to', {
          required: true,
          coded: true,
          short: true,
          maxLength: 64,
          help: 'Code of a party, or both.',
        }),
        due: date('Due', { partial: true, short: true }),
      }),
      { label: 'Findings', max: 60 },
    ),
    published_on: date('Published on', { partial: true, short: true }),
    source_url: link('Published where'),
    session_ref: reference('Session', ['note'], { usually: ['session'] }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [numberedOnce],
  shows: [
    'question',
    'evaluator',
    'independence',
    'method',
    'limits',
    'period_start',
    'period_end',
    'findings',
    'published_on',
    'source_url',
    'content',
    'session_ref',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: evaluation of the first year',
    content: 'FICTIONAL EXAMPLE. Whether what was promised can be shown to have been done.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    question: {
      en: 'FICTIONAL: Can the results of the first year be shown?',
      es: 'FICTICIO: ¿Pueden mostrarse los resultados del primer año?',
    },
    evaluator: 'FICTIONAL: Example Institute',
    independence: 'independent',
    method: {
      en: 'FICTIONAL: forty commitments drawn at random; documents of both parties; twelve talks.',
      es: 'FICTICIO: cuarenta compromisos al azar; documentos de ambas partes; doce entrevistas.',
    },
    limits: 'FICTIONAL: no effect on crime can be told from it',
    period_start: '2025-01',
    period_end: '2025-12',
    findings: [
      {
        number: '1',
        finding: {
          en: 'FICTIONAL: Half of the commitments have no baseline.',
          es: 'FICTICIO: La mitad de los compromisos no tiene línea de base.',
        },
        recommendation: {
          en: 'FICTIONAL: State one for each before the next session.',
          es: 'FICTICIO: Fijar una para cada uno antes de la próxima sesión.',
        },
        addressee: 'both',
        due: '2026-06',
      },
    ],
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
