import { type IdentifierType, verdict } from './identifier.ts'

/**
 * Reference of a case as its authority writes it. Known shapes: a docket of a United States court (`2:24-cr-00621`, the serial filled to five
 * digits), number and year of a Mexican court (`123/2024`), a federal investigation file (`FED/…/2024`, `CI-…`). Every authority numbers for itself, so
 * a match needs who issued it.
 */
export const caseReference: IdentifierType = {
  name: 'case-ref',
  title: 'Case reference',
  personal: false,
  needsIssuer: true,
  canonicalise(raw) {
    const text = raw
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\u2010-\u2015]/g, '-')
      .replace(/\s*([:/-])\s*/g, '$1')
      .replace(/\s+/g, ' ')
      .replace(/^(?:(?:CASE|DOCKET|CAUSA(?: PENAL)?|AMPARO|NUC|EXP(?:EDIENTE)?)\.? ?)?(?:NO|NUM|NÚM|N[º°])?\.? ?(?=[0-9CF])/, '')
      .trim()
    const docket = /^([0-9]{1,2}):([0-9]{2})-([A-Z]{2,4})-([0-9]{1,5})((?:-[A-Z0-9]{1,8}){0,3})$/.exec(text)
    if (docket !== null) {
      const [, office, year, kind, serial, judges] = docket
      return verdict(`${office}:${year}-${kind}-${serial!.padStart(5, '0')}${judges}`, null, 'no_check_digit')
    }
    if (/^[0-9]{1,6}\/(?:19|20)[0-9]{2}(?:-[A-Z0-9]{1,6})?$/.test(text)) return verdict(text, null, 'no_check_digit')
    if (/^(?:FED|CI)[-/].*[0-9]/.test(text)) return verdict(text, null, 'no_check_digit')
    return /[0-9]/.test(text) ? verdict(text, null, 'not_checked') : verdict(text, false, 'wrong_shape')
  },
}
