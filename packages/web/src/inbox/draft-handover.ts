const most = 12

/**
 * The lines of a note for the next officer: what is open, what is due first before the rest and what has no deadline last. What is beyond a dozen is
 * counted, of `total`; the items themselves go along anyway.
 */
export function draftHandover<T extends { readonly dueAt: string | null }>(
  entries: readonly T[],
  total: number,
  say: { readonly line: (entry: T) => string; readonly rest: (count: number) => string },
): readonly string[] {
  const urgent = [...entries].sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'))
  const lines = urgent.slice(0, most).map(say.line)
  return total > lines.length ? [...lines, say.rest(total - lines.length)] : lines
}
