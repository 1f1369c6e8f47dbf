import type { JointDraftDetail } from '@enlace/api'

/** One step on the way of a text to its release, in the order in which they are taken. `party`: whose, where it is not the own party's. */
export type ReleaseStep = {
  readonly code: 'text' | 'first' | 'second' | 'held' | 'theirs' | 'published'
  readonly state: 'done' | 'now' | 'later' | 'bad'
  readonly party?: string
}

/**
 * Where a release stands for those who have to act: the text agreed, both keys, cleared and held by the other side, the others’ certificates, published. Steps that can be
 * taken at once stand side by side as `now`. A round that lapsed or was taken back is no longer there: its keys have to be given again.
 */
export function stepsOfRelease({
  party,
  text,
  keys,
  release,
  draft,
}: Pick<JointDraftDetail, 'party' | 'text' | 'keys' | 'release' | 'draft'>): readonly ReleaseStep[] {
  const isPublished = release.state === 'published' || release.state === 'due'
  const isOver = release.state === 'lapsed' || release.state === 'withdrawn'
  const of = (one: string) => (isOver ? undefined : release.signed.find((each) => each.party === one && each.withdrawnAt === null))
  const mine = of(party)
  const isAgreed = text !== null || isPublished
  const after = (isBefore: boolean, isDone: boolean) => (isDone || isPublished ? 'done' : isBefore ? 'now' : 'later')
  return [
    { code: 'text', state: isAgreed ? 'done' : 'now' },
    { code: 'first', state: after(isAgreed, mine !== undefined || keys.length > 0) },
    { code: 'second', state: after(keys.length > 0, mine !== undefined) },
    { code: 'held', state: after(mine !== undefined, mine !== undefined && mine.receiptedAt !== null) },
    ...draft.parties
      .filter((other) => other !== party)
      .map((other): ReleaseStep => {
        const isFaulty = release.faults.some((fault) => fault.of === other && fault.code !== 'unsigned' && fault.code !== 'clocks_differ')
        const isHere = of(other) !== undefined
        return { code: 'theirs', party: other, state: isHere && isFaulty && !isPublished ? 'bad' : after(isAgreed, isHere) }
      }),
    { code: 'published', state: isPublished ? 'done' : isOver ? 'bad' : release.state === 'armed' ? 'now' : 'later' },
  ]
}
