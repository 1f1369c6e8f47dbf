import type { Proposal, PublicationRow } from '@enlace/api'

/** A record on the page of publication: one act of publishing where there was one, and what waits for a second person. */
export type PublicationLine = {
  readonly id: string
  readonly of: string
  readonly title: string
  readonly row: PublicationRow | undefined
  readonly waiting: readonly Proposal[]
}

/**
 * Lays what waits for a second person beside what it would change: beside the version that the public has, else the one that is planned, else on a
 * line of its own, which stands first.
 */
export function layPublications(rows: readonly PublicationRow[], proposals: readonly Proposal[]): readonly PublicationLine[] {
  const open = proposals.filter(({ what, state }) => what === 'publish' && state === 'open')
  const waitingFor = (id: string) => open.filter(({ publication }) => publication?.items.some((item) => item.id === id) === true)
  const placeOf = new Map<string, string>()
  for (const state of ['public', 'planned'])
    for (const row of rows) if (row.state === state && !placeOf.has(row.of)) placeOf.set(row.of, row.id)
  const known = rows.map((row) => {
    const waiting = placeOf.get(row.of) === row.id ? waitingFor(row.of) : []
    return { id: row.id, of: row.of, title: row.title, row, waiting }
  })
  const fresh = new Map(open.flatMap(({ publication }) => (publication?.items ?? []).map(({ id, title }) => [id, title] as const)))
  const alone = [...fresh].filter(([id]) => !placeOf.has(id))
  return [...alone.map(([id, title]) => ({ id, of: id, title, row: undefined, waiting: waitingFor(id) })), ...known]
}
