import type { Clause } from './read-statement.ts'
import { sensesIn, termFamilies } from './warn-terms.ts'

/** A sense that a statement says, in which words and in which clause first. */
export type SenseSaid = { readonly sense: string; readonly words: string; readonly clause: string; readonly language: 'es' | 'en' }

/** Families whose words are principles that a party holds to. */
const principleFamilies = ['responsibility', 'sovereignty', 'subordination', 'reciprocity', 'verification'] as const

/** Senses of one act that exclude each other: who gave themselves up was not captured, and was not handed over by a state. */
const exclusive: readonly (readonly [string, readonly string[]])[] = [['voluntary-surrender', ['capture', 'extradition', 'arrest']]]

/** The senses of a family that a statement says, each once, by its language of most words. */
export function sensesOf(clauses: readonly Clause[], family: string): readonly SenseSaid[] {
  const senses = termFamilies.get(family)
  if (senses === undefined) return []
  const said = new Map<string, SenseSaid>()
  for (const { number, words } of clauses) {
    for (const language of ['es', 'en'] as const) {
      for (const [sense, form] of sensesIn(words[language] ?? '', language, senses)) {
        const key = `${language} ${sense}`
        if (!said.has(key)) said.set(key, { sense, words: form, clause: number, language })
      }
    }
  }
  return [...said.values()]
}

/** What a statement holds to, by principle: the words that it uses, so that «shared» and «shared and differentiated» stand side by side. */
export function principlesOf(clauses: readonly Clause[]): readonly (SenseSaid & { readonly family: string })[] {
  return principleFamilies.flatMap((family) => sensesOf(clauses, family).map((one) => ({ ...one, family })))
}

/** Words of one text that cannot both be true of one act; the text is kept, and a person is told. */
export function contradictionsIn(clauses: readonly Clause[]): readonly (readonly [SenseSaid, SenseSaid])[] {
  const said = [...sensesOf(clauses, 'leaving'), ...sensesOf(clauses, 'custody')]
  return exclusive.flatMap(([sense, others]) =>
    said
      .filter((one) => one.sense === sense)
      .flatMap((one) =>
        said.filter((other) => other.language === one.language && others.includes(other.sense)).map((other) => [one, other] as const),
      ),
  )
}
