import { personWords } from '@enlace/records'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay, formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'

/** Says codes of cases in the reader's language; a code newer than this node stands as it is. */
export function useCaseWords() {
  const text = useText()
  const about = useCodeWords('case')
  const custody = useCodeWords('custody-event')
  const pathway = useCodeWords('legal-pathway')
  const step = useCodeWords('procedural-step')
  const role = useCodeWords('act-role')
  const country = (code: string) => new Intl.DisplayNames([text.tag], { type: 'region', fallback: 'code' }).of(code) ?? code
  return {
    /** Who the person is in law, in the product's own voice: it follows from the standing alone. */
    person: (status: string, offence?: string | null) => {
      const { key, values } = personWords(status, offence ?? undefined)
      return text.find(key, values) ?? status
    },
    status: (code: string) => about?.('procedural_status', code) ?? code,
    workstream: (code: string) => about?.('workstream', code) ?? code,
    custody: (state: string, holder: string | null, nameOf: (party: string) => string) =>
      state === 'held' && holder !== null
        ? text('cases.custody.held_by', { party: nameOf(holder) })
        : (text.find(`cases.custody.${state}`) ?? state),
    event: (code: string) => custody?.('event', code) ?? code,
    right: (code: string) => text.find(`cases.right.${code}`) ?? code,
    rightState: (code: string) => text.find(`cases.right.state.${code}`) ?? code,
    pending: (code: string) => text.find(`cases.pending.${code}`) ?? code,
    pathway: (code: string) => pathway?.('pathway', code) ?? code,
    step: (code: string) => step?.('step', code) ?? code,
    localStep: (code: string) => step?.('local_step', code) ?? code,
    role: (code: string) => role?.('role', code) ?? code,
    authorisation: (code: string) => role?.('authorisation', code) ?? code,
    warning: (code: string) => text.find(`cases.warning.${code}`) ?? code,
    country,
    /** A moment no more exactly than its author knew it. */
    moment: (at: string, precision: string) =>
      precision === 'day' || precision === 'month'
        ? formatDay(at.slice(0, precision === 'day' ? 10 : 7), text.tag)
        : formatInstant(at, text.tag),
  }
}
