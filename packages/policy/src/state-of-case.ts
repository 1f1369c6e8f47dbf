import { type CustodyChain, custodyChain } from './case-custody.ts'
import { type Notices, noticesOf } from './case-notices.ts'
import { type Pathways, pathwaysOf } from './case-pathways.ts'
import { type CaseRecords, type CaseWarning, inCaseOrder } from './case-records.ts'
import { type FunnelStage, funnelOf, type Standing, standingOf } from './case-standing.ts'

export type CaseState = {
  readonly standing: Standing
  readonly custody: CustodyChain
  readonly pathways: Pathways
  readonly funnel: readonly FunnelStage[]
  /** Stretches on lists, oldest first; `now`: it still stands on the day asked for. */
  readonly wanted: readonly { readonly id: string; readonly list: string; readonly now: boolean }[]
  readonly roles: readonly { readonly id: string; readonly warnings: readonly CaseWarning[] }[]
  /** Victims and witnesses who ask to be told of changes of custody, and who of them is owed a word. */
  readonly notices: Notices
  readonly warnings: readonly { readonly code: CaseWarning; readonly of: readonly string[] }[]
  /** Rights not done or not known over all changes of custody. */
  readonly missing: number
}

/**
 * Where a case stands on a day (YYYY-MM-DD): a function of the set of its records, so both nodes come to the same answer for the same records in
 * whatever order those came. It warns of what does not fit; it alters and refuses nothing.
 */
export function stateOfCase(records: CaseRecords, today: string): CaseState {
  const standing = standingOf(records.facts, records.steps)
  const custody = custodyChain(records.custody, today)
  const roles = inCaseOrder(records.roles, ({ soil }) => [soil]).map(({ id, party, role, soil, authorisation }) => {
    const abroad = party !== soil.toLowerCase() && role !== 'credit_only'
    const warnings: CaseWarning[] = []
    if (abroad && role === 'arrest') warnings.push('foreign_arrest')
    // Intelligence given from home needs nobody's leave.
    if (abroad && role !== 'intelligence' && role !== 'planning' && authorisation === 'none') warnings.push('no_authorisation')
    return { id, warnings }
  })
  return {
    standing,
    custody,
    pathways: pathwaysOf(records.pathways, records.claims),
    funnel: funnelOf(records.steps, records.custody),
    wanted: inCaseOrder(records.wanted, ({ from, list }) => [from, list]).map(({ id, list, standing: on, from, until }) => ({
      id,
      list,
      now: on === 'listed' && from <= today && (until === undefined || until >= today.slice(0, until.length)),
    })),
    roles,
    notices: noticesOf(records.notices, records.custody),
    warnings: gather([
      ...standing.warnings.map((code) => ({ code, id: records.facts.id })),
      ...custody.links.flatMap(({ id, warnings }) => warnings.map((code) => ({ code, id }))),
      ...roles.flatMap(({ id, warnings }) => warnings.map((code) => ({ code, id }))),
      ...(custody.returnBy?.overdue === true ? [{ code: 'return_overdue' as const, id: custody.returnBy.event }] : []),
    ]),
    missing: custody.links.reduce((sum, { missing }) => sum + missing.length, 0),
  }
}

function gather(found: readonly { readonly code: CaseWarning; readonly id: string }[]): CaseState['warnings'] {
  const byCode = new Map<CaseWarning, string[]>()
  for (const { code, id } of found) byCode.set(code, [...(byCode.get(code) ?? []), id])
  return [...byCode].map(([code, of]) => ({ code, of }))
}
