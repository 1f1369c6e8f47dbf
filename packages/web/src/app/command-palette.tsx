import type { JsonObject } from '@enlace/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ComponentType, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { fetchHits } from '../api/questions.ts'
import type { RecordDetail } from '../api/shapes.ts'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { type Command, listCommands } from '../parts/commands.ts'
import { findMatches } from '../parts/find-matches.ts'
import { IconBolt, IconClock, IconFileText, IconSearch } from '../parts/icon.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import classes from './command-palette.module.css'
import { tasks } from './tasks.ts'

type Option = {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly also?: string | undefined
  readonly keys?: string | undefined
  readonly Icon: ComponentType<{ size?: number }>
  readonly run: () => void
}

/** Letters before records are asked for, and how many are shown. */
const fewestLetters = 3
const mostRecords = 6
const restMs = 200

/**
 * Everything that can be done or opened, by its name: what this page offers, all pages, records seen in this tab, records that match, and
 * the whole search. An ARIA combobox in a dialog: the focus stays in the field, arrows walk, Enter does, Escape closes.
 */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const may = useMay()
  const navigate = useNavigate()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const recent = useRecentRecords()
  const found = useFoundRecords(typed, may('search'))
  const commands = useMemo(() => listCommands(), [])

  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  const open = (to: string) => () => {
    navigate({ to })
  }
  const words = typed.trim()
  const options: readonly Option[] = [
    ...findMatches<Option>(
      [
        ...commands.map((command: Command) => ({ ...command, group: text('shell.palette.actions'), Icon: IconBolt })),
        ...tasks
          .filter((task) => task.may === undefined || may(task.may))
          .map((task) => ({
            id: task.to,
            group: text('shell.palette.pages'),
            label: text(task.label),
            keys: task.key === undefined ? undefined : `g ${task.key}`,
            Icon: task.Icon,
            run: open(task.to),
          })),
        ...recent.map(({ id: record, title }) => ({
          id: record,
          group: text('shell.palette.recent'),
          label: title,
          Icon: IconClock,
          run: open(`/records/${record}`),
        })),
      ],
      words,
      ({ label, also }) => `${label} ${also ?? ''}`,
    ),
    ...found.map((hit) => ({
      id: `hit-${hit.id}`,
      group: text('shell.palette.records'),
      label: hit.title,
      Icon: IconFileText,
      run: open(`/records/${hit.id}`),
    })),
    ...(words === '' || !may('search')
      ? []
      : [
          {
            id: 'search',
            group: text('shell.palette.search'),
            label: text('shell.palette.searchFor', { words }),
            Icon: IconSearch,
            run: open(`/search?q=${encodeURIComponent(words)}`),
          },
        ]),
  ]
  const ordered = inGroups(options)
  const chosen = ordered[Math.min(at, ordered.length - 1)]

  const run = (option: Option | undefined) => {
    if (option === undefined) return
    // Closed first: a command may open a dialog of its own or move the focus.
    dialog.current?.close()
    option.run()
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key]
    if (event.key === 'Enter') run(chosen)
    else if (step !== undefined && ordered.length > 0) {
      const last = ordered.length - 1
      const next = step > last ? (at === last ? 0 : last) : step < 0 ? (at === 0 ? last : 0) : step
      setAt(next)
      list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' })
    } else return
    event.preventDefault()
  }
  return (
    <dialog ref={dialog} className={classes.palette} aria-label={text('shell.palette')} onClose={onClose}>
      <div className={classes.field}>
        <IconSearch size={20} aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded={ordered.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${ordered.indexOf(chosen)}`}
          aria-label={text('shell.palette')}
          placeholder={text('shell.palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        <KeyHint keys="Esc" />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={text('shell.palette')} className={classes.list}>
        {ordered.map((option, place) => (
          <div key={option.id} role="presentation">
            {ordered[place - 1]?.group === option.group ? null : (
              <div role="presentation" className={classes.group}>
                {option.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field (aria-activedescendant) */}
            <div
              id={`${id}-${place}`}
              role="option"
              aria-selected={option === chosen}
              className={classes.option}
              onPointerMove={() => setAt(place)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => run(option)}
            >
              <option.Icon size={18} aria-hidden="true" />
              <span>{option.label}</span>
              {option.keys === undefined ? null : <KeyHint keys={option.keys} />}
            </div>
          </div>
        ))}
      </div>
      <div className={classes.foot} role="status">
        <span>{text('shell.palette.count', { count: ordered.length })}</span>
        <span aria-hidden="true">
          <KeyHint keys="↑ ↓" /> {text('shell.palette.walk')} · <KeyHint keys="Enter" /> {text('shell.palette.do')}
        </span>
      </div>
    </dialog>
  )
}

/** Groups stand in the order of their best option. */
function inGroups(options: readonly Option[]): readonly Option[] {
  const groups = [...new Set(options.map(({ group }) => group))]
  return groups.flatMap((group) => options.filter((option) => option.group === group))
}

/** Records opened in this tab, newest first: they lie in the memory of the pages, nowhere else. */
function useRecentRecords(): readonly { readonly id: string; readonly title: string }[] {
  const client = useQueryClient()
  const [recent, setRecent] = useState<readonly { readonly id: string; readonly title: string }[]>([])
  useEffect(() => {
    const seen = client
      .getQueryCache()
      .findAll({ queryKey: ['record'] })
      .filter(({ queryKey, state }) => queryKey.length === 2 && state.data !== undefined)
      .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
      .slice(0, 8)
    if (seen.length === 0) return
    // Whoever has seen a record has the definitions of kinds already; nobody else needs to load them for this.
    import('@enlace/records').then(({ kinds, titleOf }) => {
      const titled = seen.flatMap(({ state }) => {
        const { id, kind, object } = state.data as RecordDetail
        const title = object === undefined ? undefined : titleOf(kinds.get(kind), object as JsonObject)
        return title === undefined ? [] : [{ id, title }]
      })
      setRecent(titled)
    })
  }, [client])
  return recent
}

/** The first records that match what is typed, asked for when the typing rests. */
function useFoundRecords(typed: string, mayAsk: boolean): readonly { readonly id: string; readonly title: string }[] {
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWords(typed.trim()), restMs)
    return () => clearTimeout(timer)
  }, [typed])
  const { data } = useQuery({
    queryKey: ['search', words, 'palette'],
    queryFn: ({ signal }) => fetchHits({ q: words }, signal),
    enabled: mayAsk && words.length >= fewestLetters,
  })
  return words.length < fewestLetters ? [] : (data?.items.filter(({ title }) => title !== '').slice(0, mostRecords) ?? [])
}
