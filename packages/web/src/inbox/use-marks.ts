import type { InboxEntry, Marked, MarkRequest } from '@enlace/api'
import { useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { doWithUndo } from '../parts/undo.ts'

type Change = MarkRequest['changes'][number]

/** The most items that one request changes, and so one undo takes back. */
export const maxMarked = 500

export type Marks = {
  /** Gives items to an officer, or to nobody. */
  readonly assign: (entries: readonly InboxEntry[], assignee: string | null) => Promise<void>
  readonly snooze: (entries: readonly InboxEntry[], until: Date | null) => Promise<void>
  readonly finish: (entries: readonly InboxEntry[]) => Promise<void>
}

/** What an officer does with many items at once: one request, one sentence, one undo that puts each item back as it was. */
export function useMarks(): Marks {
  const text = useText()
  const client = useQueryClient()
  const mark = (entries: readonly InboxEntry[], change: Omit<Change, 'key'>, done: string) =>
    doWithUndo({
      act: () => post(entries.slice(0, maxMarked).map(({ key }) => ({ key, ...change }))),
      undo: ({ items }) =>
        post(
          items
            .filter((item) => item.outcome === 'changed')
            .map(({ key, before }) => ({ key, ...pick(before, Object.keys(change) as (keyof typeof before)[]) })),
        ),
      done,
    }).then(
      () => undefined,
      () => undefined,
    )
  const post = async (changes: Change[]): Promise<Marked> => {
    // What came back meanwhile cannot be put aside until the past.
    const now = nodeNow().getTime()
    const sound = changes.map((change) =>
      typeof change.snoozedUntil === 'string' && Date.parse(change.snoozedUntil) <= now ? { ...change, snoozedUntil: null } : change,
    )
    const marked = await send<Marked>('POST', '/inbox/marks', { body: { changes: sound } satisfies MarkRequest })
    await client.invalidateQueries({ queryKey: ['inbox'] })
    return marked
  }
  return {
    assign: (entries, assignee) =>
      mark(
        entries,
        { assignee },
        assignee === null
          ? text('inbox.done.freed', { count: entries.length })
          : text('inbox.done.assigned', { count: entries.length, user: assignee }),
      ),
    snooze: (entries, until) =>
      mark(
        entries,
        { snoozedUntil: until?.toISOString() ?? null },
        until === null
          ? text('inbox.done.woken', { count: entries.length })
          : text('inbox.done.snoozed', { count: entries.length, time: formatInstant(until.toISOString(), text.tag) }),
      ),
    finish: (entries) => mark(entries, { done: true }, text('inbox.done.finished', { count: entries.length })),
  }
}

function pick<T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>
}
