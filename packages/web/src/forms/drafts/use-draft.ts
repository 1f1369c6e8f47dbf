import { useCallback, useEffect, useRef, useState } from 'react'
import { nodeNow } from '../../api/node-clock.ts'
import { Problem } from '../../api/problem.ts'
import { type FormDraft, isUntouched } from './form-draft.ts'
import { type Hold, holdDraft } from './hold-draft.ts'
import { type FoundDraft, findDraft, forgetDraft, keepHere, keepThere, type LocalDraft } from './keep-drafts.ts'
import { saveLastWords } from './last-words.ts'

/** Where a draft is kept, to be said beside the button. */
export type Kept = {
  readonly where: 'nowhere' | 'browser' | 'node' | 'parted' | 'signed_out'
  readonly at: string
}

const hereMs = 250
const thereMs = 1500
const againMs = 15_000

/**
 * A draft that keeps itself: in this browser a moment after each change, on the node a little later, again and again while the node is away.
 * Only the tab that holds it writes. `found` is what was there when the page opened.
 */
export function useDraft(account: string, start: FormDraft, found: FoundDraft | undefined) {
  const [draft, setDraft] = useState(found?.draft ?? start)
  const [kept, setKept] = useState<Kept>({ where: found === undefined ? 'nowhere' : 'node', at: found?.changedAt ?? '' })
  const [hold, setHold] = useState<Hold>('asking')
  const now = useRef({ draft, revision: found?.revision ?? 0, dirtyHere: false, dirtyThere: false, done: false, changedAt: '' })
  const timers = useRef<{ here?: ReturnType<typeof setTimeout>; there?: ReturnType<typeof setTimeout> }>({})
  const holding = useRef<ReturnType<typeof holdDraft>>(undefined)
  const saving = useRef<Promise<void>>(Promise.resolve())

  const toLocal = useCallback((): LocalDraft => {
    const { draft: latest, revision, dirtyThere, changedAt } = now.current
    return { id: latest.id, kind: latest.kind, draft: latest, revision, clean: !dirtyThere, changedAt }
  }, [])

  const writeHere = useCallback(async () => {
    const state = now.current
    clearTimeout(timers.current.here)
    if (!state.dirtyHere || state.done) return
    state.dirtyHere = false
    await keepHere(account, toLocal()).catch(() => undefined)
  }, [account, toLocal])

  const writeThere = useCallback(async () => {
    const state = now.current
    clearTimeout(timers.current.there)
    if (!state.dirtyThere || state.done) return
    const sent = state.draft
    try {
      const saved = await keepThere(sent, state.revision)
      state.revision = saved.revision
      if (state.done) return
      state.dirtyThere = state.draft !== sent
      state.dirtyHere = true
      setKept({ where: 'node', at: saved.changedAt })
      await writeHere()
    } catch (problem) {
      if (state.done) return
      const code = problem instanceof Problem ? problem.code : 'offline'
      const where = code === 'draft_changed' ? 'parted' : problem instanceof Problem && problem.status === 401 ? 'signed_out' : 'browser'
      setKept({ where, at: state.changedAt })
      // What the node refuses it will refuse again; what did not reach it is tried again.
      if (where !== 'parted') timers.current.there = setTimeout(writeThere, againMs)
    }
  }, [writeHere])

  const queueThere = useCallback(
    (delayMs: number) => {
      clearTimeout(timers.current.there)
      timers.current.there = setTimeout(() => {
        saving.current = saving.current.then(writeThere)
      }, delayMs)
    },
    [writeThere],
  )

  const change = useCallback(
    (next: FormDraft) => {
      const state = now.current
      if (state.done) return
      state.draft = next
      state.dirtyHere = true
      state.dirtyThere = true
      state.changedAt = nodeNow().toISOString()
      setDraft(next)
      clearTimeout(timers.current.here)
      timers.current.here = setTimeout(writeHere, hereMs)
      queueThere(thereMs)
    },
    [writeHere, queueThere],
  )

  const adopt = useCallback((other: { readonly draft: FormDraft; readonly revision: number; readonly changedAt: string }) => {
    Object.assign(now.current, { draft: other.draft, revision: other.revision, dirtyHere: true, dirtyThere: false })
    setDraft(other.draft)
    setKept({ where: 'node', at: other.changedAt })
  }, [])

  /** Goes on with what is shown, over what another browser saved. */
  const insist = useCallback(
    (revision: number) => {
      now.current.revision = revision
      now.current.dirtyThere = true
      queueThere(0)
    },
    [queueThere],
  )

  /** Nothing more is kept: it was sent, or somebody threw it away. */
  const finish = useCallback(async () => {
    now.current.done = true
    clearTimeout(timers.current.here)
    clearTimeout(timers.current.there)
    await saving.current.catch(() => undefined)
    await forgetDraft(account, now.current.draft.id)
  }, [account])

  useEffect(() => {
    const one = holdDraft(
      start.id,
      (next) => {
        setHold((before) => {
          // The tab that takes over goes on from what the other one wrote down.
          if (next === 'mine' && (before === 'elsewhere' || before === 'taken')) {
            findDraft(account, start.id)
              .then((latest) => {
                if (latest !== undefined) adopt(latest)
              })
              .catch(() => undefined)
          }
          return next
        })
      },
      async () => {
        await writeHere()
        await writeThere()
      },
    )
    holding.current = one
    return () => one.stop()
  }, [account, start.id, adopt, writeHere, writeThere])

  useEffect(() => {
    const leave = () => {
      if (now.current.dirtyHere && !now.current.done) saveLastWords(account, toLocal())
      writeHere()
      if (!isUntouched(now.current.draft)) writeThere()
    }
    const hide = () => {
      if (document.visibilityState === 'hidden') leave()
    }
    const back = () => queueThere(0)
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hide)
    addEventListener('online', back)
    return () => {
      removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hide)
      removeEventListener('online', back)
      leave()
      clearTimeout(timers.current.here)
      clearTimeout(timers.current.there)
    }
  }, [account, toLocal, writeHere, writeThere, queueThere])

  const takeOver = useCallback(() => holding.current?.takeOver(), [])
  const keepNow = useCallback(() => queueThere(0), [queueThere])
  return { draft, change, kept, hold, takeOver, finish, adopt, insist, keepNow, revision: now.current.revision }
}
