import type { Querier } from './logs.ts'

/** What a compartment holds and shares, in numbers: no title, no text, no id. */
export type AgencyFigures = {
  readonly agency: string
  readonly retention: readonly { readonly retention: string; readonly count: number }[]
  readonly given: readonly { readonly agency: string; readonly count: number }[]
}

/** Figures of one compartment: own and received records by retention class, and how many are shared with which other agency. */
export async function readAgencyFigures(sql: Querier, agency: string): Promise<AgencyFigures> {
  const [retention, given] = await Promise.all([
    sql<{ retention: string; count: number }[]>`select retention, count(*)::int as count from version
      where agency = ${agency} and latest and erased_at is null group by retention order by count desc limit 50`,
    sql<{ agency: string; count: number }[]>`select share.agency, count(*)::int as count from share
      where exists (select 1 from version where version.rid = share.rid and version.agency = ${agency} and version.erased_at is null)
      group by share.agency order by share.agency limit 50`,
  ])
  return { agency, retention, given }
}
