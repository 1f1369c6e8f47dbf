import { kinds } from '@enlace/records'
import type { PrintedSource } from './printed-request.ts'
import { sayField } from './say-value.ts'
import type { Words } from './words.ts'

/** Law and article of a rule, with a warning where nobody read it there. */
export function sayWhere({ law, article, verified }: PrintedSource, words: Words): string {
  const place = [words.pick(law), article === null ? undefined : words.say('package.article', { article })]
  const known = place.filter((part) => part !== undefined && part !== '').join(', ')
  return verified || known === '' ? known : `${known} (${words.say('package.unverified')})`
}

/** What a state of a document is called. */
export function sayDocumentState(state: string, words: Words): string {
  const kind = kinds.get('request-step')
  const said = kind === undefined ? undefined : sayField(kind, 'document_state', state, words)?.value
  return said?.type === 'text' ? said.text : state
}
