import { checked, compact, type IdentifierType, isDay, verdict, weightedSum } from './identifier.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
/** Federal entities as CURP writes them; DF is Mexico City, NE is born abroad. */
const entities = new Set('AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE'.split(' '))

/** Mexican population register key, CURP: 18 characters, check digit modulo 10, day of birth, entity and sex. Sex is H, M, and X in some records. */
export const curp: IdentifierType = {
  name: 'curp',
  title: 'Mexican population register key (CURP)',
  personal: true,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (canonical.length !== 18) return verdict(canonical, false, 'wrong_length')
    const parts = /^[A-ZÑ]{4}([0-9]{2})([0-9]{2})([0-9]{2})([A-Z])([A-Z]{2})[B-DF-HJ-NP-TV-ZÑ]{3}([A-Z0-9])[0-9]$/.exec(canonical)
    if (parts === null) return verdict(canonical, false, 'wrong_shape')
    const [, year, month, day, sex, entity, homonym] = parts
    if (!/[HMX]/.test(sex!) || !entities.has(entity!)) return verdict(canonical, false, 'part_unknown')
    // The first place of the homonym is a digit for who was born before 2000, a letter since.
    const century = /[0-9]/.test(homonym!) ? 1900 : 2000
    if (!isDay(century + Number(year), Number(month), Number(day))) return verdict(canonical, false, 'date_impossible')
    const sum = weightedSum(
      canonical.slice(0, 17),
      (c) => alphabet.indexOf(c),
      (i) => 18 - i,
    )
    return checked(canonical, (10 - (sum % 10)) % 10 === Number(canonical[17]))
  },
}
