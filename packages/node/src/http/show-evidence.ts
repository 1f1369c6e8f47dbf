import type { EvidenceOfValue } from '@enlace/api'
import { type LadderRecords, levelCodes, stateOfEvidence } from '@enlace/policy'
import { figureOf, kinds, readField, type StatedQuery } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import type { ReadSeal } from '../store/counted-results.ts'
import { isAboutEarlier } from '../store/earlier-version.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { findLatest } from '../store/read-changes.ts'
import { readSaidAbout } from '../store/read-evidence.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import type { Desk } from './desk.ts'
import { contentOf, foldContest, wordOf } from './fold-contest.ts'

/** How well a value is founded, as far as an agency may see what was said about it; undefined when the value is not there for it. */
export async function showEvidence(
  desk: Desk,
  actor: { readonly agency: string; readonly party: string },
  id: string,
): Promise<EvidenceOfValue | undefined> {
  const { value, said } = await readSaidAbout(desk, actor.agency, id)
  if (value === undefined) return undefined
  const of = (kind: string) => said.filter((one) => one.kind === kind)
  const cards = await cardsOf(desk, actor.agency, value)
  const confirmers = cards.flatMap((card) => fieldsOf(card).text('confirmer') ?? [])
  const seals = [...(value.kind === 'result-seal' ? [value] : []), ...of('result-seal')].map((record) => {
    const read = desk.services.results.read(noteOf(record))
    const query = read === undefined ? undefined : desk.services.results.queries.get(read.seal.indicator)
    return { ...rungOf(record, read, query, { value, card: cards[0] }), figure: read === undefined ? null : figureOfSeal(query, read) }
  })
  const judgements = of('value-judgement').map((record) => ({ record, ...fieldsOf(record) }))
  const own = seals.find((seal) => seal.id === id)
  const state = stateOfEvidence({
    value: {
      id,
      from: value.fromParty,
      figure: own?.figure ?? figureOfValue(value) ?? '',
      hasReference: fieldsOf(value).codes('evidence_refs').length > 0 || fieldsOf(value).text('query_run') !== undefined,
      confirmers,
      owners: cards.flatMap(ownersOf),
    },
    seals: seals.map(({ text, figure, ...seal }) => ({ ...seal, text, figure: figure ?? '' })),
    judgements: judgements.map(({ record, text }) => ({
      ...wordOf(record),
      of: text('of_ref') ?? '',
      says: text('says') === 'confirms' ? ('confirms' as const) : ('disputes' as const),
      body: text('body'),
      figure: text('other_figure'),
      isOlder: text('of_ref') === id && isAboutEarlier(record, value),
    })),
  })
  return {
    level: state.level,
    code: levelCodes[state.level],
    sealedBy: [...state.sealedBy],
    confirmedBy: [...state.confirmedBy],
    disputedBy: [...state.disputedBy],
    figures: state.figures.map((one) => ({ ...one })),
    warnings: state.warnings.map(({ code, of: ids }) => ({ code, of: [...ids] })),
    seals: seals.map(({ id: seal, from, at, figure, holds }) => ({ id: seal, from, at, figure, holds })),
    judgements: judgements.map(({ record, text }) => ({
      ...wordOf(record),
      of: text('of_ref') ?? '',
      says: text('says') === 'confirms' ? ('confirms' as const) : ('disputes' as const),
      reason: text('reason') ?? null,
      figure: text('other_figure') ?? null,
      body: text('body') ?? null,
      number: text('report_number') ?? null,
      how: text('how') ?? null,
      words: contentOf(record),
    })),
    contests: of('contest').map((record) => showContest(desk, actor.party, value.fromParty, record, of('contest-step'))),
  }
}

/** The figure that a seal says, by the query where this node knows it. */
export function figureOfSeal(query: StatedQuery | undefined, { seal }: ReadSeal): string | null {
  return figureOf(query ?? { form: 'sum', scale: seal.scale }, { sum: seal.sum, count: seal.count, median: null })
}

/** The signed note of a seal's record. */
export function noteOf(record: StoredRecord): string {
  return fieldsOf(record).text('seal') ?? ''
}

/** A seal as the ladder reads it for a value: what it is over, and whether it is of that value's period and rule and not older than it. */
export function rungOf(
  record: StoredRecord,
  read: ReadSeal | undefined,
  query: StatedQuery | undefined,
  { value, card }: { readonly value: StoredRecord; readonly card: StoredRecord | undefined },
): LadderRecords['seals'][number] {
  const isComparable = query?.form !== 'median'
  const { text } = fieldsOf(value)
  const isOfValue =
    value.kind !== 'indicator-value' ||
    read === undefined ||
    (read.seal.period.from === text('period_start') && read.seal.period.to === text('period_end'))
  const rule = card === undefined ? undefined : fieldsOf(card).text('query')
  const isOfRule = rule === undefined || read === undefined || read.seal.indicator === rule
  // A figure that is compared says by itself whether the value was changed.
  const isOlder = !isComparable && record.seq !== value.seq && isAboutEarlier(record, value)
  return {
    ...wordOf(record),
    figure: read === undefined ? '' : (figureOfSeal(query, read) ?? ''),
    holds: read?.signedBy.includes(record.fromParty) ?? false,
    text: read?.text ?? noteOf(record),
    isComparable,
    isElsewhere: !isOfValue || !isOfRule || isOlder,
  }
}

function showContest(
  desk: Desk,
  party: string,
  valueFrom: string,
  record: StoredRecord,
  steps: readonly StoredRecord[],
): EvidenceOfValue['contests'][number] {
  const parties = [party, ...desk.partners.map((partner) => partner.party)]
  const { id, of, from, at, days, reason, state } = foldContest(record, steps, { valueFrom, parties, now: desk.now() })
  return {
    ...{ id, of, from, reason, openedAt: at, days },
    ...{ standing: state.standing, endedBy: state.endedBy, endsAt: state.endsAt, endedAt: state.endedAt },
    positions: state.positions.map((one) => ({ ...one })),
    core: state.core === null ? null : { ...state.core },
    proposed: state.proposed.map((one) => ({ ...one })),
    dissents: state.dissents.map((one) => ({ ...one })),
    closedBy: [...state.closedBy],
    warnings: state.warnings.map(({ code, of: ids }) => ({ code, of: [...ids] })),
  }
}

/** The parties that own a card. */
export function ownersOf(card: StoredRecord): readonly string[] {
  return fieldsOf(card)
    .list('owners')
    .flatMap(({ party }) => (typeof party === 'string' ? [party] : []))
}

/** The card of a value, where it names one. */
async function cardsOf(desk: Desk, agency: string, value: StoredRecord): Promise<readonly StoredRecord[]> {
  const id = fieldsOf(value).text('card_ref')
  if (id === undefined) return []
  const versions = await findLatest(desk.sql, agency, [recordDigest(desk.searchKey, id)])
  return await readStoredRecords(
    desk.sql,
    desk.keystore,
    versions.map(({ seq }) => seq),
  )
}

/** What an indicator's value says: a number or a range, with a point. */
function figureOfValue({ kind, object }: StoredRecord): string | undefined {
  const number = (name: string) => {
    const found = readField(kinds.get(kind), object, name)
    return typeof found === 'number' ? String(found) : undefined
  }
  const [low, high] = [number('value_low'), number('value_high')]
  return number('value') ?? (low === undefined && high === undefined ? undefined : `${low ?? ''}–${high ?? ''}`)
}
