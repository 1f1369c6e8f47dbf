import { getCountrySpecifications } from 'ibantools'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { type Canonical, type IdentifierReason, verdict } from './identifiers/identifier.ts'
import { type Identified, identifierTypes, identify } from './identifiers/identify.ts'

/** Other names by which a type is asked for: of the standard, or of the country that issues it. */
const aliases: Readonly<Record<string, string>> = {
  iso6346: 'container',
  firearm: 'firearm-serial',
  cta2063a: 'uas-serial',
  unlocode: 'un-locode',
  niv: 'vin',
  bic: 'swift',
  'plate-mx': 'plate',
  'plate-us': 'plate',
}

/** Every name that `checkIdentifier` knows, its own and others, sorted. */
export const checkableTypes: readonly string[] = [...identifierTypes.keys(), ...Object.keys(aliases)].toSorted()

/** The type that a name stands for, as records hold it; undefined for one that this node does not know. */
export function typeNamed(name: string): string | undefined {
  const type = Object.hasOwn(aliases, name) ? aliases[name] : name
  return type !== undefined && identifierTypes.has(type) ? type : undefined
}

/**
 * Reads one identifier as `identify` does and asks the numbering plans of all countries beside it: telephone numbers (libphonenumber) and lengths
 * of bank accounts (the SWIFT registry, ibantools). Too large for a page; servers and commands use it. `type` is repeated as asked for. Never
 * throws; undefined for a type that is not known.
 */
export function checkIdentifier(type: string, raw: string): Identified | undefined {
  const known = typeNamed(type)
  if (known === undefined) return undefined
  const found = identify(known, raw)
  return { ...found, ...(planned(known, found) ?? {}), type }
}

/** What a numbering plan adds to a verdict; undefined when it adds nothing. */
function planned(type: string, found: Identified): Canonical | undefined {
  if (type === 'phone' && found.canonical.startsWith('+') && found.reason !== 'generic_value') {
    const number = parsePhoneNumberFromString(found.canonical)
    const fits = number?.isValid() === true
    return verdict(fits ? number.number : found.canonical, fits, fits ? 'plan_agrees' : 'plan_differs')
  }
  if (type === 'iban' && found.valid === true) {
    const plan = getCountrySpecifications()[found.canonical.slice(0, 2)]
    if (plan?.chars === null || plan === undefined) return verdict(found.canonical, false, 'part_unknown')
    return plan.chars === found.canonical.length ? undefined : verdict(found.canonical, false, 'wrong_length')
  }
  return undefined
}

/** Types that take nearly anything: offered last, and only where nothing else fits. */
const loose: ReadonlySet<string> = new Set(['plate', 'firearm-serial', 'case-ref', 'scac'])
const misfits: ReadonlySet<IdentifierReason> = new Set([
  'wrong_length',
  'wrong_shape',
  'part_unknown',
  'date_impossible',
  'plan_differs',
  'empty',
  'too_long',
])

/**
 * What a value could be, the likeliest first: types whose check agrees, then those that have nothing to check, then those that differ in the check
 * digit alone. If there is none of these, the types of which it is a filler; and only then types that take nearly anything.
 */
export function couldBe(raw: string): readonly Identified[] {
  // A telephone number keeps its digits alone, and a number of another kind has some too.
  const types = [...identifierTypes.keys()].filter((type) => type !== 'phone' || !/\p{L}/u.test(raw))
  const fitting = types.flatMap((type) => checkIdentifier(type, raw) ?? []).filter((found) => !misfits.has(found.reason))
  const strict = fitting.filter(({ type, reason }) => !loose.has(type) || (type === 'case-ref' && reason === 'no_check_digit'))
  const close = strict.filter(({ reason }) => reason !== 'generic_value' && reason !== 'not_checked')
  const rank = ({ valid }: Identified) => (valid === true ? 0 : valid === null ? 1 : 2)
  return [close, strict, fitting].find((found) => found.length > 0)?.toSorted((a, b) => rank(a) - rank(b)) ?? []
}
