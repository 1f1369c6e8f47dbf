import type { ComponentType } from 'react'
import type { TextId } from '../language/text.ts'
import {
  IconArrowsExchange,
  IconBarcode,
  IconBook,
  IconBuildingBank,
  IconCalendarTime,
  IconChartLine,
  IconChecks,
  IconClipboardText,
  IconDatabaseImport,
  IconFileCertificate,
  IconFolders,
  IconHandStop,
  IconHelp,
  IconHourglassEmpty,
  IconInbox,
  IconListDetails,
  IconSearch,
  IconSend,
  IconShieldCheck,
  IconUser,
  IconUsersGroup,
} from '../parts/icon.tsx'

/** The groups of the navigation, in the order of a shift. A group without a task for the role is not shown. */
export const taskGroups = ['work', 'records', 'release', 'exchange', 'lists', 'administration', 'help'] as const
export type TaskGroup = (typeof taskGroups)[number]

type TaskShape = {
  readonly group: TaskGroup
  readonly to: string
  readonly label: TextId
  readonly Icon: ComponentType<{ size?: number }>
  /** Follows `g` on the keyboard. */
  readonly key?: string
  /** The action of the policy without which a role is not offered the page. */
  readonly may?: string
  /** Its rank among those that stand in the bar at the foot of a telephone; the others are one touch further. */
  readonly bar?: number
}

/** The navigation by task. A page is one line here, one in `router.tsx` and its words in both catalogues. */
const list = [
  { group: 'work', to: '/inbox', label: 'nav.inbox', Icon: IconInbox, key: 'i', may: 'inbox.list', bar: 1 },
  { group: 'work', to: '/requests', label: 'people.nav.requests', Icon: IconSend, may: 'request.list' },
  { group: 'work', to: '/contact-reports', label: 'people.nav.reports', Icon: IconClipboardText, may: 'report.list' },
  { group: 'work', to: '/notes', label: 'people.nav.notes', Icon: IconFileCertificate, may: 'note.list' },
  { group: 'work', to: '/rights', label: 'people.nav.rights', Icon: IconHandStop, may: 'rights.list' },
  { group: 'work', to: '/cases', label: 'people.nav.cases', Icon: IconUser, may: 'case.list' },
  { group: 'work', to: '/programme', label: 'people.nav.programme', Icon: IconChecks, may: 'programme.list', bar: 4 },
  { group: 'records', to: '/records', label: 'nav.records', Icon: IconFolders, key: 'r', may: 'record.list', bar: 2 },
  { group: 'records', to: '/search', label: 'nav.search', Icon: IconSearch, key: 's', may: 'search', bar: 3 },
  { group: 'records', to: '/groups', label: 'people.nav.groups', Icon: IconUsersGroup, may: 'group.list' },
  { group: 'release', to: '/clearance', label: 'clearance.nav', Icon: IconChecks, key: 'v', may: 'clearance.list' },
  { group: 'release', to: '/release', label: 'nav.release', Icon: IconClipboardText, key: 'l', may: 'release_task.list' },
  { group: 'exchange', to: '/exchange', label: 'nav.exchange', Icon: IconArrowsExchange, key: 'e', may: 'exchange.read' },
  { group: 'lists', to: '/lists', label: 'nav.lists', Icon: IconListDetails, key: 'o', may: 'list.list' },
  { group: 'lists', to: '/series', label: 'nav.series', Icon: IconChartLine, key: 'f', may: 'series.list' },
  { group: 'lists', to: '/imports', label: 'nav.imports', Icon: IconDatabaseImport, key: 'm', may: 'import.list' },
  { group: 'records', to: '/identifiers', label: 'people.nav.identifiers', Icon: IconBarcode, key: 'n', may: 'identifier.check' },
  { group: 'work', to: '/roster', label: 'people.nav.roster', Icon: IconCalendarTime, key: 'd', may: 'roster.read' },
  { group: 'exchange', to: '/agreements', label: 'people.nav.agreements', Icon: IconFileCertificate, key: 'a', may: 'agreement.list' },
  { group: 'exchange', to: '/instruments', label: 'people.nav.instruments', Icon: IconBook, may: 'instrument.list' },
  { group: 'exchange', to: '/simulator', label: 'people.nav.simulator', Icon: IconHourglassEmpty, may: 'clock.simulate' },
  {
    group: 'administration',
    to: '/proposals',
    label: 'people.nav.proposals',
    Icon: IconUsersGroup,
    key: 'q',
    may: 'proposal.list',
    bar: 5,
  },
  { group: 'administration', to: '/retention', label: 'people.nav.retention', Icon: IconHourglassEmpty, may: 'retention.read' },
  { group: 'administration', to: '/people', label: 'people.nav.accounts', Icon: IconUser, key: 'p', may: 'account.list' },
  { group: 'administration', to: '/agencies', label: 'people.nav.agencies', Icon: IconBuildingBank, key: 'b', may: 'agency.list' },
  { group: 'administration', to: '/roles', label: 'people.nav.roles', Icon: IconShieldCheck, key: 'u', may: 'role.list' },
  { group: 'help', to: '/help', label: 'shell.help', Icon: IconHelp, key: 'h' },
  { group: 'help', to: '/terms', label: 'shell.terms', Icon: IconBook, key: 't' },
] as const satisfies readonly TaskShape[]

export type Task = TaskShape & { readonly to: (typeof list)[number]['to'] }
export const tasks: readonly Task[] = list

/** The tasks of a group that a role may do. */
export function tasksOf(group: TaskGroup, may: (action: string) => boolean): readonly Task[] {
  return tasks.filter((task) => task.group === group && (task.may === undefined || may(task.may)))
}

/** What stands in the bar at the foot of a telephone: the tasks ranked for it, then others in their order, `most` in all. */
export function barOf(may: (action: string) => boolean, most: number): readonly Task[] {
  const shown = tasks.filter((task) => task.may === undefined || may(task.may))
  const rank = ({ bar = Number.MAX_SAFE_INTEGER }: Task) => bar
  return shown.toSorted((a, b) => rank(a) - rank(b)).slice(0, most)
}

/** Where a role's day begins. */
export function firstPageOf(role: string): Task['to'] | '/programme/brief/ministerial' {
  if (role === 'administrator') return '/exchange'
  if (role === 'releasing-officer') return '/release'
  if (role === 'legal-adviser') return '/clearance'
  if (role === 'inspector') return '/records'
  if (role === 'minister') return '/programme/brief/ministerial'
  return '/inbox'
}
