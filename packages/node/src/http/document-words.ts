import type { Words } from '@enlace/documents'
import { wordsOf } from '@enlace/records'
import type { Messages } from '../store/messages.ts'

/** Names of parties and agencies, each in every language there is. */
export type Names = {
  readonly parties: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly agencies: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** The words of a document in one language of the node, whatever the language of the page that asked for it. */
export function documentWords(messages: Messages, language: string, zone: string, names: Names): Words {
  const labels = language === 'en' ? {} : messages.catalogue(language, 'kinds')
  const tag = messages.catalogue(language, 'locale').format ?? language
  const nameIn = (known: Readonly<Record<string, string>> | undefined, code: string) =>
    known?.[language] ?? known?.en ?? Object.values(known ?? {})[0] ?? code.toUpperCase()
  return {
    tag,
    zone,
    say: (key, values) => messages.say(language, 'documents', key, values),
    sayIn: (other, key, values) => (messages.languages.includes(other) ? messages.find(other, 'documents', key, values) : undefined),
    find: (area, key, values) => messages.find(language, area, key, values),
    label: (label) => wordsOf(label, labels),
    pick: (both) => both?.[language] ?? both?.en ?? Object.values(both ?? {})[0],
    partyName: (party) => nameIn(names.parties[party], party),
    agencyName: (agency) => nameIn(names.agencies[agency], agency),
  }
}
