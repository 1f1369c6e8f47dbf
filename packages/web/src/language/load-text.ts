import { locales } from 'virtual:locales'
import { setupI18n } from '@lingui/core'
import { queryOptions } from '@tanstack/react-query'
import { loadAreas } from './language.ts'
import { type Text, textFrom } from './text.ts'

/** Every sentence of one language, whichever is shown: for what is printed in another. */
export const askText = (language: string) =>
  queryOptions({
    queryKey: ['text', language],
    queryFn: async (): Promise<Text> => {
      const entry = locales[language] ?? Object.values(locales)[0]!
      const parts = await Promise.all([entry.load(), ...loadAreas(entry, ['rest', ...Object.keys(entry.own)])])
      const i18n = setupI18n()
      i18n.loadAndActivate({ locale: language, locales: entry.tag, messages: Object.assign({}, ...parts.map((part) => part.messages)) })
      return textFrom(i18n, entry.tag)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
