import type { JsonObject } from '@enlace/core'

/** Most members that are read of one delegation. */
const maxMembers = 60

/** Members of a party’s delegation from lines «name, office»: the first leads. A line without a comma is a name. */
export function delegationOf(party: string, lines: string, language: string): readonly JsonObject[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, maxMembers)
    .map((line, i) => {
      const comma = line.indexOf(',')
      const [name, office] = comma < 0 ? [line, ''] : [line.slice(0, comma).trim(), line.slice(comma + 1).trim()]
      return {
        party,
        ...(name === '' ? {} : { name: name.slice(0, 200) }),
        ...(office === '' ? {} : { office: { [language]: office } }),
        ...(i === 0 ? { head: true } : {}),
      }
    })
}
