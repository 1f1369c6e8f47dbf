import type { HoldReason } from '@enlace/policy'
import { type Addressee, type FieldMark, fieldMarksOf, referencesOf, translatedMarks } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import { newestFor, readConsents } from '../store/consents.ts'
import { findSources } from '../store/decisions.ts'
import { findAuthorsOfSubjects } from '../store/find-subjects.ts'
import { findTainted, restsOn } from '../store/hidden.ts'
import type { Keystore } from '../store/keystore.ts'
import type { Querier } from '../store/logs.ts'
import { idsFor, type PartnerIds } from '../store/partner-ids.ts'
import { findRecalledFrom } from '../store/recalls.ts'
import { findPaused, notAbout } from '../store/rights-flags.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import type { FactsBeside, ReleasePartner } from './judged.ts'

/** Reads what decisions depend on beside the versions themselves. */
export type ReadFactsBeside = {
  /** Of a run of own versions, for one partner; `updates`: whether one of them has an earlier version, `flagged`: whether any rights flag stands. */
  readonly ofRun: (
    tx: TransactionSql,
    party: string,
    records: readonly StoredRecord[],
    looks?: { readonly updates: boolean; readonly flagged: boolean },
  ) => Promise<Map<number, FactsBeside>>
  /** Of one version, with its author's consent where it is another's. */
  readonly ofOne: (stored: StoredRecord, partner: string) => Promise<FactsBeside>
}

/** Makes the reader; without `proveConsent` no copy of another's record can be shown to be allowed. */
export function createReadFactsBeside(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly party: string
  readonly partners: () => readonly ReleasePartner[]
  readonly proveConsent?: (versionSeq: number) => Promise<Uint8Array | undefined>
  readonly ids?: { readonly partnerIds: PartnerIds; readonly searchKey: Uint8Array }
}): ReadFactsBeside {
  const { sql, keystore } = options

  /** What was taken back, by us from this partner or by somebody from us, of what these versions are about, and what they translate. */
  async function readFactsBeside(
    tx: TransactionSql,
    party: string,
    records: readonly StoredRecord[],
    { updates, flagged } = { updates: true, flagged: true },
  ): Promise<Map<number, FactsBeside>> {
    const linked = records.filter((one) => referencesOf(one.object).some(({ relation }) => restsOn(relation))).map((one) => one.seq)
    const tainted = await findTainted(tx, linked)
    const seqs = records.map((one) => one.seq)
    const paused = flagged ? await findPaused(tx, seqs) : new Map<number, HoldReason>()
    const subjects = await readSubjects(tx, records)
    const recalled = updates ? await findRecalledFrom(tx, party, seqs) : new Set<number>()
    const translations = await readTranslatedMarks(tx, records)
    const beside = new Map<number, FactsBeside>()
    for (const one of records) {
      const translated = translations.get(one.seq)
      const rights = paused.get(one.seq)
      const about = subjects.get(one.seq)
      beside.set(one.seq, {
        ...{ recalled: recalled.has(one.seq), sourceRecalled: tainted.has(one.seq) },
        ...(rights === undefined ? {} : { rights }),
        ...(about === undefined ? {} : { about }),
        ...(translated === undefined ? {} : { translated }),
        ...(await readIds(tx, party, one)),
      })
    }
    return beside
  }

  /** Whose records these are about, of those that name no addressee. */
  async function readSubjects(querier: Querier, records: readonly StoredRecord[]): Promise<ReadonlyMap<number, readonly Addressee[]>> {
    const open = records.filter(({ fromParty, envelope, object }) => {
      return (
        fromParty === options.party &&
        envelope.to === undefined &&
        referencesOf(object).some(({ relation }) => !notAbout.includes(relation))
      )
    })
    return await findAuthorsOfSubjects(
      { sql: querier, keystore, party: options.party },
      open.map(({ seq }) => seq),
    )
  }

  /** Ids that a record leaves with in place of its own. Nothing is looked up for a partner whose agreement never spoke of them. */
  async function readIds(querier: Querier, party: string, { objectBytes }: StoredRecord): Promise<Pick<FactsBeside, 'ids'>> {
    const asked = options.partners().find((partner) => partner.party === party)?.agreement?.partnerIds
    if (asked === undefined || options.ids === undefined) return {}
    const { partnerIds, searchKey } = options.ids
    return { ids: (await idsFor(querier, searchKey, partnerIds, { partner: party, asked }, objectBytes)) ?? 'impossible' }
  }

  /** Marks of the records that these translate, as selectors of the translation. Most translate nothing. */
  async function readTranslatedMarks(querier: Querier, records: readonly StoredRecord[]): Promise<Map<number, readonly FieldMark[]>> {
    const translations = records.filter((one) => one.kind === 'language-content')
    const sources = await readStoredRecords(
      querier,
      keystore,
      await findSources(
        querier,
        translations.map((one) => one.seq),
      ),
    )
    return new Map(
      translations.map((one) => {
        const marks = sources
          .filter((source) => source.object.id === one.object.object_ref)
          .flatMap((source) => fieldMarksOf(source.object))
        return [one.seq, translatedMarks(marks, one.object)]
      }),
    )
  }

  /** What a decision about one version alone depends on beside it: marks that it translates, and its author's consent where it is another's. */
  async function readBesideOne(stored: StoredRecord, partner: string): Promise<FactsBeside> {
    const translated = (await readTranslatedMarks(sql, [stored])).get(stored.seq)
    const rights = (await findPaused(sql, [stored.seq])).get(stored.seq)
    const about = (await readSubjects(sql, [stored])).get(stored.seq)
    const marks = {
      ...(about === undefined ? {} : { about }),
      ...(rights === undefined ? {} : { rights }),
      ...(translated === undefined ? {} : { translated }),
      ...(await readIds(sql, partner, stored)),
    }
    if (stored.fromParty === options.party) return marks
    const said = newestFor(await readConsents(sql, keystore, stored.rid, stored.fromParty), partner)
    if (said === undefined) return marks
    const item = await options.proveConsent?.(said.seq)
    return { ...marks, consent: said, ...(item === undefined ? {} : { held: { said, item } }) }
  }

  return { ofRun: readFactsBeside, ofOne: readBesideOne }
}
