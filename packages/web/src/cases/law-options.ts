import { fold } from '../forms/fold.ts'

/** An instrument as it is called in the reader's language. */
export type NamedLaw = { readonly value: string; readonly label: string; readonly detail?: string }

/** Levels that somebody proposed for services, and rules that bind neither party here: nobody is held under them. */
const noBasis: ReadonlySet<string> = new Set(['service_level', 'directive'])

/** Whether somebody can be held, moved or handed over under an instrument of this character. */
export function isBasis({ character }: { readonly character: string }): boolean {
  return !noBasis.has(character)
}

/** What is kept of what was typed: the code of the law that it names in full or by its reference, else the words as they stand. */
export function lawOf(typed: string, laws: readonly NamedLaw[]): string {
  const said = fold(typed)
  return laws.find((law) => namesOf(law).some((name) => name === said))?.value ?? typed
}

/** The laws that what was typed may mean; every one while nothing was typed or one is chosen already. */
export function lawsLike(typed: string, laws: readonly NamedLaw[]): readonly NamedLaw[] {
  const said = fold(typed)
  if (said === '' || laws.some(({ label }) => label === typed)) return laws
  return laws.filter((law) => namesOf(law).some((name) => name.includes(said)))
}

function namesOf({ value, label, detail }: NamedLaw): readonly string[] {
  return [value, label, ...(detail === undefined ? [] : [detail])].map(fold)
}
