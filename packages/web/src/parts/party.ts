import { useQuery } from '@tanstack/react-query'
import { askNode } from '../api/questions.ts'
import type { NodeInfo } from '../api/shapes.ts'
import { useText } from '../language/text.ts'

const hues = 4

/** The place of a party's colour: by the sorted list of all parties this node knows, so that both nodes paint a party alike. */
export function hueOf(party: string, node: Pick<NodeInfo, 'party' | 'partners'>): number {
  const all = [node.party, ...node.partners.map((partner) => partner.party)].sort()
  return Math.max(0, all.indexOf(party)) % hues
}

/** A country that is no partner of this node, by its ISO 3166-1 code, as the reader's language calls it; any other code as it is. */
export function countryName(code: string, tag: string): string {
  const upper = code.toUpperCase()
  return /^[A-Z]{2}$/.test(upper) ? (new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' }).of(upper) ?? upper) : upper
}

/** Names and colours of parties and agencies in the reader's language; of a country that is no partner its common name. */
export function useParties(): {
  readonly nameOf: (party: string) => string
  /** Of this node's party unless told. */
  readonly agencyName: (agency: string, party?: string) => string
  /** The name of whatever party or agency has this code; undefined for any other word. */
  readonly named: (code: string) => string | undefined
  readonly hueOf: (party: string) => number
} {
  const text = useText()
  const { data: node } = useQuery(askNode)
  return {
    nameOf: (party) => {
      const known = node?.party === party ? node.name : node?.partners.find((partner) => partner.party === party)?.name
      return text.of(known) || countryName(party, text.tag)
    },
    agencyName: (agency, party = node?.party ?? '') => {
      const agencies = party === node?.party ? node.agencies : node?.partners.find((partner) => partner.party === party)?.agencies
      return text.of(agencies?.find(({ id }) => id === agency)?.name) || agency.toUpperCase()
    },
    named: (code) => {
      const all = node === undefined ? [] : [node, ...node.partners]
      const agencies = all.flatMap((party) => party.agencies ?? [])
      return text.of(all.find(({ party }) => party === code)?.name ?? agencies.find(({ id }) => id === code)?.name) || undefined
    },
    hueOf: (party) => (node === undefined ? 0 : hueOf(party, node)),
  }
}
