import type { EvaluationRecords, ExpectationRecords, IssueRecords } from '@enlace/policy'
import { fieldsOf } from './case-records.ts'
import { isAboutEarlier } from './earlier-version.ts'
import { wordOf } from './read-commitments.ts'
import type { HeldRecord, HeldWish } from './read-held.ts'

const bounds = { most: 1000, mostSaid: 10_000 }

/** What is read of expectations: their answers, and the commitments that name them. */
export const expectationWish: HeldWish = { kind: 'expectation', saidKinds: ['expectation-answer', 'commitment'], ...bounds }
export const issueWish: HeldWish = { kind: 'emerging-issue', saidKinds: ['issue-step'], ...bounds }
export const evaluationWish: HeldWish = { kind: 'evaluation', saidKinds: ['evaluation-response'], ...bounds }

type Held = Pick<HeldRecord, 'record' | 'said'>

function saidOf({ said }: Held, kind: string) {
  return said.filter((one) => one.kind === kind).map((one) => ({ one, word: wordOf(one), ...fieldsOf(one) }))
}

/** What the fold reads of an expectation. */
export function toExpectationRecords(held: Held): ExpectationRecords {
  const { text } = fieldsOf(held.record)
  return {
    facts: { ...wordOf(held.record), ofParty: text('of_party') ?? '', byWhen: text('by_when'), commitment: text('commitment_ref') },
    answers: saidOf(held, 'expectation-answer').flatMap(({ one, word, text: say }) => {
      const says = oneOf(say('says'), ['accepts', 'refuses', 'met', 'withdraws'])
      return says === undefined
        ? []
        : [{ ...word, says, ground: say('ground'), commitment: say('commitment_ref'), isOlder: isAboutEarlier(one, held.record) }]
    }),
    namedBy: saidOf(held, 'commitment').map(({ word }) => word.id),
  }
}

/** What the fold reads of an emerging issue. */
export function toIssueRecords(held: Held): IssueRecords {
  return {
    facts: { ...wordOf(held.record), workstream: fieldsOf(held.record).text('workstream') },
    steps: saidOf(held, 'issue-step').flatMap(({ word, text: say }) => {
      const says = oneOf(say('says'), ['supports', 'asks', 'agrees', 'declines', 'closes'])
      return says === undefined ? [] : [{ ...word, says, workstream: say('workstream'), commitment: say('commitment_ref') }]
    }),
  }
}

/** What the fold reads of an evaluation. */
export function toEvaluationRecords(held: Held): EvaluationRecords {
  return {
    findings: fieldsOf(held.record)
      .list('findings')
      .map(({ number, addressee, due }) => ({
        number: String(number),
        addressee: String(addressee),
        due: typeof due === 'string' ? due : undefined,
      })),
    responses: saidOf(held, 'evaluation-response').flatMap(({ one, word, text: say }) => {
      const says = oneOf(say('says'), ['accepts', 'partly', 'rejects', 'at_work', 'remedied', 'confirms', 'disputes'])
      const of = say('of_ref')
      const isOlder = held.said.some((about) => about.object.id === of && isAboutEarlier(one, about))
      return says === undefined ? [] : [{ ...word, finding: say('finding') ?? '', says, of, next: say('next_step'), isOlder }]
    }),
  }
}

// A word of a newer partner says nothing here.
function oneOf<T extends string>(word: string | undefined, known: readonly T[]): T | undefined {
  return known.find((one) => one === word)
}
