/** Who may write a draft of two tabs that show it. */
export type Hold = 'asking' | 'mine' | 'elsewhere' | 'taken'

type Holding = {
  /** Takes it from the other tab, which writes down what it has first. */
  readonly takeOver: () => void
  readonly stop: () => void
}

/**
 * One tab writes a draft at a time: whoever holds its lock. A second tab is told, reads, and may take over; the first then writes down what
 * it has and reads on. `onHold` is told of every change; `onGive` finishes writing before the lock goes.
 */
export function holdDraft(id: string, onHold: (hold: Hold) => void, onGive: () => Promise<void>): Holding {
  // Locks exist only in a secure context; a page served otherwise holds what it shows.
  if (navigator.locks === undefined) {
    onHold('mine')
    return { takeOver: () => undefined, stop: () => undefined }
  }
  const name = `enlace-draft-${id}`
  const channel = new BroadcastChannel(name)
  let release: (() => void) | undefined
  let stopped = false

  const held = (lock: Lock | null): Promise<void> | undefined => {
    if (lock === null || stopped) {
      if (!stopped) onHold('elsewhere')
      return undefined
    }
    onHold('mine')
    return new Promise((resolve) => {
      release = resolve
    })
  }
  const lost = (): void => {
    release = undefined
    if (!stopped) onHold('taken')
  }
  const ask = (options: LockOptions): void => {
    navigator.locks.request(name, options, held).catch(lost)
  }
  channel.onmessage = () => {
    if (release === undefined) return
    const give = release
    release = undefined
    onGive().finally(() => {
      give()
      if (!stopped) onHold('taken')
    })
  }
  ask({ ifAvailable: true })
  return {
    takeOver: () => {
      channel.postMessage('give')
      // A tab that hangs or sleeps does not answer: after a second the lock is taken.
      const patience = AbortSignal.timeout(1000)
      navigator.locks.request(name, { signal: patience }, held).catch(() => {
        if (!stopped) ask({ steal: true })
      })
    },
    stop: () => {
      stopped = true
      release?.()
      channel.close()
    },
  }
}
