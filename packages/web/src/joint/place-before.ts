import type { JointClause } from '@enlace/api'

/** A place among the clauses that comes right before one of them: half way from the one before it. */
export function placeBefore(clauses: readonly JointClause[], id: string): number {
  const places = clauses.map((clause) => ({ id: clause.id, place: Math.min(...clause.heads.map(({ version }) => version.place)) }))
  const at = places.findIndex((one) => one.id === id)
  const here = places[at]?.place ?? 0
  return ((places[at - 1]?.place ?? 0) + here) / 2
}
