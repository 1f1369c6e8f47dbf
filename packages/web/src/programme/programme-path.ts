/** The address of a page of the programme: `programmePath('sessions', id)`. Without parts, its first page. */
export function programmePath(...parts: readonly string[]): string {
  return ['/programme', ...parts.map(encodeURIComponent)].join('/')
}
