import type { Delegation, OfficeList } from '@enlace/api'
import { foldName, type OfficeTerm, termsOfPerson, termsOn } from '@enlace/policy'
import { offices } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import type { HeldRecord } from '../store/read-held.ts'
import { wordsOfField } from './gather-brief.ts'

type Words = Readonly<Record<string, string>>

/** A term of office with where it is said: a record, or the pack of offices. */
export type KnownTerm = OfficeTerm & {
  readonly party: string
  readonly names: Words
  readonly organisation: Words
  readonly word: string | null
  readonly source: Words
  readonly url: string | null
  readonly verified: boolean
  readonly record: string | null
  readonly saidBy: string | null
}

const packed: readonly KnownTerm[] = offices.flatMap((office) =>
  office.holders.map((holder) => ({
    office: office.id,
    person: holder.name,
    spellings: [],
    capacity: holder.acting === true ? ('acting' as const) : ('titular' as const),
    from: holder.from,
    until: holder.until,
    party: office.party,
    names: office.name,
    organisation: {},
    word: holder.word ?? null,
    source: holder.source,
    url: null,
    verified: holder.verified,
    record: null,
    saidBy: null,
  })),
)

/** What records and the pack of offices say of who held which office; records first. */
export function knownTerms(held: readonly Pick<HeldRecord, 'record'>[]): readonly KnownTerm[] {
  const told = held.map(({ record }): KnownTerm => {
    const { text, codes } = fieldsOf(record)
    const names = wordsOfField(record, 'office')
    const party = text('party') ?? record.fromParty
    const capacity = text('capacity')
    const source = text('source') ?? ''
    return {
      office: text('office_code') ?? `${party} ${foldName(Object.values(names)[0] ?? '')}`,
      person: text('person') ?? '',
      spellings: codes('other_spellings'),
      capacity: capacity === 'acting' || capacity === 'delegate' ? capacity : 'titular',
      from: text('from') ?? '',
      until: text('until'),
      party,
      names,
      organisation: wordsOfField(record, 'organisation'),
      word: text('source_word') ?? null,
      source: { es: source, en: source },
      url: text('source_url') ?? null,
      verified: true,
      record: String(record.object.id),
      saidBy: record.fromParty,
    }
  })
  const same = ({ office, person, capacity, from, until }: OfficeTerm) => [office, foldName(person), capacity, from, until ?? ''].join('\n')
  const known = new Set(told.map(same))
  return [...told, ...packed.filter((term) => !known.has(same(term)))]
}

/** The offices that a person held on a day, by any spelling of the name. */
export function officesOfPerson(terms: readonly KnownTerm[], name: string, day: string): Delegation['members'][number]['offices'] {
  return termsOn(termsOfPerson(terms, name), day).map(({ names, capacity, word }) => ({ office: { ...names }, capacity, word }))
}

/** Offices with their terms, narrowed by a person or an office (`q`, any part of a name, accents aside) and by a party. */
export function listOffices(
  terms: readonly KnownTerm[],
  { q, of, on }: { readonly q?: string | undefined; readonly of?: string | undefined; readonly on: string },
): Pick<OfficeList, 'offices' | 'people'> {
  const wanted = foldName(q ?? '')
    .split(' ')
    .filter(Boolean)
  const says = (texts: readonly string[]) => texts.some((one) => wanted.every((word) => foldName(one).includes(word)))
  const found = terms.filter(
    ({ party, names, person, spellings }) => (of === undefined || party === of) && says([person, ...spellings, ...Object.values(names)]),
  )
  const grouped = [...Map.groupBy(found, ({ office }) => office)].map(([code, those]) => {
    const [first] = those
    return {
      code,
      party: first?.party ?? '',
      names: { ...first?.names },
      organisation: { ...those.find(({ organisation }) => Object.keys(organisation).length > 0)?.organisation },
      terms: those
        .toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))
        .map((term) => ({
          person: term.person,
          capacity: term.capacity,
          word: term.word,
          from: term.from,
          until: term.until ?? null,
          source: { ...term.source },
          url: term.url,
          verified: term.verified,
          record: term.record,
          saidBy: term.saidBy,
          onDay: termsOn([term], on).length > 0,
        })),
    }
  })
  return {
    offices: grouped.toSorted((a, b) => (a.party < b.party ? -1 : a.party > b.party ? 1 : a.code < b.code ? -1 : 1)),
    people: [...new Map(terms.map(({ person }) => [foldName(person), person])).values()].toSorted((a, b) => a.localeCompare(b, 'es')),
  }
}
