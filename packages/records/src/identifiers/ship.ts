import { checked, compact, type IdentifierType, isRepeated, verdict, weightedSum } from './identifier.ts'

/** IMO ship number (IMO resolution A.1117): seven digits, the last is the last digit of the first six weighted 7 to 2. */
export const imo: IdentifierType = {
  name: 'imo',
  title: 'IMO ship number',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^IMO/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length !== 7) return verdict(canonical, false, 'wrong_length')
    if (isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    return checked(canonical, weightedSum(canonical.slice(0, 6), Number, (i) => 7 - i) % 10 === Number(canonical[6]))
  },
}

/** Maritime mobile service identity (ITU-R M.585): nine digits holding a country number (201 to 775). No check digit. */
export const mmsi: IdentifierType = {
  name: 'mmsi',
  title: 'Ship radio identity (MMSI)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^MMSI/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length !== 9) return verdict(canonical, false, 'wrong_length')
    if (isRepeated(canonical) || canonical === '123456789') return verdict(canonical, null, 'generic_value')
    const country = Number(/^(?:111|00|0|8|98|99)?([2-7][0-9]{2})/.exec(canonical)?.[1] ?? 0)
    const beacon = /^97[0-9]/.test(canonical)
    return country >= 201 && country <= 775
      ? verdict(canonical, null, 'no_check_digit')
      : beacon
        ? verdict(canonical, null, 'no_check_digit')
        : verdict(canonical, false, 'wrong_shape')
  },
}
