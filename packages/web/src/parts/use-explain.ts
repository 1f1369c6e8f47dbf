import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useParties } from './party.ts'

type Explanation = { readonly code: string; readonly values: Readonly<Record<string, string | number>> }

/** Says why something was decided, in the reader's words: agencies and parties by name, uses, labels and days as the pages write them. */
export function useExplain(): (explanation: Explanation) => string {
  const text = useText()
  const parties = useParties()
  const label = (value: string) => `TLP:${value.toUpperCase()}`
  const says: Readonly<Record<string, (value: string) => string>> = {
    agency: (agency) => parties.agencyName(agency),
    recipient: (party) => parties.nameOf(party),
    from: (party) => parties.nameOf(party),
    marking: label,
    ceiling: label,
    on: (day) => formatDay(day, text.tag),
    use: (use) => text.find(`use.${use}`) ?? use,
    requirement: (name) => text.find(`decisions.requirement_${name}`) ?? name,
  }
  return ({ code, values }) => {
    const said = Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? (says[name]?.(value) ?? value) : value])
    return text.find(`decisions.${code}`, Object.fromEntries(said)) ?? code
  }
}
