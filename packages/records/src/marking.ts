import table from '../../../packs/codes/markings.json' with { type: 'json' }

/** Traffic Light Protocol 2.0 labels (FIRST, August 2022), widest audience first. */
export const tlpLabels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
export type TlpLabel = (typeof tlpLabels)[number]

/** A national marking as its owner wrote it: the law that binds. */
export type Marking = {
  /** `us-cui`, `us-les`, `mx-reservada` …; a scheme newer than this node is kept. */
  readonly scheme: string
  /** Exactly as written, for example `CUI//SP-LEI`. */
  readonly value: string
  /** Who marked it. */
  readonly authority?: string
  /** Last day on which the marking holds, YYYY-MM-DD. */
  readonly until?: string
}

/** One scheme of the mapping table in `packs/codes/markings.json`. */
export type MarkingScheme = {
  readonly country: string
  /** The STIX marking by which parts of an object are marked with the scheme (`granular_markings`). */
  readonly definition?: string
  readonly title: Words
  readonly tlp: string
  /** Words in the marking that make it narrower. */
  readonly words?: Readonly<Record<string, string>>
  /** Two releasing persons agree before a record so marked leaves: when it holds one of these words. */
  readonly twoPersons?: readonly string[]
  /** What the derived label no longer says. */
  readonly lost: Words
}
type Words = { readonly en: string; readonly es: string }

/** Every scheme of the table by its code. The table names its owner: a mapping between laws is a decision of authorities, not of code. */
export const markingSchemes: Readonly<Record<string, MarkingScheme>> = table.schemes
export const markingTableOwner: Words & { readonly authority: string } = table.owner

/**
 * The TLP label of a national marking, one way only: nobody can go back from the label to the law. Of several words the narrowest wins;
 * a scheme that this node does not know is `red`.
 */
export function deriveTlp(marking: Pick<Marking, 'scheme' | 'value'>): TlpLabel {
  const scheme = Object.hasOwn(markingSchemes, marking.scheme) ? markingSchemes[marking.scheme] : undefined
  if (scheme === undefined) return 'red'
  const words = marking.value.toUpperCase().split(/[^\p{L}\p{N}]+/u)
  return words.reduce<TlpLabel>((label, word) => {
    const found = scheme.words !== undefined && Object.hasOwn(scheme.words, word) ? scheme.words[word] : undefined
    return narrower(label, found)
  }, asLabel(scheme.tlp))
}

/**
 * Whether a record with this marking leaves only when two releasing persons agree: what derives red, what the table says, and every scheme
 * that this node does not know.
 */
export function needsTwoPersons(marking: Pick<Marking, 'scheme' | 'value'>): boolean {
  if (deriveTlp(marking) === 'red') return true
  const rule = markingSchemes[marking.scheme]?.twoPersons ?? []
  const words = marking.value.toUpperCase().split(/[^\p{L}\p{N}]+/u)
  return rule.some((word) => words.includes(word))
}

/** The narrower of two labels. A label nobody knows counts as red. */
export function narrower(label: TlpLabel, other: string | undefined): TlpLabel {
  if (other === undefined) return label
  const found = asLabel(other)
  return tlpLabels.indexOf(found) > tlpLabels.indexOf(label) ? found : label
}

function asLabel(text: string): TlpLabel {
  return tlpLabels.find((label) => label === text) ?? 'red'
}
