import type { RequestForm } from '@enlace/policy'
import { choiceLabel, findField, kinds, wordsOf } from '@enlace/records'
import type { Messages } from '../store/messages.ts'

const kind = kinds.get('request-step')

/** Whether the words of a step are only its own name, in whatever language its author wrote: they say nothing that the step does not. */
export function isOwnName(words: string, step: string, form: RequestForm | undefined, messages: Messages): boolean {
  if (kind === undefined) return false
  const english = findField(kind, 'step')?.field.choices?.[step]
  if (english === undefined) return false
  const label = choiceLabel(kind, ['step'], step, english)
  const names = messages.languages.map((language) => (language === 'en' ? english : wordsOf(label, messages.catalogue(language, 'kinds'))))
  const called =
    form?.course.moves.flatMap((move) => (move.step === step && move.title !== undefined ? Object.values(move.title) : [])) ?? []
  return [...names, ...called].includes(words.trim())
}
