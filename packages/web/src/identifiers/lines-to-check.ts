/** Most values that one question checks, as the node allows. */
export const maxLines = 1000

/** The values that somebody wrote, one in each line; lines of a travel document's zone belong together until an empty one. */
export function linesToCheck(written: string, type: string): readonly string[] {
  const parts = type === 'mrz' ? written.split(/\n\s*\n/) : written.split('\n')
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
