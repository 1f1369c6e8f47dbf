import { inOrder, type ProgrammeWord } from './state-of-expectation.ts'

/** What belongs to one emerging issue, as docs/formats/expectations.md has it. */
export type IssueRecords = {
  readonly facts: ProgrammeWord & { readonly workstream: string | undefined }
  readonly steps: readonly (ProgrammeWord & {
    readonly says: 'supports' | 'asks' | 'agrees' | 'declines' | 'closes'
    readonly workstream: string | undefined
    readonly commitment: string | undefined
  })[]
}

export type IssueStatus = 'raised' | 'shared' | 'asked' | 'declined' | 'workstream' | 'closed'

export type IssueState = {
  readonly status: IssueStatus
  /** Parties that see it: who raised it, and who said that it does too. */
  readonly seenBy: readonly string[]
  /** The party that asked to make it a workstream, while another has to answer. */
  readonly askedBy: string | null
  readonly workstream: string | null
  readonly commitments: readonly string[]
  /** Steps in their order, each with whether it counts. */
  readonly steps: readonly { readonly id: string; readonly counts: boolean }[]
  readonly warnings: readonly { readonly code: 'unasked_agreement' | 'foreign_answer'; readonly of: readonly string[] }[]
}

/** Where an emerging issue stands, whatever the order in which its records came: a workstream only by the word of two parties. */
export function stateOfIssue({ facts, steps }: IssueRecords): IssueState {
  let state: { status: IssueStatus; askedBy: string | null; workstream: string | undefined } = {
    status: 'raised',
    askedBy: null,
    workstream: undefined,
  }
  const seenBy = new Set([facts.from])
  const walked: { id: string; counts: boolean }[] = []
  const warned: { code: 'unasked_agreement' | 'foreign_answer'; id: string }[] = []
  for (const { id, from, says, workstream } of inOrder(steps)) {
    const answers = state.askedBy !== null && state.askedBy !== from
    const isOver = state.status === 'workstream' || state.status === 'closed'
    const fault =
      says === 'closes'
        ? from === facts.from
          ? undefined
          : 'foreign_answer'
        : (says === 'agrees' || says === 'declines') && !answers
          ? 'unasked_agreement'
          : undefined
    // What became a workstream is followed there; a later word is history and changes nothing.
    const counts = fault === undefined && !isOver
    walked.push({ id, counts })
    if (fault !== undefined) warned.push({ code: fault, id })
    if (!counts) continue
    if (says !== 'closes' && says !== 'declines') seenBy.add(from)
    if (says === 'supports') state = { ...state, status: state.status === 'raised' && from !== facts.from ? 'shared' : state.status }
    // Who asks while the other's asking stands agrees by that.
    else if (says === 'asks' && !answers) state = { status: 'asked', askedBy: from, workstream: workstream ?? facts.workstream }
    else if (says === 'agrees' || says === 'asks')
      state = { status: 'workstream', askedBy: null, workstream: workstream ?? state.workstream ?? facts.workstream }
    else state = { ...state, status: says === 'declines' ? 'declined' : 'closed', askedBy: null }
  }
  const mark = (code: 'unasked_agreement' | 'foreign_answer') => {
    const of = warned.filter((one) => one.code === code).map(({ id }) => id)
    return of.length === 0 ? [] : [{ code, of }]
  }
  return {
    status: state.status,
    seenBy: [...seenBy].toSorted(),
    askedBy: state.askedBy,
    workstream: state.status === 'workstream' ? (state.workstream ?? null) : null,
    commitments: [...new Set(steps.flatMap(({ commitment }) => commitment ?? []))].toSorted(),
    steps: walked,
    warnings: [...mark('unasked_agreement'), ...mark('foreign_answer')],
  }
}
