import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, link, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of what somebody else found about a status of a commitment (docs/formats/commitments.md). */
export const commitmentJudgementExtension = 'extension-definition--e19b75d4-3f02-4c86-b7a1-5d480e6f2c93'

export const commitmentJudgement = defineKind({
  name: 'commitment-judgement',
  title: 'Verification of a commitment',
  purpose:
    'What the other party, or a third body that all agreed on, found about one status: confirmed or disputed. Both words stand side by side.',
  on: 'note',
  extension: commitmentJudgementExtension,
  fields: {
    of_ref: reference('Status that was looked at', ['note'], { required: true, usually: ['commitment-status'] }),
    says: choice('Finding', { confirms: 'Confirms', disputes: 'Disputes' }, { required: true, facet: true, short: true }),
    body: text('Third body whose finding it is', { short: true, maxLength: 200, help: 'Empty: the author’s own party found it.' }),
    found_on: date('Found on', { short: true }),
    how: text('How it was looked at', { short: true, maxLength: 500 }),
    other_figure: text('What it finds instead', { short: true, maxLength: 300 }),
    source_url: link('Published where'),
  },
  native: {
    content: { label: 'Reason', maxLength: 4000 },
    object_refs: { label: 'Commitment' },
  },
  rules: [
    {
      says: 'A dispute says why, or what it finds instead.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[commitmentJudgementExtension] : undefined
        if (!isJsonObject(inside) || inside.says !== 'disputes' || inside.how !== undefined || inside.other_figure !== undefined) return
        addProblem(report, 'required_with', { name: 'how', other: 'says' }, 'extensions', commitmentJudgementExtension, 'how')
      },
    },
  ],
  shows: ['says', 'of_ref', 'body', 'found_on', 'how', 'other_figure', 'content', 'source_url', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: confirmed',
    content: 'FICTIONAL EXAMPLE. Our own count of the same requests gives the same median.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    of_ref: 'note--7d2e4b80-95c3-4a1f-86d7-0e3b9c5f14a2',
    says: 'confirms',
    found_on: '2026-07-09',
    how: 'FICTIONAL: counted again from our own records',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
