import { type I18n, i18n } from '@lingui/core'
import { useLingui } from '@lingui/react'
import type briefsEnglish from '../../../../packs/locales/en/briefs.json'
import type casesEnglish from '../../../../packs/locales/en/cases.json'
import type claimsEnglish from '../../../../packs/locales/en/claims.json'
import type clearanceEnglish from '../../../../packs/locales/en/clearance.json'
import type clocksEnglish from '../../../../packs/locales/en/clocks.json'
import type commitmentsEnglish from '../../../../packs/locales/en/commitments.json'
import type courierEnglish from '../../../../packs/locales/en/courier.json'
import type designEnglish from '../../../../packs/locales/en/design.json'
import type epochsEnglish from '../../../../packs/locales/en/epochs.json'
import type evidenceEnglish from '../../../../packs/locales/en/evidence.json'
import type filesEnglish from '../../../../packs/locales/en/files.json'
import type formsEnglish from '../../../../packs/locales/en/forms.json'
import type groupsEnglish from '../../../../packs/locales/en/groups.json'
import type helpEnglish from '../../../../packs/locales/en/help.json'
import type identifiersEnglish from '../../../../packs/locales/en/identifiers.json'
import type inboxEnglish from '../../../../packs/locales/en/inbox.json'
import type indicatorsEnglish from '../../../../packs/locales/en/indicators.json'
import type jointEnglish from '../../../../packs/locales/en/joint.json'
import type listsEnglish from '../../../../packs/locales/en/lists.json'
import type notesEnglish from '../../../../packs/locales/en/notes.json'
import type officesEnglish from '../../../../packs/locales/en/offices.json'
import type partsEnglish from '../../../../packs/locales/en/parts.json'
import type peopleEnglish from '../../../../packs/locales/en/people.json'
import type programmeEnglish from '../../../../packs/locales/en/programme.json'
import type quarantineEnglish from '../../../../packs/locales/en/quarantine.json'
import type recallEnglish from '../../../../packs/locales/en/recall.json'
import type recordEnglish from '../../../../packs/locales/en/record.json'
import type reportsEnglish from '../../../../packs/locales/en/reports.json'
import type requestsEnglish from '../../../../packs/locales/en/requests.json'
import type resultsEnglish from '../../../../packs/locales/en/results.json'
import type retentionEnglish from '../../../../packs/locales/en/retention.json'
import type rightsEnglish from '../../../../packs/locales/en/rights.json'
import type sealedEnglish from '../../../../packs/locales/en/sealed.json'
import type searchEnglish from '../../../../packs/locales/en/search.json'
import type shellEnglish from '../../../../packs/locales/en/shell.json'
import type signingEnglish from '../../../../packs/locales/en/signing.json'
import type statementsEnglish from '../../../../packs/locales/en/statements.json'
import type termsEnglish from '../../../../packs/locales/en/terms.json'
import type thirdEnglish from '../../../../packs/locales/en/third.json'
import type webEnglish from '../../../../packs/locales/en/web.json'
import { asShown } from './pseudo.ts'

type KeysOf<Area extends string, Messages> = `${Area}.${keyof Messages & string}`

/** Keys of the catalogues that pages read: a missing one does not compile. Keys of an area stand after its name. */
export type TextId =
  | keyof typeof webEnglish
  | KeysOf<'rights', typeof rightsEnglish>
  | KeysOf<'results', typeof resultsEnglish>
  | KeysOf<'briefs', typeof briefsEnglish>
  | KeysOf<'claims', typeof claimsEnglish>
  | KeysOf<'statements', typeof statementsEnglish>
  | KeysOf<'clearance', typeof clearanceEnglish>
  | KeysOf<'courier', typeof courierEnglish>
  | KeysOf<'design', typeof designEnglish>
  | KeysOf<'epochs', typeof epochsEnglish>
  | KeysOf<'evidence', typeof evidenceEnglish>
  | KeysOf<'files', typeof filesEnglish>
  | KeysOf<'forms', typeof formsEnglish>
  | KeysOf<'help', typeof helpEnglish>
  | KeysOf<'clocks', typeof clocksEnglish>
  | KeysOf<'identifiers', typeof identifiersEnglish>
  | KeysOf<'inbox', typeof inboxEnglish>
  | KeysOf<'signing', typeof signingEnglish>
  | KeysOf<'lists', typeof listsEnglish>
  | KeysOf<'parts', typeof partsEnglish>
  | KeysOf<'people', typeof peopleEnglish>
  | KeysOf<'joint', typeof jointEnglish>
  | KeysOf<'programme', typeof programmeEnglish>
  | KeysOf<'indicators', typeof indicatorsEnglish>
  | KeysOf<'quarantine', typeof quarantineEnglish>
  | KeysOf<'recall', typeof recallEnglish>
  | KeysOf<'record', typeof recordEnglish>
  | KeysOf<'commitments', typeof commitmentsEnglish>
  | KeysOf<'groups', typeof groupsEnglish>
  | KeysOf<'notes', typeof notesEnglish>
  | KeysOf<'offices', typeof officesEnglish>
  | KeysOf<'cases', typeof casesEnglish>
  | KeysOf<'reports', typeof reportsEnglish>
  | KeysOf<'requests', typeof requestsEnglish>
  | KeysOf<'retention', typeof retentionEnglish>
  | KeysOf<'sealed', typeof sealedEnglish>
  | KeysOf<'search', typeof searchEnglish>
  | KeysOf<'shell', typeof shellEnglish>
  | KeysOf<'terms', typeof termsEnglish>
  | KeysOf<'third', typeof thirdEnglish>

type Values = Readonly<Record<string, string | number>>

export type Text = {
  /** The sentence of the reader's language. */
  (id: TextId, values?: Values): string
  /** The sentence of a key made from data (a code of the API, perhaps newer than these pages), or undefined when there is none. */
  readonly find: (id: string, values?: Values) => string | undefined
  /** The reader's language among several given by data ({es, en}), else the first there is. */
  readonly of: (words: Readonly<Record<string, string>> | undefined) => string
  /** Two-letter language code, and the tag for dates and numbers. */
  readonly language: string
  readonly tag: string
}

/** The sentences of a set of catalogues; `tag` is for dates and numbers. */
export function textFrom(from: I18n, tag: string): Text {
  const find = (id: string, values?: Values) => (id in from.messages ? from._(id, values) : undefined)
  const language = from.locale
  return Object.assign((id: TextId, values?: Values) => from._(id, values), {
    find,
    of: (words: Readonly<Record<string, string>> | undefined) =>
      asShown(words?.[language] ?? words?.en ?? Object.values(words ?? {})[0] ?? ''),
    language,
    tag,
  })
}

/** Sentences in the language shown now; the component draws again when the language changes. */
export function useText(): Text {
  useLingui()
  return currentText()
}

/** The same outside a component. */
export function currentText(): Text {
  const tag = Array.isArray(i18n.locales) ? i18n.locales[0] : i18n.locales
  return textFrom(i18n, tag ?? i18n.locale)
}
