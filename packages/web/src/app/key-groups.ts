import { inboxKeys } from '../inbox/inbox-keys.ts'
import type { TextId } from '../language/text.ts'
import { tasks } from './tasks.ts'

/** The map of keys, for the sheet of keys and the help page: each row the keys as they are pressed and what they do. */
export type KeyGroup = { readonly title: TextId; readonly rows: readonly (readonly [keys: string, meaning: TextId])[] }

export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'keys.anywhere',
    rows: [
      ['n', 'keys.newAlert'],
      ['c', 'inbox.key.call'],
      ['/', 'keys.search'],
      ['Ctrl K', 'shell.keys.palette'],
      ['u', 'parts.undo'],
      ['?', 'keys.help'],
      ['Esc', 'shell.keys.close'],
    ],
  },
  { title: 'shell.keys.pages', rows: tasks.flatMap((task) => (task.key === undefined ? [] : [[`g ${task.key}`, task.label] as const])) },
  {
    title: 'keys.inbox',
    rows: inboxKeys,
  },
  {
    title: 'forms.keys',
    rows: [
      ['Ctrl Enter', 'keys.send'],
      ['Ctrl .', 'forms.keys.take'],
      ['k', 'forms.choose.other'],
    ],
  },
]
