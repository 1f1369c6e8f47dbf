import type { PublicationAsked, PublicationDraft, Summary } from '@enlace/api'
import { Problem } from '../api/problem.ts'

/** What would be asked for: the records in their order, the one of the page first unless the public has its latest version. */
export type ForeseenPublication = { readonly records: readonly Summary[]; readonly seconds: readonly string[]; readonly isOut: boolean }

type Does = PublicationDraft['does']
type AskDry = (does: Does, items: readonly string[]) => Promise<PublicationAsked>

/** Records of one request to publish; the node takes no more. */
const atOnce = 50

/**
 * Finds what would go out with a record: what was said about it, and about that in turn, is marked for everybody and not public yet. What the node refuses
 * is left out; when it refuses the record itself that is thrown, unless what was said about it since can still follow it. `ask` is a dry run.
 */
export async function foreseePublication(id: string, ask: AskDry): Promise<ForeseenPublication> {
  const left = new Set<string>()
  let items: readonly string[] = [id]
  let first: unknown
  for (;;) {
    let answer: PublicationAsked
    try {
      answer = await ask('publish', items)
    } catch (cause) {
      const refused = refusedIn(cause)
      if (refused.size === 0) throw cause
      for (const at of refused.keys()) left.add(items[at] ?? '')
      if (first === undefined && refused.has(0)) {
        if (refused.get(0) !== 'not_newer') throw cause
        first = cause
        // What was said about it since is told by any request about it.
        answer = await ask('withdraw', [id])
        items = []
      } else {
        items = items.filter((item) => !left.has(item))
        if (items.length === 0) throw first ?? cause
        continue
      }
    }
    const said = answer.items.flatMap((one) => one.said)
    const more = [...new Set(said.filter(({ tlp }) => tlp === 'clear').map((one) => one.id))].filter(
      (one) => !items.includes(one) && !left.has(one),
    )
    if (more.length === 0 && items.length === 0) throw first
    if (more.length === 0 || items.length >= atOnce)
      return { records: answer.items.map(({ record }) => record), seconds: answer.change.seconds, isOut: first !== undefined }
    items = [...items, ...more].slice(0, atOnce)
  }
}

/** Which records of a request the node refused, by their place, each with why. */
function refusedIn(cause: unknown): ReadonlyMap<number, string> {
  if (!(cause instanceof Problem)) return new Map()
  return new Map(
    cause.fields.flatMap(({ field, code }) => {
      const at = /^\/items\/(\d+)$/.exec(field)?.[1]
      return at === undefined ? [] : [[Number(at), code] as const]
    }),
  )
}
