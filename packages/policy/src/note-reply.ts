import type { RequestStep } from './state-of-request.ts'

/** Steps of a request by which the party that a note is to answers it, by the class of the note. An acknowledgement or a question answers nothing. */
const answeredBy: Readonly<Record<string, readonly string[]>> = {
  provisional_arrest: ['arrest', 'release_person', 'lapse', 'refuse'],
  formal_request: [
    ...['formal_received', 'consent_to_surrender', 'grant', 'refuse', 'defer'],
    ...['surrender', 'surrender_temporarily', 'prosecute_here'],
  ],
  assurance: ['accept_assurance', 'decline_assurance'],
  speciality_waiver: ['grant', 'refuse'],
}
const otherwise = ['answer', 'partial_answer', 'grant', 'refuse']

/**
 * The step of the request that a note carries by which the other side answered it; undefined when none did. `steps` are those that count, in their
 * order; a step before the note was written (ISO) answers another.
 */
export function replyByStep<Step extends Pick<RequestStep, 'step' | 'by' | 'at'>>(
  note: { readonly to: string; readonly purposeClass: string; readonly writtenAt: string },
  steps: readonly Step[],
): Step | undefined {
  const answers = answeredBy[note.purposeClass] ?? otherwise
  return steps.find(({ step, by, at }) => by === note.to && answers.includes(step) && Date.parse(at) >= Date.parse(note.writtenAt))
}
