import { accept, parseJson, type Result, refuse } from '@enlace/core'
import type { BothLanguages } from './agreement.ts'
import type { Role, roles } from './may-do.ts'
import { type Change, changeNames } from './needs-second.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'

/** Who a party is on screen and on paper: its own names, its agencies and what it calls each role. Bilingual, with equal standing. */
export type AuthorityPack = {
  readonly party: string
  readonly name: BothLanguages
  /** The domain its node and key names stand under. */
  readonly domain: string
  readonly classification: string
  /** True for packs that stand for nobody: the demonstration's. */
  readonly demo: boolean
  /** The marking that its records carry when the author names none. */
  readonly marking: { readonly scheme: string; readonly value: string }
  readonly agencies: readonly {
    readonly id: string
    readonly name: BothLanguages
    readonly short: string
    /** The definite article of its name in each language, for running text; absent where the name takes none or the pack is silent. */
    readonly article?: BothLanguages
  }[]
  readonly roles: Readonly<Record<Role, BothLanguages>>
  /** Changes that wait for a second person where `needsSecond` says so; a pack that is silent wants it for all. */
  readonly twoPersons: readonly Change['what'][]
}

const code = /^[a-z][a-z0-9_-]{0,63}$/

/** Reads `packs/authorities/<party>.json`. Never throws. */
export function parseAuthorityPack(json: Uint8Array): Result<AuthorityPack, 'authority_pack_not_json' | 'authority_pack_invalid'> {
  const parsed = parseJson(json, { maxBytes: 262_144, maxDepth: 8 })
  if (!parsed.ok) return refuse('authority_pack_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const both = (reader: Reader, name: string): BothLanguages => {
    const member = reader.member(name)
    const text = readMembers(member.value, member.at, problems)
    return { es: text.text('es'), en: text.text('en') }
  }
  const read = readMembers(parsed.value.value, '', problems)
  const labels = readMembers(read.member('roles').value, '/roles', problems)
  const marking = readMembers(read.member('marking').value, '/marking', problems)
  const pack: AuthorityPack = {
    party: read.text('party', code),
    name: both(read, 'name'),
    domain: read.text('domain', /^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    classification: read.text('classification', code),
    demo: read.flag('demo'),
    marking: { scheme: marking.text('scheme', code), value: marking.text('value') },
    agencies: read.list('agencies', 1, (item, at) => {
      const agency = readMembers(item, at, problems)
      const article = agency.has('article') ? { article: both(agency, 'article') } : {}
      return { id: agency.text('id', code), name: both(agency, 'name'), short: agency.text('short'), ...article }
    }),
    roles: {
      'duty-officer': both(labels, 'duty-officer'),
      analyst: both(labels, 'analyst'),
      'releasing-officer': both(labels, 'releasing-officer'),
      secretariat: both(labels, 'secretariat'),
      inspector: both(labels, 'inspector'),
      administrator: both(labels, 'administrator'),
      // A pack older than the role does not name it: then its code has to do.
      'legal-adviser': labels.has('legal-adviser') ? both(labels, 'legal-adviser') : { es: 'legal-adviser', en: 'legal-adviser' },
      minister: labels.has('minister') ? both(labels, 'minister') : { es: 'minister', en: 'minister' },
    } satisfies Record<(typeof roles)[number], BothLanguages>,
    twoPersons: read.has('two_persons') ? read.choices('two_persons', changeNames, 0) : changeNames,
  }
  const [problem] = problems
  return problem === undefined ? accept(pack) : refuse('authority_pack_invalid', problem)
}

type Reader = ReturnType<typeof readMembers>
