import type { NoteList } from '@enlace/api'

const unsealed = ['drafted', 'cleared']

/** The first class of `due` that no sealed note of ours carries yet: the note to be written next. Undefined when none is. */
export function nextNote(
  due: readonly string[],
  notes: readonly Pick<NoteList['items'][number], 'direction' | 'purposeClass' | 'state'>[],
): string | undefined {
  const isSealed = (carried: string) =>
    notes.some(({ direction, purposeClass, state }) => direction === 'sent' && purposeClass === carried && !unsealed.includes(state))
  return due.find((carried) => !isSealed(carried))
}
