import { compact, type IdentifierType, verdict } from './identifier.ts'

/** Place in Mexico's geostatistical framework (INEGI): state 2 (01 to 32), municipality 3, locality 4. No check digit. */
export const inegi: IdentifierType = {
  name: 'inegi',
  title: 'Mexican place code (INEGI)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^INEGI/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (![2, 5, 9].includes(canonical.length)) return verdict(canonical, false, 'wrong_length')
    const state = Number(canonical.slice(0, 2))
    if (state < 1 || state > 32) return verdict(canonical, false, 'part_unknown')
    // Zeros stand for the whole of the level above.
    return verdict(canonical, null, /^..000|0000$/.test(canonical) ? 'generic_value' : 'no_check_digit')
  },
}

// States, the District of Columbia and island areas; 03, 07, 14, 43 and 52 were reserved and never given.
const fipsStates = new Set(
  `01 02 04 05 06 08 09 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 44 45 46 47 48 49 50
   51 53 54 55 56 60 66 69 72 74 78`.split(/\s+/),
)

/** State or county of the United States (ANSI INCITS 38 and 31, formerly FIPS 5-2 and 6-4): state 2, county 3. No check digit. */
export const fips: IdentifierType = {
  name: 'fips',
  title: 'United States state or county code (FIPS)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^FIPS/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length !== 2 && canonical.length !== 5) return verdict(canonical, false, 'wrong_length')
    if (!fipsStates.has(canonical.slice(0, 2))) return verdict(canonical, false, 'part_unknown')
    return verdict(canonical, null, canonical.endsWith('000') && canonical.length === 5 ? 'generic_value' : 'no_check_digit')
  },
}
