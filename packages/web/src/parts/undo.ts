import { Problem } from '../api/problem.ts'
import { currentText } from '../language/text.ts'
import { dismissToast, showToast } from './toast.ts'

/** How long a deed can be taken back, in ms. */
const undoMs = 10_000

type Waiting = { readonly commit: () => void }
const waiting = new Set<Waiting>()

/**
 * Does something now and offers to take it back for ten seconds, by button and by `u`. `act` and `undo` ask the node; a failure of either is
 * said, and `act`'s is also thrown on, so that the caller can put its page right.
 */
export async function doWithUndo<T>(deed: {
  readonly act: () => Promise<T>
  readonly undo: (done: T) => Promise<unknown>
  /** «Snoozed until tomorrow 08:00», said when it is done. */
  readonly done: string
}): Promise<T> {
  const result = await deed.act().catch((cause: unknown) => {
    sayFailure(cause)
    throw cause
  })
  const takeBack = () => {
    deed.undo(result).then(() => showToast(currentText()('parts.undone')), sayFailure)
  }
  showToast(deed.done, { tone: 'good', undo: takeBack, staysMs: undoMs })
  return result
}

/**
 * For what cannot be taken back once done: it is done when ten seconds have passed without an undo, or at once when the page is left. The
 * page shows it as done meanwhile; `undone` puts it back. The sentence should say that it will happen: «Leaves in 10 seconds».
 */
export function doLater(deed: {
  readonly saying: string
  readonly commit: () => Promise<unknown>
  readonly undone?: () => void
  readonly delayMs?: number
}): void {
  const { delayMs = undoMs } = deed
  const commit = () => {
    if (!waiting.delete(entry)) return
    clearTimeout(timer)
    dismissToast(toast)
    deed.commit().catch((cause: unknown) => {
      sayFailure(cause)
      deed.undone?.()
    })
  }
  const entry: Waiting = { commit }
  const timer = setTimeout(commit, delayMs)
  const takeBack = () => {
    if (!waiting.delete(entry)) return
    clearTimeout(timer)
    deed.undone?.()
    showToast(currentText()('parts.undone'))
  }
  // The toast outlives its own clock: it goes when the deed is done.
  const toast = showToast(deed.saying, { undo: takeBack, staysMs: delayMs * 2 })
  waiting.add(entry)
}

/** Does everything that still waits, now: before somebody signs out or the page goes. */
export function commitWaiting(): void {
  for (const { commit } of [...waiting]) commit()
}

/** Commits what waits when the page is left; call once. Gives the function that stops. */
export function commitWhenLeaving(): () => void {
  addEventListener('pagehide', commitWaiting)
  return () => removeEventListener('pagehide', commitWaiting)
}

function sayFailure(cause: unknown): void {
  const text = currentText()
  const words = cause instanceof Problem ? cause.detail || cause.title : ''
  showToast(words === '' ? text('parts.undo.failed') : text('parts.undo.failedBecause', { reason: words }), {
    tone: 'bad',
    staysMs: 15_000,
  })
}
