import { isImpossible } from './impossible.ts'
import type { Claim } from './read-claim.ts'
import type { SourceDocument } from './read-document.ts'

/**
 * What stands about one point. `agreed`: at least two independent sources and nobody else; `single`: one source; `contested`: more than one account, or a
 * denial that stands; `nothing_counts`: only sources that verify nothing; `attributed`: a label, which stays the word of whoever uses it, however many do.
 */
export type Standing = 'agreed' | 'single' | 'contested' | 'nothing_counts' | 'attributed'

/** Why a claim does not count towards what is agreed. It is shown all the same. */
export type SetAside = 'copy' | 'ai_made' | 'impossible_document' | 'doubt_or_denial'

/**
 * What a reader must know before using a point: `same_side_differs` one side gives more than one account; `same_document_differs` one document does;
 * `modality_differs` one document puts the same matter as a possibility here and as settled there; `no_baseline` a change without what it is measured against, so no
 * value of an indicator; `out_of_order` something is said to hold after the day on which another says that it ended; `words_differ` one account under several words.
 */
export type Mark = 'same_side_differs' | 'same_document_differs' | 'modality_differs' | 'no_baseline' | 'out_of_order' | 'words_differ'

export type StandingClaim = Claim & { readonly setAside: SetAside | undefined }
/** One account and who gives it. `sources`: independent documents among those that count. */
export type Account = {
  readonly value: string
  readonly sources: number
  readonly words: readonly string[]
  readonly claims: readonly StandingClaim[]
}
export type Denial = { readonly by: StandingClaim; readonly of: string }
export type LedgerPoint = {
  readonly point: string
  readonly standing: Standing
  /** What all who count say, where they do. */
  readonly core: string | undefined
  readonly accounts: readonly Account[]
  readonly denials: readonly Denial[]
  readonly marks: readonly Mark[]
}
export type LedgerDocument = SourceDocument & { readonly impossible: boolean }
/** Everything that is said about one matter: points in the order in which they were first spoken of, and the documents that it is taken from. */
export type Ledger = { readonly points: readonly LedgerPoint[]; readonly documents: readonly LedgerDocument[] }

const aiMade: ReadonlySet<string> = new Set(['trainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia', 'algorithmicMedia'])

/**
 * Sets the claims about one matter side by side. Pure, and none is ever dropped or averaged. A copy is one source with what it copies, however many publish it;
 * what a model made, and a document that no day fits, verify nothing. A claim whose document is not among `documents` counts as a source of its own.
 */
export function ledgerOf(claims: readonly Claim[], documents: readonly SourceDocument[]): Ledger {
  const known = new Map(documents.map((one) => [one.id, one]))
  const points = [...new Set(claims.map((one) => one.point))]
  return {
    points: points.map((point) =>
      pointOf(
        point,
        claims.filter((one) => one.point === point),
        known,
      ),
    ),
    documents: documents.map((one) => ({ ...one, impossible: isImpossible(one.presumes) })),
  }
}

function pointOf(point: string, claims: readonly Claim[], documents: ReadonlyMap<string, SourceDocument>): LedgerPoint {
  const standing = setAside(claims, documents)
  const counting = standing.filter((one) => one.setAside === undefined)
  const stated = standing.filter((one) => one.stance !== 'denies' && one.stance !== 'doubts')
  const accounts = [...new Set(stated.map(({ value }) => value))].map((value) => {
    const saying = stated.filter((one) => one.value === value)
    return {
      value,
      sources: new Set(saying.filter((one) => one.setAside === undefined).map((one) => rootOf(one.document, documents))).size,
      words: distinct(saying.map(({ word }) => word)),
      claims: saying,
    }
  })
  const denials = standing.flatMap((by) => (by.stance === 'denies' ? [{ by, of: by.denies ?? by.deniedWords ?? by.value }] : []))
  const standsDenied = denials.some(({ by }) => by.setAside === 'doubt_or_denial')
  const values = new Set(counting.map(({ value }) => value))
  // What somebody is called, or ties a matter to, is nobody's fact: it is never what all agree on.
  const isOpinion = point === 'label' || point === 'linkage'
  const core = values.size === 1 && !standsDenied && !isOpinion ? [...values][0] : undefined
  const sources = Math.max(0, ...accounts.map((one) => one.sources))
  return {
    point,
    standing:
      values.size === 0 && !standsDenied
        ? 'nothing_counts'
        : isOpinion
          ? 'attributed'
          : core === undefined
            ? 'contested'
            : sources > 1
              ? 'agreed'
              : 'single',
    core,
    accounts,
    denials,
    marks: marksOf(stated, accounts),
  }
}

function setAside(claims: readonly Claim[], documents: ReadonlyMap<string, SourceDocument>): StandingClaim[] {
  const said = new Set<string>()
  return claims.map((one) => {
    const saying = JSON.stringify([rootOf(one.document, documents), one.speaker, one.value, one.stance])
    const isCopy = said.has(saying)
    said.add(saying)
    const isOpinion = one.stance === 'denies' || one.stance === 'doubts'
    return { ...one, setAside: worthless(documents.get(one.document)) ?? (isCopy ? 'copy' : isOpinion ? 'doubt_or_denial' : undefined) }
  })
}

function worthless(document: SourceDocument | undefined): SetAside | undefined {
  if (document === undefined) return undefined
  if (aiMade.has(document.made)) return 'ai_made'
  return isImpossible(document.presumes) ? 'impossible_document' : undefined
}

// The document at the end of the chain of copies. Of a chain that bites its tail, one of the ring, and the same for all of it.
function rootOf(id: string, documents: ReadonlyMap<string, SourceDocument>): string {
  const chain = [id]
  for (;;) {
    const next = documents.get(chain.at(-1) ?? id)?.copyOf
    if (next === undefined) return chain.at(-1) ?? id
    const met = chain.indexOf(next)
    if (met !== -1) return chain.slice(met).toSorted()[0] ?? id
    chain.push(next)
  }
}

function marksOf(stated: readonly StandingClaim[], accounts: readonly Account[]): Mark[] {
  const differs = (of: (one: StandingClaim) => string, what: (one: StandingClaim) => string): boolean =>
    [...Map.groupBy(stated, of).values()].some((group) => new Set(group.map(what)).size > 1)
  const side = (one: StandingClaim): string =>
    one.speaksFor === 'press' || one.speaksFor === 'nobody' ? `\0${one.speaker}` : one.speaksFor
  const found: [Mark, boolean][] = [
    ['same_side_differs', differs(side, ({ value }) => value)],
    [
      'same_document_differs',
      differs(
        ({ document }) => document,
        ({ value }) => value,
      ),
    ],
    [
      'modality_differs',
      differs(
        ({ document }) => document,
        ({ modality }) => modality,
      ),
    ],
    ['no_baseline', stated.some((one) => (one.unit === '%' || one.point === 'pace') && one.baseline === undefined)],
    ['out_of_order', isOutOfOrder(stated)],
    ['words_differ', accounts.some(({ words }) => words.length > 1)],
  ]
  return found.flatMap(([mark, holds]) => (holds ? [mark] : []))
}

// Somebody says that it ended on a day, and somebody that it holds on that day or a later one.
function isOutOfOrder(claims: readonly StandingClaim[]): boolean {
  const days = (phase: string) => claims.flatMap((one) => (one.phase === phase && one.trueOn !== undefined ? [one.trueOn] : []))
  return days('ended').some((end) => days('holds').some((day) => day >= end))
}

function distinct(words: readonly (string | undefined)[]): string[] {
  return [...new Set(words.filter((word) => word !== undefined))]
}
