/** Standings in law that have words of their own; any other is said as not known. */
const standings: readonly string[] = ['not_suspected', 'unknown', 'alleged', 'charged', 'convicted', 'acquitted', 'dismissed']
/** Those of which one says for what. */
const withOffence: readonly string[] = ['alleged', 'charged', 'convicted', 'acquitted']

/**
 * The message by which the product names a person in its own voice: it follows from the standing in law and from nothing else, so no page can call
 * anybody by a harder word. Key of the catalogue `cases`, with `offence` where the words have a place for it.
 */
export function personWords(status: string, offence?: string): { readonly key: string; readonly values: Readonly<Record<string, string>> } {
  const known = standings.includes(status) ? status : 'unknown'
  const said = offence?.trim()
  return said === undefined || said === '' || !withOffence.includes(known)
    ? { key: `cases.person.${known}`, values: {} }
    : { key: `cases.person.${known}.of`, values: { offence: said } }
}
