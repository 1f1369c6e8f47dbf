/** One thing that happened at the node: the server-sent event's name, its position in the journal, and its data. */
export type News = { readonly event: string; readonly seq: string; readonly data: unknown }

export const newsEvents = ['record', 'work', 'exchange', 'inbox', 'recall', 'release-task'] as const

type Key = readonly string[]

/**
 * Which questions a piece of news makes stale, as prefixes of query keys. Pages keep no copy of their own: they ask again.
 * An unknown event makes nothing stale.
 */
export function staleAfter(news: News): readonly Key[] {
  const id = textMember(news.data, 'id')
  const record: readonly Key[] = id === undefined ? [] : [['record', id]]
  switch (news.event) {
    case 'record':
      return [['records'], ['inbox'], ['search'], ['imports'], ...record]
    case 'work':
      return [['inbox'], ...record]
    case 'exchange':
      return [['exchange'], ['inbox'], ['record'], ['recalls']]
    case 'recall':
      // What is taken back may be on any page, and so may what was made from it.
      return [
        ['record'],
        ['records'],
        ['inbox'],
        ['search'],
        ['recalls'],
        ['exchange'],
        ['lists'],
        ['series'],
        ['clearances'],
        ['release-tasks'],
      ]
    case 'release-task':
      return [['release-tasks'], ['clearances'], ['inbox']]
    case 'inbox':
      return [['inbox'], ['officers'], ['clearances'], ['release-tasks']]
    default:
      return []
  }
}

function textMember(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const value = (data as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}
