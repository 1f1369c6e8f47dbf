import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of what is said to a finding of an evaluation (docs/formats/expectations.md). */
export const evaluationResponseExtension = 'extension-definition--f85e16b3-d04a-4729-8c6f-7b3092ad4e51'

export const evaluationResponse = defineKind({
  name: 'evaluation-response',
  title: 'Response to a finding',
  purpose:
    'What the party that a finding is addressed to does about it, until it is remedied; whether it is, another party confirms or disputes.',
  on: 'note',
  extension: evaluationResponseExtension,
  fields: {
    evaluation_ref: reference('Evaluation', ['note'], { required: true, usually: ['evaluation'] }),
    finding: text('Number of the finding', { required: true, short: true, maxLength: 20 }),
    says: choice(
      'Response',
      {
        accepts: 'Accepts',
        partly: 'Accepts in part',
        rejects: 'Rejects',
        at_work: 'At work on it',
        remedied: 'Says it is remedied',
        confirms: 'Confirms the remedy',
        disputes: 'Disputes the remedy',
      },
      { required: true, facet: true, short: true },
    ),
    of_ref: reference('Response that is confirmed or disputed', ['note'], { usually: ['evaluation-response'] }),
    done_on: date('On', { short: true }),
    evidence: text('What shows it', { short: true, maxLength: 500 }),
    next_step: text('Next step', { short: true, maxLength: 300 }),
    by_when: date('By when', { partial: true, short: true }),
  },
  native: {
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [
    {
      says: 'Who confirms or disputes a remedy names the response.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[evaluationResponseExtension] : undefined
        if (!isJsonObject(inside) || inside.of_ref !== undefined || (inside.says !== 'confirms' && inside.says !== 'disputes')) return
        addProblem(report, 'required_with', { name: 'of_ref', other: 'says' }, 'extensions', evaluationResponseExtension, 'of_ref')
      },
    },
  ],
  shows: ['says', 'finding', 'content', 'done_on', 'evidence', 'next_step', 'by_when', 'of_ref', 'evaluation_ref', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: at work on it',
    content: 'FICTIONAL EXAMPLE. Eleven of twenty baselines are stated.',
    labels: ['fictional'],
    object_refs: ['note--e2b75c90-4fd1-4a38-95b6-0c8d37e1f64a'],
    evaluation_ref: 'note--e2b75c90-4fd1-4a38-95b6-0c8d37e1f64a',
    finding: '1',
    says: 'at_work',
    done_on: '2026-03-02',
    next_step: 'FICTIONAL: the other nine by May',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
