import { isJsonObject } from '@enlace/core'
import { type ContestState, type ContestStep, stateOfContest } from '@enlace/policy'
import { kinds, readField } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { isAboutEarlier } from '../store/earlier-version.ts'
import type { StoredRecord } from '../store/stored-records.ts'

/** A contest as its records say it, and where it stands at an instant. */
export type FoldedContest = {
  readonly id: string
  /** The value or seal that is contested. */
  readonly of: string
  readonly from: string
  readonly at: string
  readonly days: number
  readonly reason: string
  readonly state: ContestState
}

/** Folds a contest between two parties: who opened it, and whose value it is about; of its own value, its opener and the other party. */
export function foldContest(
  record: StoredRecord,
  steps: readonly StoredRecord[],
  about: { readonly valueFrom: string; readonly parties: readonly string[]; readonly now: Date },
): FoldedContest {
  const { text } = fieldsOf(record)
  const word = wordOf(record)
  const days = readField(kinds.get('contest'), record.object, 'days')
  const other = about.valueFrom === word.from ? about.parties.find((party) => party !== word.from) : about.valueFrom
  const mine = steps.filter(({ object }) => Array.isArray(object.object_refs) && object.object_refs.includes(word.id))
  const facts = { ...word, days: typeof days === 'number' ? days : 0, figure: text('figure'), words: contentOf(record) }
  const state = stateOfContest(
    {
      contest: facts,
      parties: [word.from, ...(other === undefined ? [] : [other])].toSorted(),
      steps: mine.map((one) => {
        const fields = fieldsOf(one)
        const step = (fields.text('step') ?? 'position') as ContestStep
        const accepts = fields.text('accepts_ref')
        return {
          ...wordOf(one),
          ...{ step, accepts, figure: fields.text('figure'), words: contentOf(one), seenAt: one.addedAt.toISOString() },
          isOlder: mine.some((proposal) => proposal.object.id === accepts && isAboutEarlier(one, proposal)),
        }
      }),
    },
    about.now,
  )
  return { id: word.id, of: text('of_ref') ?? '', from: word.from, at: word.at, days: facts.days, reason: text('reason') ?? 'other', state }
}

/** Whose word a record is, and when its author says that it was written. */
export function wordOf({ object, fromParty, addedAt }: StoredRecord): { readonly id: string; readonly from: string; readonly at: string } {
  const { created } = object
  return { id: String(object.id), from: fromParty, at: typeof created === 'string' ? created : addedAt.toISOString() }
}

/** What a record says in words of its own. */
export function contentOf({ object }: StoredRecord): string {
  return typeof object.content === 'string' && isJsonObject(object) ? object.content : ''
}
