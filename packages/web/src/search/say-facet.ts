import type { SearchChoice } from '../api/search-questions.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import { useListTitle } from '../lists/list-title.ts'
import { useParties } from '../parts/party.ts'

/** The facets in the order shown, and under which name each stands in the address. */
export const facets = ['kind', 'from', 'holder', 'added', 'tlp', 'list', 'flag'] as const
export type FacetName = (typeof facets)[number]

/** The member of the choice that a facet narrows. */
export function choiceOf(facet: FacetName): keyof SearchChoice {
  return facet === 'holder' ? 'agency' : facet
}

/** What one value of a facet is called. */
export function useFacetWords(): (facet: FacetName, value: string) => string {
  const text = useText()
  const kindTitle = useKindTitle()
  const listTitle = useListTitle()
  const parties = useParties()
  return (facet, value) => {
    if (facet === 'kind') return kindTitle(value)
    if (facet === 'list') return listTitle(value)
    if (facet === 'tlp') return `TLP:${value.toUpperCase()}`
    if (facet === 'added') return text.find(`search.added.${value}`) ?? value
    if (facet === 'flag') return text.find(`flag.${value}`) ?? text.find(`search.flag.${value}`) ?? value
    if (facet === 'from') return parties.nameOf(value)
    return parties.agencyName(value)
  }
}
