import { stateOfRelease } from '@enlace/policy'
import { formatVkey, readJointStatement, type StatementDocument } from '@enlace/proof/node'
import { isShown } from './hidden.ts'
import { type JointReading, readDrafts, toCertificate } from './read-joint.ts'
import { readStoredRecords } from './stored-records.ts'

/** A joint statement that this node has published: what anybody may see of it. */
export type ReleasedStatement = {
  /** The draft's record here. */
  readonly id: string
  readonly title: { readonly es: string; readonly en: string }
  readonly clauses: readonly { readonly es: string; readonly en: string }[]
  readonly parties: readonly string[]
  readonly sha256: string
  /** The instant that was certified, and when this node published; RFC 3339. */
  readonly at: string
  readonly publishedAt: string
  /** Whole seconds behind the instant. */
  readonly lateSeconds: number
  readonly embargo: string
  /** Who certified it, and when each signed. */
  readonly certified: readonly { readonly party: string; readonly at: string }[]
  /** The other parties: when each says it published and when its word came here, null where nothing of it was seen. */
  readonly others: readonly { readonly party: string; readonly publishedAt: string | null; readonly seenAt: string | null }[]
  /** What `enlace verify statement.json` reads. */
  readonly document: StatementDocument
}

/**
 * Joint statements that this node has published, the newest first. Only its own signed word that it did makes one of them, so nothing shows before its
 * instant; what is not public is not in the answer.
 */
export async function readReleased(reading: JointReading, own: string, agencies: readonly string[]): Promise<readonly ReleasedStatement[]> {
  const found = new Map<string, ReleasedStatement>()
  for (const agency of agencies) {
    for (const { certificates, records } of (await readDrafts(reading, agency)).items) {
      const { parties, id } = records.facts
      const state = stateOfRelease({ own, parties, held: certificates, now: Number.MAX_SAFE_INTEGER, clocks: new Map() })
      const mine = state.signed.find(({ certificate }) => certificate.from === own)?.certificate
      const said = state.published.find(({ party }) => party === own)
      const exact = certificates.find((one) => one.id === mine?.id)?.exactText
      const statement = exact === undefined ? undefined : readJointStatement(exact)
      if (mine === undefined || said === undefined || exact === undefined || statement === undefined) continue
      const ofThis = certificates.filter((one) => one.signed && one.sha256 === mine.sha256 && one.at === mine.at)
      found.set(id, {
        id,
        title: statement.title,
        clauses: statement.clauses,
        parties: statement.parties,
        sha256: mine.sha256,
        at: new Date(mine.at).toISOString(),
        publishedAt: new Date(said.made).toISOString(),
        lateSeconds: Math.floor(said.lateMs / 1000),
        embargo: mine.embargo,
        certified: state.signed.map(({ certificate: { from, made } }) => ({ party: from, at: new Date(made).toISOString() })),
        others: parties
          .filter((party) => party !== own)
          .map((party) => {
            const word = ofThis.find((one) => one.from === party && one.act === 'published')
            const timeOf = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())
            return { party, publishedAt: timeOf(word?.made), seenAt: timeOf(word?.arrivedAt) }
          }),
        document: {
          text: exact,
          certificates: ofThis.map(({ note }) => note),
          keys: parties.flatMap((party) => reading.keysOf(party)).map(formatVkey),
        },
      })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

/** A joint statement that this node had published and whose draft was erased here since: its hash, and when. */
export type TakenOff = { readonly sha256: string; readonly at: string }

/** What stood on the public site and is there no more because its draft was erased: the own signed word that it was published outlives the draft. */
export async function readTakenOff(reading: JointReading, own: string): Promise<readonly TakenOff[]> {
  const { sql, keystore } = reading
  const rows = await sql<{ seq: number; erasedAt: Date }[]>`select v.seq, max(draft.erased_at) as "erasedAt" from version v
    join reference r on r.seq = v.seq and r.relation = 'object_refs'
    join version draft on draft.rid = r.target and draft.kind = 'joint-draft'
    where v.kind = 'release-certificate' and v.latest and not v.revoked and v.from_party = ${own} and ${isShown(sql)}
    group by v.seq having bool_and(draft.erased_at is not null)`
  const erased = new Map(rows.map(({ seq, erasedAt }) => [seq, erasedAt]))
  const records = await readStoredRecords(sql, keystore, [...erased.keys()])
  return records.flatMap((record) => {
    const { signed, act, sha256 } = toCertificate(reading, record, [])
    const at = erased.get(record.seq)
    return signed && act === 'published' && at !== undefined ? [{ sha256, at: at.toISOString() }] : []
  })
}
