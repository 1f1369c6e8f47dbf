import { useRef, useState } from 'react'
import { showToast } from './toast.ts'

/** What a dialog does. It throws what the dialog shows, and answers `false` when nothing was done yet and the dialog stays as it is. */
export type Deed = () => Promise<unknown> | boolean | undefined

/** Does a deed once at a time, however often it is asked for, says `done` when it is done, and then closes; a problem keeps the dialog open. */
export function useDeed(deed: Deed, { done, onClose }: { readonly done?: string | undefined; readonly onClose: () => void }) {
  // A ref and not the state: a second Enter can come before the page is drawn anew.
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const run = async () => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      if ((await deed()) !== false) {
        if (done !== undefined) showToast(done, { tone: 'good' })
        onClose()
      }
    } catch (cause) {
      setProblem(cause)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, problem, run }
}
