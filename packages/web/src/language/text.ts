import { i18n } from '@lingui/core'
import { useLingui } from '@lingui/react'
import type webEnglish from '../../../../packs/locales/en/web.json'

/** Keys of the web catalogue: a missing one does not compile. */
export type TextId = keyof typeof webEnglish

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

function textFor(language: string, tag: string): Text {
  const find = (id: string, values?: Values) => (id in i18n.messages ? i18n._(id, values) : undefined)
  return Object.assign((id: TextId, values?: Values) => i18n._(id, values), {
    find,
    of: (words: Readonly<Record<string, string>> | undefined) => words?.[language] ?? words?.en ?? Object.values(words ?? {})[0] ?? '',
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
  return textFor(i18n.locale, tag ?? i18n.locale)
}
