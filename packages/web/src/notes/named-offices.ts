import type { NodeInfo } from '@enlace/api'
import type { NamedOffice } from './write-opening.ts'

type Both = Readonly<Record<string, string>>
type Office = { readonly name: Both; readonly article?: Both | undefined }

/** The office of a party that a note under an instrument goes to: the authority that it names, else the foreign ministry. */
export function officeOf(partner: NodeInfo['partners'][number] | undefined, instrument: string | undefined): Office | undefined {
  const offices = partner?.offices ?? []
  return offices.find(({ instruments }) => instrument !== undefined && instruments.includes(instrument)) ?? offices[0]
}

/**
 * An office as running text of a language names it. `typed`: what stands in its field: the usual office is named in the language of the text, another
 * that is known has its article, and one that nobody knows stands as it was typed.
 */
export function nameOffice(typed: string, usual: Office | undefined, known: readonly Office[], language: string): NamedOffice {
  const isNamed = ({ name }: Office) => Object.values(name).includes(typed.trim())
  const office = usual !== undefined && isNamed(usual) ? usual : known.find(isNamed)
  return office === undefined
    ? { name: typed, article: '' }
    : { name: office.name[language] ?? typed, article: office.article?.[language] ?? '' }
}
