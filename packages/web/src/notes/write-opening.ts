import { gap, markUntranslated } from '@enlace/records'
import openings from '../../../../packs/notes/openings.json' with { type: 'json' }

/** An office as running text names it; without its article where nobody said which it takes. */
export type NamedOffice = { readonly name: string; readonly article: string }

/** What the formula of a note is filled with; what is unknown stands as a gap to be filled by hand. */
export type OpeningFacts = {
  readonly from: NamedOffice
  readonly to: NamedOffice
  readonly article: string
  readonly law: string
  readonly sought: string
  readonly facts: string
  /** The assurances given, in the words of the library and in the language of the text. */
  readonly assurances: string
}

/**
 * The usual formula of a class of note in Spanish or English, with what is known put in; any other language gets none. `untranslated`: the words that
 * mark what is sought and the facts where they stand in the other language; absent where the text is in theirs.
 */
export function writeOpening(noteClass: string, language: string, facts: OpeningFacts, untranslated?: string): string {
  const known = openings as Readonly<Record<string, Readonly<Record<string, string>>>>
  const formula = (known[noteClass] ?? openings.other)[language as 'es'] ?? ''
  const own = (passage: string) =>
    passage.trim() === '' || untranslated === undefined ? passage.trim() : markUntranslated(passage.trim(), untranslated)
  const from = inText(facts.from)
  const said: Readonly<Record<string, string>> = {
    from,
    From: from.charAt(0).toUpperCase() + from.slice(1),
    to: inText(facts.to),
    a_to: toOffice(facts.to),
    article: facts.article.trim() || gap,
    law: facts.law.trim() || gap,
    sought: own(facts.sought) || gap,
    // Facts need not be repeated; who writes to whom, under which law and for what, must be.
    facts: own(facts.facts),
    assurances: facts.assurances.trim() || gap,
  }
  return formula.replaceAll(/\{(\w+)\}/g, (_, name: string) => said[name] ?? '').replaceAll(/\n{3,}/g, '\n\n')
}

function inText({ name, article }: NamedOffice): string {
  return name.trim() === '' ? gap : [article, name.trim()].filter((part) => part !== '').join(' ')
}

/** Spanish draws its preposition and the article «el» together. */
function toOffice(office: NamedOffice): string {
  return office.article === 'el' && office.name.trim() !== '' ? `al ${office.name.trim()}` : `a ${inText(office)}`
}
