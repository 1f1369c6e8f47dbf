import type { CaseState } from '@enlace/policy'
import { stateOfCase } from '@enlace/policy'
import type { Sql } from 'postgres'
import { toCaseRecords } from './case-records.ts'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { readCase, requestRids, saidOfCase } from './read-case.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

export type CaseFilter = {
  readonly agency: string
  readonly party: string
  readonly status?: string | undefined
  readonly custody?: string | undefined
  readonly turn?: 'ours' | 'theirs' | undefined
  readonly contested?: boolean | undefined
  /** Only those about this person. */
  readonly person?: Uint8Array | undefined
  readonly skip: number
  readonly limit: number
}

export type CaseRow = {
  readonly version: StoredVersion
  readonly status: string
  readonly custody: string
  readonly holder: string | null
  readonly pathways: readonly { readonly party: string; readonly pathway: string }[]
  readonly contested: boolean
  readonly missing: number
  readonly warnings: readonly string[]
  /** YYYY-MM-DD */
  readonly returnBy: string | null
  readonly open: number
  readonly dueAt: Date | null
  readonly turn: string | null
}

/** Cases folded anew in one go, so that a list never holds the node for long. */
const batch = 200

/** Cases that an agency may see: what is due first before the rest, and how many there are. Call `refreshCases` before. */
export async function listCases(sql: Sql, filter: CaseFilter): Promise<{ readonly rows: readonly CaseRow[]; readonly total: number }> {
  const { agency, party, status, custody, turn, contested, person, skip, limit } = filter
  const rows = await sql<(StoredVersion & Omit<CaseRow, 'version'> & { total: number })[]>`
    select ${versionColumns(sql)}, s.status, s.custody, s.holder, s.pathways, s.contested, s.missing, s.warnings,
      to_char(s.return_by, 'YYYY-MM-DD') as "returnBy", asked.open::int as open, asked.due_at as "dueAt", asked.turn, count(*) over () as total
    from version v join log body_at on body_at.log_id = v.body_log join case_state s on s.rid = v.rid and s.agency = ${agency}
    cross join lateral (
      select count(*) as open, min(w.due_at) as due_at, (array_agg(w.turn order by w.due_at nulls last, w.started_at))[1] as turn
      from work_item w where w.kind = 'request' and w.state not in ('outcome', 'cannot_act')
        and w.rid in (${requestRids(sql, sql`v.rid`, sql`v.seq`)})
        and exists (select from version v where v.rid = w.rid and v.latest and ${isShown(sql)} and ${visibleTo(sql, agency)})
    ) asked
    where v.kind = 'case' and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}
      ${status === undefined ? sql`` : sql`and s.status = ${status}`}
      ${custody === undefined ? sql`` : sql`and s.custody = ${custody}`}
      ${contested === undefined ? sql`` : sql`and s.contested = ${contested}`}
      ${turn === undefined ? sql`` : turn === 'ours' ? sql`and asked.turn = ${party}` : sql`and asked.turn <> ${party}`}
      ${person === undefined ? sql`` : sql`and exists (select from reference r where r.seq = v.seq and r.relation = 'person_ref' and r.target = ${person as Buffer})`}
    order by least(asked.due_at, s.return_by::timestamptz) nulls last, v.seq desc offset ${skip} limit ${limit}`
  return {
    rows: rows.map((row) => ({ ...row, version: row })),
    total: Number(rows[0]?.total ?? 0),
  }
}

/**
 * Folds anew the cases of an agency whose records changed since they were folded: also by an erasure, a recall or a share, which is why the stamp
 * is made of what may be seen now and not of what came. Repeating it changes nothing.
 */
export async function refreshCases(from: { readonly sql: Sql; readonly keystore: Keystore }, agency: string, today: string): Promise<void> {
  const { sql } = from
  for (;;) {
    const stale = await sql<{ seq: number; rid: Buffer; stamp: string }[]>`
      select c.seq, c.rid, c.stamp from (
        select about.seq, about.rid, about.seq || ':' || coalesce((select md5(string_agg(v.seq::text, ',' order by v.seq))
          from ${saidOfCase(sql, agency, sql`about.rid`)}), '') as stamp
        from (select v.seq, v.rid from version v
          where v.kind = 'case' and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}) about
      ) c left join case_state s on s.rid = c.rid and s.agency = ${agency}
      where s.stamp is distinct from c.stamp order by c.seq limit ${batch}`
    for (const { seq, rid, stamp } of stale) {
      const found = await readCase(from, { seq, rid }, agency)
      const state = found === undefined ? undefined : stateOfCase(toCaseRecords(found.record, found.said), today)
      await saveState(sql, { rid, agency, stamp }, state)
    }
    if (stale.length < batch) break
  }
  await sql`delete from case_state s where s.agency = ${agency} and not exists (select from version v where v.rid = s.rid and v.latest
    and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)})`
}

async function saveState(
  sql: Sql,
  key: { readonly rid: Buffer; readonly agency: string; readonly stamp: string },
  state: CaseState | undefined,
): Promise<void> {
  const row = {
    status: state?.standing.status ?? 'unknown',
    custody: state?.custody.state ?? 'at_large',
    holder: state?.custody.holder ?? null,
    pathways: (state?.pathways.parties ?? []).map(({ party, pathway }) => ({ party, pathway })),
    contested: state?.pathways.contested ?? false,
    missing: state?.missing ?? 0,
    // Whether a return is overdue hangs on the day: the list reads it off `return_by`.
    warnings: (state?.warnings ?? []).map(({ code }) => code).filter((code) => code !== 'return_overdue'),
    returnBy: state?.custody.returnBy?.day ?? null,
  }
  await sql`insert into case_state (rid, agency, stamp, status, custody, holder, pathways, contested, missing, warnings, return_by)
    values (${key.rid}, ${key.agency}, ${key.stamp}, ${row.status}, ${row.custody}, ${row.holder}, ${sql.json(row.pathways)}, ${row.contested},
      ${row.missing}, ${row.warnings}, ${row.returnBy})
    on conflict (rid, agency) do update set stamp = excluded.stamp, status = excluded.status, custody = excluded.custody, holder = excluded.holder,
      pathways = excluded.pathways, contested = excluded.contested, missing = excluded.missing, warnings = excluded.warnings,
      return_by = excluded.return_by`
}
