import { readStatement } from '@enlace/records'
import type { Page, Statement, Version, Words } from '@enlace/site'
import type { ReleasedStatement } from '../store/read-released.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { slugOf, stampOf } from './public-timeline.ts'

/** A released joint statement as other texts name it: the id of its draft here, and the last part of its address, which is its SHA-256. */
export type JointTitle = { readonly id: string; readonly slug: string; readonly title: Words }

/** The released joint statements by what a text beside one names. */
export function jointTitles(released: readonly ReleasedStatement[]): readonly JointTitle[] {
  return released.map(({ id, sha256, title }) => ({ id, slug: sha256, title: { ...title } }))
}

/**
 * The pages of joint statements that this node released. The address ends in the SHA-256 of the exact text, so it is the same at every party. A version begins when this
 * node published, and another each time the word of another party came that it did: the address of a version says the same for ever. `seen` gives the reason of such a version.
 */
export function jointPages(
  released: readonly ReleasedStatement[],
  others: readonly StoredRecord[],
  seen: (language: 'es' | 'en', party: string) => string,
): readonly Page<Statement>[] {
  const read = others.flatMap((other) => readStatement(other.object) ?? [])
  return firstOfEach(released).map((one) => {
    const later = one.others
      .filter(({ seenAt }) => seenAt !== null && seenAt > one.publishedAt)
      .toSorted((a, b) => String(a.seenAt).localeCompare(String(b.seenAt)))
    const beside = read
      .filter(({ besideRef }) => besideRef === one.id)
      .map(({ id, title, issuedBy }) => ({ id: slugOf(id), title, issuedBy }))
    const instants = [{ from: one.publishedAt, party: null }, ...later.map(({ seenAt, party }) => ({ from: String(seenAt), party }))]
    return {
      id: one.sha256,
      versions: instants.map(
        ({ from, party }): Version<Statement> => ({
          stamp: stampOf(from),
          from,
          does: 'publish',
          reason: party === null ? {} : { es: seen('es', party), en: seen('en', party) },
          content: showReleased(one, from, beside),
        }),
      ),
    }
  })
}

/** The same bytes released again are the same page: the first release stands. */
export function firstOfEach(released: readonly ReleasedStatement[]): readonly ReleasedStatement[] {
  const inOrder = released.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id))
  return [...Map.groupBy(inOrder, ({ sha256 }) => sha256).values()].flatMap(([first]) => first ?? [])
}

function showReleased(one: ReleasedStatement, from: string, beside: Statement['beside']): Statement {
  const { title, parties, at, publishedAt, lateSeconds, sha256, certified } = one
  return {
    title: { ...title },
    type: 'joint',
    issuedBy: parties,
    publishedOn: at.slice(0, 10),
    address: null,
    language: ['es', 'en'],
    clauses: one.clauses.map((words, i) => ({ number: String(i + 1), part: 'paragraph', words: { ...words } })),
    beside,
    standsBeside: null,
    joint: {
      ...{ hash: sha256, at, publishedAt, lateSeconds, certificates: certified },
      others: one.others.map((other) =>
        other.seenAt !== null && other.seenAt <= from ? other : { party: other.party, publishedAt: null, seenAt: null },
      ),
    },
  }
}
