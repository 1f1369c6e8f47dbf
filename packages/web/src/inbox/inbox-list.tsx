import type { InboxCounts, InboxEntry, SavedFilter } from '@enlace/api'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useText } from '../language/text.ts'
import { ProblemNotice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import classes from './inbox-list.module.css'
import { askInboxWindow, windowSize } from './inbox-questions.ts'
import { InboxRow, WaitingRow } from './inbox-row.tsx'
import { groupOf, type InboxSearch } from './inbox-search.ts'
import { layOut } from './lay-out.ts'
import { sayState, useSayKind } from './say-entry.ts'

/** What the keyboard and the bar of deeds ask of the list. */
export type ListHandle = {
  /** The item that the focus is on, and its place. */
  readonly current: () => { readonly entry: InboxEntry; readonly index: number } | undefined
  /** Walks by so many items and gives the new place. */
  readonly walk: (by: number) => number | undefined
  readonly entryAt: (index: number) => InboxEntry | undefined
  readonly focus: () => void
  /** What is done now may move the item away: the place stays, and the next item takes it. */
  readonly stay: () => void
}

const headingPx = 40
const rowPx = { wide: { comfortable: 76, compact: 58 }, narrow: { comfortable: 116, compact: 100 } } as const

/**
 * The items, drawn as far as they are seen. Fifty thousand cost what twenty cost: windows of a hundred are asked for as they come into sight, and
 * their place in the list comes from the counts. When news moves items, what the reader looks at stays where it is.
 */
export function InboxList({
  handle,
  search,
  filter,
  counts,
  selected,
  pending,
  onSelect,
}: {
  readonly handle: RefObject<ListHandle | null>
  readonly search: InboxSearch
  readonly filter: SavedFilter
  readonly counts: InboxCounts
  readonly selected: ReadonlyMap<string, InboxEntry>
  readonly pending: ReadonlySet<string>
  readonly onSelect: (index: number, event: { readonly shiftKey: boolean }) => void
}) {
  const text = useText()
  const list = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ readonly top: number; readonly narrow: boolean }>({ top: 0, narrow: false })
  const [index, setIndex] = useState(0)
  // A frame that was asked for before the last move must focus where the list stands now.
  const indexNow = useRef(0)
  const moveTo = (next: number) => {
    indexNow.current = next
    setIndex(next)
  }
  const wantsFocus = useRef(false)
  const hadFocus = useRef(false)
  const staysUntil = useRef(0)
  const compact = document.documentElement.dataset.density === 'compact'
  const row = rowPx[place.narrow ? 'narrow' : 'wide'][compact ? 'compact' : 'comfortable']
  const layout = layOut(groupOf(search) === undefined ? [] : counts.groups, counts.total)

  useLayoutEffect(() => {
    const element = list.current
    if (element === null) return
    const measure = () => {
      const { top, width } = element.getBoundingClientRect()
      const next = { top: Math.round(top + scrollY), narrow: width <= 736 }
      setPlace((last) => (last.top === next.top && last.narrow === next.narrow ? last : next))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(document.body)
    measure()
    return () => observer.disconnect()
  }, [])

  const currentLine = layout.lineOf(Math.min(index, Math.max(0, counts.total - 1)))
  const virtual = useWindowVirtualizer({
    count: layout.lines,
    estimateSize: (line) => (layout.lineAt(line).at === 'group' ? headingPx : row),
    scrollMargin: place.top,
    overscan: 8,
    // The line that holds the focus is always drawn, or scrolling away from it would lose the focus.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan)
      const lines = Array.from({ length: Math.min(count - 1, endIndex + overscan) - first + 1 }, (_, i) => first + i)
      return count > 0 && !lines.includes(currentLine) && currentLine < count ? [...lines, currentLine].sort((a, b) => a - b) : lines
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes follow the layout, which these decide
  useLayoutEffect(() => virtual.measure(), [row, counts.groups, counts.total])

  const drawn = virtual.getVirtualItems()
  const shown = drawn.flatMap(({ index: line }) => {
    const at = layout.lineAt(line)
    return at.at === 'item' ? [Math.floor(at.index / windowSize)] : []
  })
  const windows = [...new Set(shown)]
  // Items are read from the cache by their place, so every answer must draw the list anew.
  const answers = useQueries({
    queries: windows.map((window) => ({ ...askInboxWindow(filter, window), notifyOnChangeProps: 'all' as const })),
  })
  const client = useQueryClient()
  const entryAt = (at: number): InboxEntry | undefined =>
    client.getQueryData(askInboxWindow(filter, Math.floor(at / windowSize)).queryKey)?.items[at % windowSize]

  const focusNow = () => {
    const link = list.current?.querySelector<HTMLElement>(`[data-entry="${indexNow.current}"]`)
    if (link === undefined || link === null) return
    wantsFocus.current = false
    link.focus({ preventScroll: true })
  }
  useEffect(() => {
    if (wantsFocus.current) focusNow()
  })
  const onStay = () => {
    const { activeElement } = document
    if (hadFocus.current && (activeElement === document.body || list.current?.contains(activeElement) === true)) {
      wantsFocus.current = true
      requestAnimationFrame(focusNow)
    }
  }
  useKeepPlace({ staysUntil, entryAt, layout, row, top: place.top, total: counts.total, index, onMoved: moveTo, onStay })

  useEffect(() => {
    handle.current = {
      current: () => {
        const holds = wantsFocus.current || list.current?.contains(document.activeElement) === true || search.item !== undefined
        const entry = entryAt(index)
        return holds && entry !== undefined ? { entry, index } : undefined
      },
      walk: (by) => {
        if (counts.total === 0) return undefined
        const holds = wantsFocus.current || list.current?.contains(document.activeElement) === true || search.item !== undefined
        const next = holds ? Math.min(counts.total - 1, Math.max(0, index + by)) : Math.min(index, counts.total - 1)
        moveTo(next)
        wantsFocus.current = true
        const line = layout.lineOf(next)
        // The first item of a group brings its heading along.
        virtual.scrollToIndex(line > 0 && layout.lineAt(line - 1).at === 'group' ? line - 1 : line, { align: 'auto' })
        requestAnimationFrame(focusNow)
        return next
      },
      entryAt,
      focus: () => {
        wantsFocus.current = true
        focusNow()
      },
      stay: () => {
        staysUntil.current = performance.now() + 4000
      },
    }
  })

  const failed = answers.find((answer) => answer.isError && answer.data === undefined)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes that the focus is inside
    <div
      className={classes.list}
      ref={list}
      onFocus={() => {
        hadFocus.current = true
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null) hadFocus.current = list.current?.contains(event.relatedTarget) === true
      }}
    >
      {failed === undefined ? null : <ProblemNotice problem={failed.error} retry={() => void failed.refetch()} />}
      <ul className={classes.lines} style={{ blockSize: virtual.getTotalSize() }} aria-label={text('inbox.items')}>
        {drawn.map((item) => {
          const line = layout.lineAt(item.index)
          const style = { transform: `translateY(${item.start - place.top}px)`, blockSize: item.size }
          if (line.at === 'group') {
            return (
              <li key={`group ${line.value}`} className={classes.line} style={style} data-group={line.value}>
                <GroupHeading value={line.value} count={line.count} group={groupOf(search)} />
              </li>
            )
          }
          const entry = entryAt(line.index)
          return (
            <li
              key={entry?.key ?? `place ${line.index}`}
              className={classes.line}
              style={style}
              aria-setsize={counts.total}
              aria-posinset={line.index + 1}
            >
              {entry === undefined ? (
                <WaitingRow />
              ) : (
                <InboxRow
                  entry={entry}
                  index={line.index}
                  search={search}
                  selected={selected.has(entry.key)}
                  current={line.index === index}
                  pending={pending.has(entry.key)}
                  onSelect={onSelect}
                  onFocus={moveTo}
                />
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** Keeps what the reader looks at where it is: when the item at the current place moved, the page scrolls with it. */
function useKeepPlace({
  staysUntil,
  entryAt,
  layout,
  row,
  top,
  total,
  index,
  onMoved,
  onStay,
}: {
  readonly staysUntil: RefObject<number>
  readonly entryAt: (index: number) => InboxEntry | undefined
  readonly layout: ReturnType<typeof layOut>
  readonly row: number
  readonly top: number
  readonly total: number
  readonly index: number
  readonly onMoved: (index: number) => void
  readonly onStay: () => void
}): void {
  const last = useRef<{ readonly key: string; readonly index: number; readonly line: number } | undefined>(undefined)
  const entry = entryAt(index)
  const key = entry?.key
  useLayoutEffect(() => {
    const before = last.current
    const line = layout.lineOf(index)
    last.current = key === undefined ? before : { key, index, line }
    // Walking is no news, and neither is the first answer.
    if (before === undefined || key === undefined || before.key === key || before.index !== index) return
    onStay()
    if (performance.now() < staysUntil.current) return
    // Further off it moved by its own clock: the eye stays, and the next item is here.
    const reach = 50
    for (let by = 1; by <= reach; by++) {
      for (const candidate of [index + by, index - by]) {
        if (candidate < 0 || candidate >= total || entryAt(candidate)?.key !== before.key) continue
        last.current = { key: before.key, index: candidate, line: layout.lineOf(candidate) }
        if (scrollY > top) scrollBy(0, (layout.lineOf(candidate) - before.line) * row)
        onMoved(candidate)
        return
      }
    }
  }, [key, index, layout, row, top, total, entryAt, onMoved, onStay, staysUntil])
}

function GroupHeading({ value, count, group }: { readonly value: string; readonly count: number; readonly group: string | undefined }) {
  const text = useText()
  const kindTitle = useSayKind()
  const { nameOf } = useParties()
  const words =
    group === 'clock'
      ? text.find(`inbox.clock.${value.slice(1)}`)
      : group === 'from'
        ? nameOf(value)
        : group === 'kind'
          ? kindTitle(value)
          : group === 'assignee'
            ? value === ''
              ? text('inbox.nobody')
              : value
            : sayState(value, text)
  return (
    <h2 className={classes.heading} data-tone={value === '0late' ? 'bad' : undefined}>
      {words ?? value} <span className={classes.count}>{count}</span>
    </h2>
  )
}
