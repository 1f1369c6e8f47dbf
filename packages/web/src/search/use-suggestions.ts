/** One line under the search box. */
export type Suggestion = {
  readonly id: string
  readonly label: string
  readonly detail?: string
  /** A path of our own, query included. */
  readonly to: string
}

const none: readonly Suggestion[] = []

/** What the search box offers for the words typed so far, best first. */
export function useSuggestions(_words: string): readonly Suggestion[] {
  return none
}
