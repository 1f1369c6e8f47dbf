import type { Language, Say } from '@enlace/site'
import type { Messages } from '../store/messages.ts'

/** The words of the public site; a figure with its unit (`unit.step`) is said as everywhere else. */
export function siteWords(messages: Messages, language: Language): Say {
  return (key, values) => messages.say(language, key.startsWith('unit.') ? 'results' : 'site', key, values)
}
