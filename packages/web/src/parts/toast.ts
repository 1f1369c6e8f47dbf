import { useSyncExternalStore } from 'react'

export type Toast = {
  readonly id: number
  readonly message: string
  readonly tone: 'plain' | 'good' | 'bad'
  /** Takes it back; the toast then goes by itself. */
  readonly undo?: (() => void) | undefined
  /** How long it stays, in ms; it stays longer while it is pointed at or holds the focus. */
  readonly staysMs: number
}

/** At most this many stand at once; the oldest goes first. */
const most = 4
const usualMs = 6_000

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Says something that happened, at the foot of the page and aloud. Gives its id. */
export function showToast(
  message: string,
  options: { readonly tone?: Toast['tone']; readonly undo?: () => void; readonly staysMs?: number } = {},
): number {
  const { tone = 'plain', undo, staysMs = usualMs } = options
  lastId++
  change([...toasts, { id: lastId, message, tone, undo, staysMs }].slice(-most))
  return lastId
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id))
}

/** Undoes the newest thing that can be undone; false when there is none. */
export function undoLast(): boolean {
  const toast = toasts.findLast(({ undo }) => undo !== undefined)
  if (toast === undefined) return false
  dismissToast(toast.id)
  toast.undo?.()
  return true
}

/** What stands now, for the one component that draws it. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
