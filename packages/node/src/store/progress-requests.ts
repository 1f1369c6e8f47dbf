import type { TransactionSql } from 'postgres'

/** The requests for progress that name one of these commitments, by the journal position of their latest version. */
export async function findProgressRequests(tx: TransactionSql, commitments: readonly Uint8Array[]): Promise<readonly number[]> {
  const rows = await tx<{ seq: number }[]>`select distinct v.seq from reference r join version v on v.seq = r.seq
    where r.target = any(${digests(tx, commitments)}::bytea[]) and r.relation = 'object_refs' and v.kind = 'progress-request'
      and v.latest and not v.revoked and v.erased_at is null`
  return rows.map(({ seq }) => seq)
}

/** When a party said last how it stands with each of these commitments: by the commitment in hexadecimal, the journal position. */
export async function findLastStatuses(
  tx: TransactionSql,
  party: string,
  commitments: readonly Uint8Array[],
): Promise<ReadonlyMap<string, { readonly seq: number; readonly at: Date }>> {
  const rows = await tx<{ target: Buffer; seq: number; at: Date }[]>`select r.target, max(v.seq) as seq, max(v.added_at) as at
    from reference r join version v on v.seq = r.seq
    where r.target = any(${digests(tx, commitments)}::bytea[]) and r.relation = 'object_refs' and v.kind = 'commitment-status'
      and v.from_party = ${party} and v.latest and not v.revoked and v.erased_at is null group by r.target`
  return new Map(rows.map(({ target, seq, at }) => [target.toString('hex'), { seq, at }]))
}

function digests(tx: TransactionSql, rids: readonly Uint8Array[]) {
  return tx.array(
    rids.map((rid) => Buffer.from(rid)),
    17,
  )
}
