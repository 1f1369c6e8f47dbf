import type { BriefLine, BriefRecords } from './brief-line.ts'
import { type BriefAsked, briefLines } from './brief-lines.ts'
import { oneLineEach } from './one-line-each.ts'
import { type SessionDelta, sessionDelta } from './session-delta.ts'

/** The four boxes of a ministerial assessment and what stands around them. */
export type MinisterialBrief = {
  readonly boxes: {
    readonly progress: readonly BriefLine[]
    readonly pending: readonly BriefLine[]
    readonly expectations: readonly BriefLine[]
    readonly future: readonly BriefLine[]
  }
  /** What each party owes and is late on, the own party first. */
  readonly owes: readonly {
    readonly party: string
    readonly late: readonly BriefLine[]
    readonly open: number
    readonly verified: number
    readonly disputed: number
  }[]
  /** What is disputed, the weightiest first: a brief shows three. */
  readonly disputes: readonly BriefLine[]
  /** What may be said publicly, and how many lines of that worth may not be, by why. */
  readonly sayable: { readonly lines: readonly BriefLine[]; readonly kept: { readonly marking: number; readonly wording: number } }
  readonly delta: SessionDelta
}

/** What is owed and late, whatever its record. */
const late: readonly string[] = ['overdue', 'finding_overdue', 'expected_late', 'disputed', 'finding_disputed']
const disputed: readonly string[] = ['disputed', 'value_disputed', 'finding_disputed', 'refused']

/**
 * The four-box brief of a party on a day (DOMAIN A4): a function of the records, so it can be made anew by whoever holds them. Only what another party
 * or an independent body confirmed, or what both agreed, may be said publicly, and only where its record is marked for everybody and calls nobody guilty.
 */
export function ministerialBrief(records: BriefRecords, asked: BriefAsked): MinisterialBrief {
  const { achieved, pending, expected, future, agreed } = briefLines(records, asked)
  const all = [...pending, ...expected]
  const parties = [asked.party, ...asked.parties.filter((party) => party !== asked.party)]
  const safe = [...achieved.filter(({ mark }) => mark === 'confirmed'), ...agreed]
  return {
    boxes: {
      progress: oneLineEach(achieved),
      pending: oneLineEach(pending),
      expectations: oneLineEach(expected),
      future: oneLineEach(future),
    },
    owes: parties.map((party) => ({
      party,
      late: all.filter((line) => line.party === party && late.includes(line.code) && isLate(line)),
      open: [...all, ...future].filter((line) => line.party === party && line.kind === 'commitment' && isOpen(line)).length,
      verified: achieved.filter((line) => line.party === party && line.code === 'verified').length,
      disputed: pending.filter((line) => line.party === party && line.code === 'disputed').length,
    })),
    disputes: oneLineEach(
      all.filter(({ code }) => disputed.includes(code)).toSorted((a, b) => disputed.indexOf(a.code) - disputed.indexOf(b.code)),
    ),
    sayable: {
      lines: oneLineEach(safe.filter((line) => line.tlp === 'clear' && !line.quoted)),
      kept: {
        marking: safe.filter(({ tlp }) => tlp !== 'clear').length,
        wording: safe.filter((line) => line.tlp === 'clear' && line.quoted).length,
      },
    },
    delta: sessionDelta(records, asked),
  }
}

/** Disputed and past its day, or past its day by its code. */
function isLate({ code, days }: BriefLine): boolean {
  return !code.endsWith('disputed') || (days ?? 0) > 0
}

function isOpen({ code }: BriefLine): boolean {
  return ['disputed', 'overdue', 'at_work', 'not_begun'].includes(code)
}
