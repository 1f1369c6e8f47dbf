import { defineKind } from '../define-kind.ts'
import { choice, date, openChoice, reference } from '../field.ts'
import { workstreams } from '../workstreams.ts'

/** Extension of what a party does about an emerging issue (docs/formats/expectations.md). */
export const issueStepExtension = 'extension-definition--3d915f08-6b2c-4ea7-90c4-f17b8e2a05d6'

export const issueStep = defineKind({
  name: 'issue-step',
  title: 'Step of an emerging issue',
  purpose: 'What a party does about an issue: it sees it too, asks to make it a workstream, agrees, declines, or closes its own.',
  on: 'note',
  extension: issueStepExtension,
  fields: {
    issue_ref: reference('Issue', ['note'], { required: true, usually: ['emerging-issue'] }),
    says: choice(
      'Step',
      {
        supports: 'Sees it too',
        asks: 'Asks to make it a workstream',
        agrees: 'Agrees to the workstream',
        declines: 'Declines the workstream',
        closes: 'Closes its own issue',
      },
      { required: true, facet: true, short: true },
    ),
    workstream: openChoice('Workstream', workstreams, { facet: true, short: true }),
    done_on: date('On', { short: true }),
    session_ref: reference('Session', ['note'], { usually: ['session'] }),
    commitment_ref: reference('Commitment that came of it', ['note'], { usually: ['commitment'] }),
  },
  native: {
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  shows: ['says', 'workstream', 'done_on', 'content', 'issue_ref', 'session_ref', 'commitment_ref', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: we see it too',
    content: 'FICTIONAL EXAMPLE. Our desk had six reports in the same weeks.',
    labels: ['fictional'],
    object_refs: ['note--a80d4c17-3e95-4b62-8f1c-d56e07b93f2a'],
    issue_ref: 'note--a80d4c17-3e95-4b62-8f1c-d56e07b93f2a',
    says: 'supports',
    done_on: '2026-01-20',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
