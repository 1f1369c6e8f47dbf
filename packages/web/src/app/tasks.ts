import type { ComponentType } from 'react'
import type { TextId } from '../language/text.ts'

export type Task = {
  readonly to: '/inbox' | '/new' | '/records' | '/search' | '/exchange' | '/release' | '/imports'
  readonly label: TextId
  readonly key: string
}

/** The navigation, by task and in the order of a shift. `key` follows `g` on the keyboard. */
export const tasks: readonly Task[] = [
  { to: '/inbox', label: 'nav.inbox', key: 'i' },
  { to: '/records', label: 'nav.records', key: 'r' },
  { to: '/search', label: 'nav.search', key: 's' },
  { to: '/release', label: 'nav.release', key: 'l' },
  { to: '/exchange', label: 'nav.exchange', key: 'e' },
  { to: '/imports', label: 'nav.imports', key: 'm' },
]

export type TaskIcons = Readonly<Record<Task['to'], ComponentType<{ size?: number }>>>

/** Roles that write records. The node decides; this only keeps a page from offering what it would refuse. */
export const writers: readonly string[] = ['duty-officer', 'analyst', 'secretariat']

/** Where a role's day begins. */
export function firstPageOf(role: string): Task['to'] {
  if (role === 'administrator') return '/exchange'
  if (role === 'releasing-officer') return '/release'
  if (role === 'inspector') return '/records'
  return '/inbox'
}
