import { type FoldedSession, latestText } from './show-session.ts'

/** A session in a chain of causes: `depth` below zero caused the one that was asked for, above zero came of it. */
export type ChainLink = { readonly session: FoldedSession; readonly depth: number }

/** What caused a session and what came of it (itself included, at depth 0), in the order of causes. `circular`: it is its own cause by way of others. */
export function chainOf(id: string, all: readonly FoldedSession[]): { readonly links: readonly ChainLink[]; readonly circular: boolean } {
  const byId = new Map(all.map((one) => [one.id, one]))
  const causeOf = new Map(all.map((one) => [one.id, latestText(one.held, 'caused_by_ref')]))
  const links: ChainLink[] = []
  const seen = new Set<string>()
  let circular = false
  let depth = 0
  for (let at: string | undefined = id; at !== undefined; at = causeOf.get(at), depth--) {
    const session = byId.get(at)
    if (session === undefined) break
    if (seen.has(at)) {
      circular = true
      break
    }
    seen.add(at)
    links.unshift({ session, depth })
  }
  const open: ChainLink[] = links.filter((one) => one.depth === 0)
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { session, depth: above } = next
    for (const one of all) {
      if (causeOf.get(one.id) !== session.id || seen.has(one.id)) continue
      seen.add(one.id)
      const link = { session: one, depth: above + 1 }
      links.push(link)
      open.push(link)
    }
  }
  return { links: links.toSorted((a, b) => a.depth - b.depth), circular }
}

/** The sessions of the same body before and after one, by their last day. */
export function neighboursOf(
  session: FoldedSession,
  all: readonly FoldedSession[],
): { readonly before: FoldedSession | undefined; readonly after: FoldedSession | undefined } {
  const mechanism = latestText(session.held, 'mechanism_ref')
  const day = session.state.lastDay
  if (mechanism === undefined || day === null) return { before: undefined, after: undefined }
  const others = all.filter(
    ({ id, held, state }) => id !== session.id && state.lastDay !== null && latestText(held, 'mechanism_ref') === mechanism,
  )
  const ordered = others.toSorted((a, b) => ((a.state.lastDay ?? '') < (b.state.lastDay ?? '') ? -1 : 1))
  return {
    before: ordered.findLast(({ state }) => (state.lastDay ?? '') < day && state.standing !== 'cancelled'),
    after: ordered.find(({ state }) => (state.lastDay ?? '') > day && state.standing !== 'cancelled'),
  }
}
