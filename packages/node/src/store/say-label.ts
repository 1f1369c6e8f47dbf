import type { Label } from '@enlace/api'
import { type Label as KindLabel, wordsOf } from '@enlace/records'
import type { Messages } from './messages.ts'

/** A name in every language of the node; a language that has none of its own shows the English one, then any. */
export function labelOf(names: Readonly<Record<string, string>>): Label {
  const any = names.en ?? Object.values(names)[0] ?? ''
  return { ...names, es: names.es ?? any, en: names.en ?? any }
}

/** What a kind calls something, in every language of the node. */
export function sayLabel(messages: Messages, label: KindLabel): Label {
  return labelOf(
    Object.fromEntries(
      messages.languages.map((language) => [
        language,
        language === 'en' ? label.english : wordsOf(label, messages.catalogue(language, 'kinds')),
      ]),
    ),
  )
}
