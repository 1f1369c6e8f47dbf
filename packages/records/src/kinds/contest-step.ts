import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of one step of a contest (docs/formats/results.md). */
export const contestStepExtension = 'extension-definition--f07a6d3e-94b2-4c18-a5ef-3b82c1d0976e'

/** What a step does. Each speaks for its author's party alone. */
export const contestSteps = {
  position: 'Position',
  propose_core: 'Proposes what is agreed',
  accept_core: 'Accepts what is agreed',
  dissent: 'Dissent',
  close: 'Closes for its own part',
}

export const contestStep = defineKind({
  name: 'contest-step',
  title: 'Step of a contest',
  purpose:
    'A party’s position with its figure, what it proposes as agreed or accepts, its dissent, or that it has said all. It speaks for its own party only.',
  on: 'note',
  extension: contestStepExtension,
  fields: {
    step: choice('Step', contestSteps, { required: true, facet: true, short: true }),
    figure: text('Figure', { short: true, maxLength: 100 }),
    accepts_ref: reference('Proposal that it accepts', ['note'], { usually: ['contest-step'] }),
  },
  native: {
    content: { label: 'In words', personal: false, maxLength: 4000, short: true },
    object_refs: { label: 'Contest' },
  },
  rules: [
    {
      says: 'Who accepts names the proposal.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[contestStepExtension] : undefined
        if (!isJsonObject(inside) || inside.step !== 'accept_core' || inside.accepts_ref !== undefined) return
        addProblem(report, 'required_with', { name: 'accepts_ref', other: 'step' }, 'extensions', contestStepExtension, 'accepts_ref')
      },
    },
  ],
  shows: ['step', 'figure', 'accepts_ref', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: position',
    content: 'FICTIONAL EXAMPLE. We count the load once, at the place where it was weighed.',
    labels: ['fictional'],
    object_refs: ['note--0b4f7d19-36e8-4c52-9d7a-e15c2a86f3b0'],
    step: 'position',
    figure: '36.1',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of results' },
})
