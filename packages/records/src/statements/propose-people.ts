import type { Proposal } from './proposal.ts'
import type { ReadClause } from './propose-commitments.ts'

type Person = Extract<Proposal, { what: 'person' }>

const name = String.raw`\p{Lu}[\p{L}’'-]+(?:\s(?:(?:de|del|la|los|y|von|van|da)\s)*(?:\p{Lu}\.\s?)?\p{Lu}[\p{L}’'-]+){1,4}`
const roleEn =
  'President|Vice President|Prime Minister|Secretary|Undersecretary|Under Secretary|Deputy Secretary|Assistant Secretary|Attorney General|Deputy Attorney General|Ambassador|Spokesperson|spokesperson|Minister|Foreign Minister|Foreign Secretary|Director|Administrator|Commissioner|Advisor|Adviser|General|Admiral|Governor|Senator|Special Envoy|Coordinator|Chief'
const roleEs =
  'president[ae]|secretari[oa]|subsecretari[oa]|canciller|embajador|embajadora|fiscal|ministr[oa]|vocer[oa]|portavoz|director|directora|titular|comisionad[oa]|general|almirante|gobernador|gobernadora|coordinador|coordinadora|consejer[oa]|encargad[oa] del despacho'

const patterns: Readonly<Record<'es' | 'en', readonly (readonly ['role_before_name' | 'role_after_name', RegExp])[]>> = {
  en: [
    [
      'role_before_name',
      new RegExp(
        String.raw`(?<role>(?:(?:\p{Lu}[\p{L}.’'-]+\s){0,6})?(?:${roleEn})(?:\s(?:of|for)(?:\s(?:the|and|of|for|to))*(?:\s(?!(?:Dr|Mr|Mrs|Ms)\b)\p{Lu}[\p{L}’'-]+(?:\s(?:and|of|the)(?=\s\p{Lu}))*){1,4}?)?)\s(?:Dr\.\s)?(?<name>${name})`,
        'gu',
      ),
    ],
    [
      'role_after_name',
      new RegExp(
        String.raw`(?<name>${name}),\s(?<role>(?:[A-Z][\w’']+\s|the\s|[Pp]rincipal\s|[Aa]cting\s){0,3}(?:${roleEn})[^,;.()]{0,110})`,
        'gu',
      ),
    ],
  ],
  es: [
    ['role_after_name', new RegExp(String.raw`(?<name>${name}),\s(?<role>(?:(?:el|la)\s)?(?:${roleEs})[^,;.()]{0,110})`, 'giu')],
    ['role_before_name', new RegExp(String.raw`(?<role>(?:el|la)\s(?:${roleEs})(?:\s[^,;.()]{0,70}?)?)(?:,\s|\s)(?<name>${name})`, 'giu')],
  ],
}

/** People in one clause with their role as the text words it, one proposal for each name. A role is what the text says, never what is looked up. */
export function proposePeople({ clause, language, words }: ReadClause): readonly Person[] {
  const found = new Map<string, Person & { readonly at: number }>()
  for (const [rule, pattern] of patterns[language]) {
    for (const match of words.matchAll(pattern)) {
      const said = (match.groups?.name ?? '').replace(/^(?:Admiral|General|Gen|Dr)\s/u, '').replace(/[’']s$/u, '')
      const role = match.groups?.role?.trim() ?? ''
      if (rule === 'role_after_name' && endsInAnother(role)) continue
      if (
        !startsLikeName(said) ||
        said.split(' ').length < 2 ||
        role === '' ||
        [...found.keys()].some((one) => one.includes(said) || said.includes(one))
      )
        continue
      found.set(said, {
        what: 'person',
        rule,
        clause,
        language,
        passage: match[0].trim(),
        name: said,
        role: role.replace(/^(?:el|la|the)\s/iu, ''),
        at: match.index,
      })
    }
  }
  return [...found.values()].toSorted((a, b) => a.at - b.at).map(({ at: _, ...person }) => person)
}

// The flag i of the Spanish patterns reads any word as a name, so the capitals are looked at again; what is an office, a land or a body is no name.
const noName =
  /\b(?:United|States|State|Department|Mexico|México|Estados|Unidos|Secretar[ií]a|Security|Seguridad|North|Norte|Affairs|Hemisphere|Group|Grupo|Justice|Homeland|National|House|White|Framework|Nacional|República|Embassy|Government|Gobierno|Office|Summit|Cooperation|Congress|Defense|Defensa|Protection|Control|Policy|Public|Health|Drug|International|Law|Enforcement|Police|Investigation|Intelligence|Center|Against|Addictions|Commission|Agency|Bureau|Council|Committee|Ministry|Navy|Army|Treasury)\b/u

function startsLikeName(said: string): boolean {
  const words = said.split(' ')
  return !noName.test(said) && words.every((word) => /^(?:de|del|la|los|y|von|van|da)$/u.test(word) || /^\p{Lu}/u.test(word))
}

/** A role that ends in a name is the next person of a list: «Rahul Gupta, Deputy Attorney General Lisa Monaco». */
function endsInAnother(role: string): boolean {
  const last = /(?:\p{Lu}[\p{L}.’'-]+\s?)+$/u.exec(role)?.[0] ?? ''
  const rest = last
    .split(' ')
    .filter((word) => word !== '' && !new RegExp(`^(?:${roleEn.replaceAll(' ', '|')}|Deputy|Assistant|Principal)$`, 'u').test(word))
  return rest.length > 1 && !noName.test(rest.join(' '))
}
