import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { recordDigest } from './keyed-digest.ts'
import type { Keystore } from './keystore.ts'
import { findLatest } from './read-changes.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import { visibleTo } from './version-rows.ts'

const aboutKinds = ['result-seal', 'value-judgement', 'contest', 'contest-step']
/** Records said about one value that are read at most. */
const maxSaid = 2_000

/** A value and everything an agency may see that was said about it: about itself, and about what was said (steps of a contest, signatures of a seal). */
export async function readSaidAbout(
  from: { readonly sql: Sql; readonly keystore: Keystore; readonly searchKey: Uint8Array },
  agency: string,
  id: string,
): Promise<{ readonly value: StoredRecord | undefined; readonly said: readonly StoredRecord[] }> {
  const { sql, keystore, searchKey } = from
  const rid = recordDigest(searchKey, id)
  const [latest] = await findLatest(sql, agency, [rid])
  const about = async (targets: readonly Uint8Array[]) => {
    const wanted = sql.array(
      targets.map((target) => Buffer.from(target)),
      17,
    )
    return await sql<{ seq: number; rid: Buffer }[]>`select distinct v.seq, v.rid from reference r join version v on v.seq = r.seq
      where r.target = any(${wanted}::bytea[]) and r.relation = 'object_refs' and v.kind = any(${aboutKinds}) and v.latest and not v.revoked
        and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq limit ${maxSaid}`
  }
  const first = await about([rid])
  const second = first.length === 0 ? [] : await about(first.map((row) => row.rid))
  const seqs = [
    ...new Set([...(latest === undefined ? [] : [latest.seq]), ...first.map(({ seq }) => seq), ...second.map(({ seq }) => seq)]),
  ]
  const records = await readStoredRecords(sql, keystore, seqs)
  return {
    value: records.find(({ seq }) => seq === latest?.seq),
    said: records.filter(({ seq }) => seq !== latest?.seq),
  }
}

/** Those of many values about which anything was said that an agency may see, by their digests in hexadecimal. */
export async function readJudged(sql: Sql, agency: string, rids: readonly Uint8Array[]): Promise<ReadonlySet<string>> {
  if (rids.length === 0) return new Set()
  const targets = sql.array(
    rids.map((rid) => Buffer.from(rid)),
    17,
  )
  const rows = await sql<{ target: Buffer }[]>`select distinct r.target from reference r join version v on v.seq = r.seq
    where r.target = any(${targets}::bytea[]) and r.relation = 'object_refs' and v.kind = any(${aboutKinds}) and v.latest and not v.revoked
      and ${isShown(sql)} and ${visibleTo(sql, agency)}`
  return new Set(rows.map(({ target }) => target.toString('hex')))
}
