import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { visibleTo } from './version-rows.ts'

/** How requests of one form and direction stand: how many are open, over, and held by a court for longer than the days asked about. */
export type FlowTotal = {
  readonly direction: 'sent' | 'received'
  readonly form: string
  readonly open: number
  readonly closed: number
  readonly lapsed: number
  readonly heldLong: number
  readonly assurances: number
}

/** How long requests of one form and direction stood in one state, in days; `now`: how many stand there. */
export type FlowStage = {
  readonly direction: 'sent' | 'received'
  readonly form: string
  readonly state: string
  readonly now: number
  readonly passed: number
  readonly median: number
  readonly longest: number
}

/** The name of the state in which a court holds a request, in every course. */
const held = 'suspended'

/** The flow of the requests that an agency may see, both ways, computed from what each record of them said; a stage that lasts counts until `now`. */
export async function readFlow(
  sql: Sql,
  asked: { readonly agency: string; readonly now: Date; readonly heldDays: number },
): Promise<{ readonly totals: readonly FlowTotal[]; readonly stages: readonly FlowStage[] }> {
  const { agency, now, heldDays } = asked
  const visible = sql`select w.direction, w.form, w.stage, w.state, w.stages, w.assurances from work_item w join version v on v.rid = w.rid and v.latest
    where w.kind = 'request' and w.stages is not null and ${isShown(sql)} and ${visibleTo(sql, agency)}`
  const days = sql`greatest(0, extract(epoch from coalesce((said ->> 'until')::timestamptz, ${now}) - (said ->> 'from')::timestamptz) / 86400)`
  const lasting = sql`said ->> 'until' is null`
  const open = sql`state not in ('outcome', 'cannot_act')`
  const [totals, stages] = await Promise.all([
    sql<FlowTotal[]>`with shown as (${visible})
      select direction, form, count(*) filter (where ${open})::int as open, count(*) filter (where not (${open}))::int as closed,
        count(*) filter (where stage = 'lapsed')::int as lapsed,
        count(*) filter (where stage = ${held} and (
          select ${days} from jsonb_array_elements(stages) as said where ${lasting} limit 1) > ${heldDays})::int as "heldLong",
        coalesce(sum(assurances) filter (where ${open}), 0)::int as assurances
      from shown group by direction, form order by form, direction`,
    sql<FlowStage[]>`with shown as (${visible}), stood as (
        select direction, form, said ->> 'state' as state, ${days} as days, ${lasting} as lasts from shown, jsonb_array_elements(stages) as said)
      select direction, form, state, count(*) filter (where lasts)::int as now, count(*)::int as passed,
        percentile_cont(0.5) within group (order by days)::float8 as median, max(days)::float8 as longest
      from stood group by direction, form, state`,
  ])
  return { totals, stages }
}
