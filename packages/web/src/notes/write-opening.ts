import openings from '../../../../packs/notes/openings.json' with { type: 'json' }

/** What the formula of a note is filled with; what is unknown stands as a gap to be filled by hand. */
export type OpeningFacts = Readonly<Record<'from' | 'to' | 'article' | 'law' | 'sought' | 'facts', string>>

const gap = '[…]'

/** The usual formula of a class of note in Spanish or English, with what is known put in; any other language gets none. */
export function writeOpening(noteClass: string, language: string, facts: OpeningFacts): string {
  const known = openings as Readonly<Record<string, Readonly<Record<string, string>>>>
  const formula = (known[noteClass] ?? openings.other)[language as 'es'] ?? ''
  return formula
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const said = facts[name as keyof OpeningFacts] ?? ''
      // Facts need not be repeated; who writes to whom, under which law and for what, must be.
      return said.trim() === '' && name !== 'facts' ? gap : said.trim()
    })
    .replaceAll(/\n{3,}/g, '\n\n')
}
