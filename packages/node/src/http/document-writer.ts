import { Worker } from 'node:worker_threads'
import { Fault } from '@enlace/core'
import type { PrintAnswer, PrintJob } from './document-worker.ts'

/** Draws documents beside the node's own thread, so that a long one delays nobody's alert. */
export type DocumentWriter = {
  /** Throws Fault `node_busy` when too many wait or one takes too long. */
  readonly write: (job: PrintJob) => Promise<Uint8Array>
  /** Starts the worker for a document that somebody will likely ask for next, so that they do not wait for it. */
  readonly warm: () => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

const maxWaiting = 16
const maxWriteMs = 60_000
/** An idle worker holds its typefaces in memory; it comes back in half a second. */
const idleMs = 60_000
const workerHeapMb = 512

type Waiting = { readonly job: PrintJob; readonly done: (bytes: Uint8Array) => void; readonly failed: (cause: Error) => void }

/** One worker, started when first asked, which draws one document after the other. */
export function createDocumentWriter(): DocumentWriter {
  const waiting: Waiting[] = []
  let worker: Worker | undefined
  let current: Waiting | undefined
  let timer: NodeJS.Timeout | undefined

  function start(): Worker {
    const started = new Worker(new URL('./document-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: workerHeapMb },
    })
    started.unref()
    started.on('message', (answer: PrintAnswer) => {
      settle((one) =>
        'bytes' in answer ? one.done(answer.bytes) : one.failed(new Error(`a document could not be drawn: ${answer.failed}`)),
      )
    })
    started.on('error', (cause) => drop(started, cause))
    started.on('exit', () => drop(started, new Fault('node_busy')))
    return started
  }

  // A worker that died, or was ended because it took too long, takes only the document it was drawing with it.
  function drop(gone: Worker, cause: unknown): void {
    if (worker !== gone) return
    worker = undefined
    settle((one) => one.failed(cause instanceof Error ? cause : new Fault('node_busy')))
  }

  function settle(how: (one: Waiting) => void): void {
    clearTimeout(timer)
    const one = current
    current = undefined
    if (one !== undefined) how(one)
    next()
  }

  function next(): void {
    if (current !== undefined) return
    current = waiting.shift()
    if (current === undefined) {
      timer = setTimeout(stop, idleMs).unref()
      return
    }
    worker ??= start()
    timer = setTimeout(stop, maxWriteMs).unref()
    worker.postMessage(current.job)
  }

  function stop(): void {
    void worker?.terminate()
  }

  return {
    warm: () => {
      if (worker !== undefined) return
      worker = start()
      if (current === undefined) timer = setTimeout(stop, idleMs).unref()
    },
    write: (job) =>
      new Promise((done, failed) => {
        if (waiting.length >= maxWaiting) throw new Fault('node_busy')
        waiting.push({ job, done, failed })
        clearTimeout(current === undefined ? timer : undefined)
        next()
      }),
    [Symbol.asyncDispose]: async () => {
      clearTimeout(timer)
      for (const one of waiting.splice(0)) one.failed(new Fault('node_busy'))
      await worker?.terminate()
    },
  }
}
