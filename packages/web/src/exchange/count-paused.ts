import type { ReleaseTask, RequestRow, RightsFlags } from '@enlace/api'

/** What stops on its way to a partner: for a flag, at an officer because of one, beside a note, for the partner's consent. */
export type Paused = { readonly why: 'flag' | 'task' | 'note' | 'consent'; readonly count: number }

/** Forms by which one side asks the other for its consent. */
const consentForms: readonly string[] = ['use-consent', 'speciality-waiver']

/** What stops on its way to a partner, as far as the reader was told of it; nothing where nothing does. */
export function countPaused(
  party: string,
  told: {
    readonly waiting?: RightsFlags['waiting'] | undefined
    readonly tasks?: readonly Pick<ReleaseTask, 'id' | 'partner' | 'paused' | 'note'>[] | undefined
    readonly requests?: readonly Pick<RequestRow, 'form' | 'turn' | 'left'>[] | undefined
  },
): readonly Paused[] {
  const { waiting = [], tasks = [], requests = [] } = told
  const mine = tasks.filter(({ partner }) => partner === party)
  const counts: readonly Paused[] = [
    { why: 'flag', count: waiting.filter(({ partner }) => partner === party).reduce((sum, { count }) => sum + count, 0) },
    { why: 'task', count: mine.filter(({ paused }) => paused != null).length },
    { why: 'note', count: mine.filter(({ id, note }) => note != null && note.request?.task === id).length },
    { why: 'consent', count: requests.filter(({ form, turn, left }) => left && turn === party && consentForms.includes(form)).length },
  ]
  return counts.filter(({ count }) => count > 0)
}
