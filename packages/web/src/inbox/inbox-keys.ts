import type { TextId } from '../language/text.ts'

/** The keys of the inbox, for the sheet of keys: what is pressed, and its meaning. */
export const inboxKeys: readonly (readonly [keys: string, meaning: TextId])[] = [
  ['j', 'keys.next'],
  ['k', 'keys.previous'],
  ['Enter', 'keys.open'],
  ['Esc', 'inbox.key.close'],
  ['x', 'inbox.key.select'],
  ['Shift j', 'inbox.key.extend'],
  ['a', 'keys.acknowledge'],
  ['t', 'keys.acting'],
  ['d', 'keys.cannotAct'],
  ['o', 'keys.outcome'],
  ['m', 'inbox.key.toMe'],
  ['e', 'inbox.key.assign'],
  ['s', 'inbox.key.snooze'],
  ['h', 'inbox.key.handover'],
  ['f', 'inbox.key.words'],
  ['u', 'inbox.key.undo'],
]
