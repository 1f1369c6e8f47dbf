import { useSyncExternalStore } from 'react'

/** Where a person is on the tour: which step, and whether it is shown. Kept in this browser, so that it can be left and taken up again. */
export type Tour = { readonly step: number; readonly shown: boolean }

const key = 'enlace.tour'
const listeners = new Set<() => void>()
let current: Tour = recall()

/** Shows the tour at a step, counted from 0. */
export function goOnTour(step: number): void {
  change({ step, shown: true })
}

/** Puts the tour away; `step` is where it will go on. */
export function leaveTour(step: number): void {
  change({ step, shown: false })
}

/** The tour, followed by a component. */
export function useTour(): Tour {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

function change(next: Tour): void {
  current = next
  try {
    localStorage.setItem(key, JSON.stringify(next))
  } catch {
    // Storage may be forbidden; the tour then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

function recall(): Tour {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof kept === 'object' && kept !== null && 'step' in kept && 'shown' in kept) {
      const { step, shown } = kept
      if (typeof step === 'number' && Number.isInteger(step) && step >= 0 && typeof shown === 'boolean') return { step, shown }
    }
  } catch {
    // Rubbish or forbidden storage counts as never begun.
  }
  return { step: 0, shown: false }
}
