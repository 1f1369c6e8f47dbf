import { usePreferences } from './preferences.ts'
import { useText } from './text.ts'

/** The language in which records and documents are shown where they have several: the one chosen for content, else the interface's. */
export function useContentLanguage(): string {
  const { content } = usePreferences()
  const { language } = useText()
  return content === 'interface' ? language : content
}
