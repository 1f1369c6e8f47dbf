import type { Role } from './may-do.ts'

/** Where a diplomatic note can stand, in its one order; docs/formats/notes.md. */
export const noteStates = ['drafted', 'cleared', 'sealed', 'sent', 'received', 'answered'] as const
export type NoteState = (typeof noteStates)[number]

/** The stamps that move a note: from which state, by which side, by whom. */
const moves = {
  seal: { from: 'cleared', to: 'sealed', side: 'sender', roles: ['analyst', 'secretariat'] },
  send: { from: 'sealed', to: 'sent', side: 'sender', roles: ['analyst', 'duty-officer', 'secretariat'] },
  receive: { from: 'sent', to: 'received', side: 'recipient', roles: ['analyst', 'duty-officer', 'secretariat'] },
  answer: { from: 'received', to: 'answered', side: 'recipient', roles: ['analyst', 'duty-officer', 'secretariat'] },
} as const satisfies Record<string, { from: NoteState; to: NoteState; side: 'sender' | 'recipient'; roles: readonly Role[] }>
export type NoteMove = keyof typeof moves
export const noteMoves = Object.keys(moves) as readonly NoteMove[]

/** One stamp as both nodes hold it: who put it is the party whose log it came in. */
export type NoteStamp = {
  readonly id: string
  readonly by: string
  readonly at: string
  readonly stamp: string
  /** Taken back by its author: it counts no more. */
  readonly withdrawn: boolean
}

/** What the fold needs to know beside the stamps. */
export type NoteFacts = {
  readonly from: string
  readonly to: string
  /** When its last version was written: what was sealed before is not what stands now. */
  readonly modified: string
  /** Every office of its own party has cleared this version. */
  readonly cleared: boolean
  /** It left for the other party, or came from it. */
  readonly left: boolean
  /** The other party wrote a note that answers it. */
  readonly replied: boolean
  /** It goes on paper: somebody states that they handed it over. What goes by the exchange is sent when it leaves. */
  readonly onPaper: boolean
  /** Passages are left to be written or translated: no office clears it and nobody seals it. */
  readonly unfinished: boolean
}

export type NoteStanding = { readonly state: NoteState; readonly counted: ReadonlySet<string> }

/**
 * Where a note stands: a function of the note and the set of its stamps, so both nodes come to the same answer in whatever order they came. A stamp
 * of the wrong side counts never, one that is out of turn when its turn comes.
 */
export function stateOfNote(facts: NoteFacts, stamps: readonly NoteStamp[]): NoteStanding {
  const counted = new Set<string>()
  const has = (move: NoteMove): boolean => {
    const party = moves[move].side === 'sender' ? facts.from : facts.to
    const good = stamps.filter(
      ({ stamp, by, at, withdrawn }) =>
        stamp === move && by === party && !withdrawn && (facts.left || Date.parse(at) >= Date.parse(facts.modified)),
    )
    for (const { id } of good) counted.add(id)
    return good.length > 0
  }
  const done: readonly (readonly [NoteState, () => boolean])[] = [
    ['cleared', () => (facts.cleared && !facts.unfinished) || facts.left],
    ['sealed', () => has('seal') || facts.left],
    ['sent', () => has('send') || facts.left],
    ['received', () => has('receive') || facts.replied],
    ['answered', () => has('answer') || facts.replied],
  ]
  let state: NoteState = 'drafted'
  for (const [next, isDone] of done) {
    if (!isDone()) break
    state = next
  }
  return { state, counted }
}

/** A stamp that somebody may put now, or why they may not; `from` is the state in which it is put. */
export type NoteMoveChoice = {
  readonly stamp: NoteMove
  readonly from: NoteState
  readonly refused: null | 'other_side' | 'unfinished' | 'wrong_state' | 'not_left' | 'role' | 'own_note'
  /** Roles of that side that may put it. */
  readonly roles: readonly Role[]
}

/**
 * Every stamp for one officer. Nobody seals what they wrote: nothing leaves on one officer's word. Nobody states that a note was sent which the
 * exchange carries: it is sent when it left.
 */
export function movesOfNote(
  facts: Pick<NoteFacts, 'from' | 'to' | 'left' | 'onPaper' | 'unfinished'>,
  state: NoteState,
  actor: { readonly party: string; readonly role: string; readonly user: string },
  author: string | null,
): readonly NoteMoveChoice[] {
  return noteMoves.map((stamp) => {
    const { from, side, roles } = moves[stamp]
    const refusals: readonly (readonly [NoteMoveChoice['refused'], boolean])[] = [
      ['other_side', actor.party !== (side === 'sender' ? facts.from : facts.to)],
      ['unfinished', stamp === 'seal' && facts.unfinished && !facts.left],
      ['wrong_state', state !== from],
      ['not_left', stamp === 'send' && !facts.onPaper],
      ['role', !(roles as readonly string[]).includes(actor.role)],
      ['own_note', stamp === 'seal' && author === actor.user],
    ]
    return { stamp, from, refused: refusals.find(([, holds]) => holds)?.[0] ?? null, roles }
  })
}
