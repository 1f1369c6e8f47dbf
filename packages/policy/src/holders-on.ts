/** A term of office as a source tells it; days are ISO dates, also `YYYY` and `YYYY-MM`. */
export type OfficeTerm = {
  /** The office: the same for every term of it. */
  readonly office: string
  readonly person: string
  readonly spellings: readonly string[]
  readonly capacity: 'titular' | 'acting' | 'delegate'
  readonly from: string
  readonly until: string | undefined
}

const order = { titular: 0, acting: 1, delegate: 2 } as const

/**
 * The terms that cover a day (ISO date): the holder before whoever acts for them. A term known by month or year counts on every day of it. Terms that say the same of
 * the same person are one.
 */
export function termsOn<T extends OfficeTerm>(terms: readonly T[], day: string): readonly T[] {
  const covering = terms.filter(
    ({ from, until }) => from <= day.slice(0, from.length) && (until === undefined || day.slice(0, until.length) <= until),
  )
  const seen = new Set<string>()
  return covering
    .toSorted((a, b) => order[a.capacity] - order[b.capacity])
    .filter(({ office, person, capacity }) => {
      const key = `${office}\n${foldName(person)}\n${capacity}`
      if (seen.has(key)) return false
      seen.add(key)
      return true
    })
}

/** The terms of a person by any spelling of the name, accents, case and order of words aside. */
export function termsOfPerson<T extends OfficeTerm>(terms: readonly T[], name: string): readonly T[] {
  const wanted = foldName(name)
  return wanted === '' ? [] : terms.filter(({ person, spellings }) => [person, ...spellings].some((one) => foldName(one) === wanted))
}

/** A name by which to find the same one: without accents, case and punctuation, its words in the order of the alphabet. */
export function foldName(name: string): string {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  return words.filter(Boolean).toSorted().join(' ')
}
