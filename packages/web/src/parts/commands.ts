import { useEffect, useId, useSyncExternalStore } from 'react'
import { type KeyMap, useKeys } from './use-keys.ts'

/** Something that can be done here and now: stands in the command palette and, with keys, on the sheet of keys. */
export type Command = {
  readonly id: string
  /** What it does, in the reader's language. */
  readonly label: string
  /** A key or two in sequence, as `useKeys` reads them: `a`, `g i`, `Ctrl+Enter`. */
  readonly keys?: string
  /** Further words that find it in the palette. */
  readonly also?: string
  readonly run: () => void
}

let offers: ReadonlyMap<string, readonly Command[]> = new Map()
const listeners = new Set<() => void>()

/** Offers commands while the component is shown and binds their keys. The newest page's commands stand first. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId()
  const keys: Record<string, () => void> = {}
  for (const command of commands) if (command.keys !== undefined) keys[command.keys] = command.run
  useKeys(keys satisfies KeyMap)
  useEffect(() => {
    change(new Map([[owner, commands], ...[...offers].filter(([name]) => name !== owner)]))
  })
  useEffect(() => () => change(new Map([...offers].filter(([name]) => name !== owner))), [owner])
}

/** Everything offered now. Read when the palette or the sheet of keys opens. */
export function listCommands(): readonly Command[] {
  return [...offers.values()].flat()
}

/** Does what is offered under this id, for a button that says it to those without a keyboard; nothing where it is not offered. */
export function runCommand(id: string): void {
  listCommands()
    .find((command) => command.id === id)
    ?.run()
}

/** Everything offered, followed by a component. */
export function useOfferedCommands(): readonly Command[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => offers,
  )
  return [...all.values()].flat()
}

function change(next: ReadonlyMap<string, readonly Command[]>): void {
  offers = next
  for (const listener of listeners) listener()
}
