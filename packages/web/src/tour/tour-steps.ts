import type { TextId } from '../language/text.ts'

/** One stop of the tour: what it points at (an element that carries `data-tour`), the page it stands on, and the action without which a role never sees it. */
export type TourStep = {
  readonly target: string
  readonly title: TextId
  readonly body: TextId
  readonly page?: '/inbox' | '/exchange' | '/help' | '/records'
  readonly may?: string
}

export const tourSteps: readonly TourStep[] = [
  { target: 'domain', title: 'help.tour.domain', body: 'help.tour.domain.body' },
  { target: 'tasks', title: 'help.tour.tasks', body: 'help.tour.tasks.body' },
  { target: '/inbox', title: 'help.tour.inbox', body: 'help.tour.inbox.body', page: '/inbox', may: 'inbox.list' },
  { target: 'new', title: 'help.tour.new', body: 'help.tour.new.body', may: 'record.create' },
  { target: '/release', title: 'help.tour.release', body: 'help.tour.release.body', may: 'release_task.list' },
  { target: 'search', title: 'help.tour.search', body: 'help.tour.search.body', may: 'search' },
  { target: 'connection', title: 'help.tour.connection', body: 'help.tour.connection.body' },
  { target: '/exchange', title: 'help.tour.exchange', body: 'help.tour.exchange.body', page: '/exchange' },
  { target: 'account', title: 'help.tour.account', body: 'help.tour.account.body' },
  { target: '/help', title: 'help.tour.help', body: 'help.tour.help.body', page: '/help' },
]

/** The stops of a role, in their order. */
export function stepsOf(may: (action: string) => boolean): readonly TourStep[] {
  return tourSteps.filter((step) => step.may === undefined || may(step.may))
}
