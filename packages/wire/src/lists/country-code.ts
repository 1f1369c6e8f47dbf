import { fold } from '../table.ts'

/** Names that lists use where the common English name differs. */
const otherNames: Readonly<Record<string, string>> = {
  'Bahamas, The': 'BS',
  Burma: 'MM',
  'Congo, Democratic Republic of the': 'CD',
  'Congo, Republic of the': 'CG',
  "Cote d'Ivoire": 'CI',
  'Czech Republic': 'CZ',
  'Gambia, The': 'GM',
  'Hong Kong': 'HK',
  'Korea, North': 'KP',
  'Korea, South': 'KR',
  Macau: 'MO',
  'Saint Kitts and Nevis': 'KN',
  'Saint Lucia': 'LC',
  'Saint Vincent and the Grenadines': 'VC',
  Swaziland: 'SZ',
  Turkey: 'TR',
  'Virgin Islands, British': 'VG',
  'Virgin Islands, U.S.': 'VI',
}

let codes: ReadonlyMap<string, string> | undefined

/** ISO 3166-1 alpha-2 code of a country's English name as OFAC and others write it, or undefined. */
export function countryCode(name: string): string | undefined {
  codes ??= readCodes()
  return codes.get(fold(name))
}

// The runtime knows every assigned code and its English name, so no table of ours can fall behind.
function readCodes(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const known = new Map<string, string>()
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = obsolete.has(code) ? undefined : names.of(code)
    if (name !== undefined) known.set(fold(name.replaceAll('&', 'and')), code)
  }
  for (const [name, code] of Object.entries(otherNames)) known.set(fold(name), code)
  return known
}

// Codes the runtime can name but ISO 3166-1 does not assign, or no longer.
const obsolete: ReadonlySet<string> = new Set([
  'AC',
  'AN',
  'BU',
  'CP',
  'CQ',
  'CS',
  'DD',
  'DG',
  'DY',
  'EA',
  'EU',
  'EZ',
  'FX',
  'HV',
  'IC',
  'NH',
  'NT',
  'QO',
  'RH',
  'SU',
  'TA',
  'TP',
  'UK',
  'UN',
  'VD',
  'XA',
  'XB',
  'XK',
  'YD',
  'YU',
  'ZR',
  'ZZ',
])
