import pack from '../../../../packs/authorities/offices.json' with { type: 'json' }

/** Who holds an office from one day to another; `acting`: in the absence of the holder, beside them. Days are ISO dates, also `YYYY` and `YYYY-MM`. */
export type OfficeHolder = {
  readonly name: string
  readonly from: string
  readonly until?: string
  readonly acting?: boolean
  /** The word of the source for it, where that is what is in question. */
  readonly word?: string
  readonly source: { readonly en: string; readonly es: string }
  readonly verified: boolean
}

export type Office = {
  readonly id: string
  readonly party: string
  readonly name: { readonly en: string; readonly es: string }
  readonly holders: readonly OfficeHolder[]
}

/** The offices of `packs/authorities/offices.json`, and what the pack says of itself. */
export const offices: readonly Office[] = pack.offices
export const aboutOffices: { readonly en: string; readonly es: string } = pack.about

/**
 * Who holds an office on a day (ISO date), the holder before whoever acts for them; nobody where no source covers that day. A holder known by month or
 * year counts on every day of it: better two names than the wrong one. Pure.
 */
export function holdersOn(office: Office, day: string): readonly OfficeHolder[] {
  return office.holders
    .filter(({ from, until }) => from <= day.slice(0, from.length) && (until === undefined || day.slice(0, until.length) <= until))
    .toSorted((a, b) => Number(a.acting ?? false) - Number(b.acting ?? false))
}

/** The offices that a person holds on a day, by the name as the pack writes it, accents and case aside. Pure. */
export function officesOf(
  name: string,
  day: string,
  known: readonly Office[] = offices,
): readonly { readonly office: Office; readonly holder: OfficeHolder }[] {
  const wanted = fold(name)
  return known.flatMap((office) =>
    holdersOn(office, day)
      .filter((holder) => fold(holder.name) === wanted)
      .map((holder) => ({ office, holder })),
  )
}

function fold(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
