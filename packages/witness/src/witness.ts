import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fromUtf8 } from '@enlace/core'
import {
  type Checkpoint,
  cosignCheckpoint,
  decideAddCheckpoint,
  emptyRoot,
  openCheckpoint,
  originHash,
  parseAddCheckpoint,
  type VerifierKey,
} from '@enlace/proof/node'
import { keepDurably } from './keep-durably.ts'
import { readWitnessFolder, WitnessRefusal } from './witness-folder.ts'

/** An answer of the protocol: HTTP status, and the body that goes with it. */
export type WitnessAnswer = { readonly status: number; readonly contentType: string; readonly body: string }

export type Witness = {
  /** Answers one add-checkpoint request (C2SP tlog-witness). */
  readonly addCheckpoint: (body: Uint8Array) => Promise<WitnessAnswer>
  /** The newest checkpoint of each log that it cosigned. */
  readonly seen: () => Promise<readonly Checkpoint[]>
  readonly close: () => Promise<void>
}

const maxEvidence = 1000

/**
 * Opens a witness over its folder, which no other process can then open. What it cosigned is durable before the signature leaves: the newest checkpoint
 * of each log is replaced on disk first, one request of a log at a time, so that it never signs two histories, also across a crash.
 */
export async function openWitness(folder: string, now: () => Date): Promise<Witness> {
  const { signers, logs } = await readWitnessFolder(folder)
  const release = await holdAlone(folder)
  const queues = new Map<string, Promise<unknown>>()

  const stateFile = (origin: string): string => join(folder, 'state', originHash(origin))

  /** What is on disk is what counts: read anew for each request, and refused whole when it does not open. */
  async function readKnown(origin: string, keys: readonly VerifierKey[]): Promise<Checkpoint> {
    const note = await readFile(stateFile(origin), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined
      throw cause
    })
    if (note === undefined) return { origin, size: 0, root: emptyRoot }
    const opened = openCheckpoint(note, keys)
    if (!opened.ok || opened.value.checkpoint.origin !== origin) throw new Error(`kept checkpoint of ${origin} does not open`)
    return opened.value.checkpoint
  }

  async function decide(body: Uint8Array): Promise<WitnessAnswer> {
    const request = parseAddCheckpoint(fromUtf8(body) ?? '')
    if (!request.ok) return text(400, 'malformed')
    const { origin } = request.value
    const keys = logs.get(origin)
    if (keys === undefined) return text(404, 'unknown log')
    return await inTurn(origin, async () => {
      const known = await readKnown(origin, keys)
      const decision = decideAddCheckpoint(known, request.value, keys)
      if (decision.status === 409) {
        if (decision.fork !== null) await keepEvidence(origin, request.value.checkpoint)
        return { status: 409, contentType: 'text/x.tlog.size', body: `${decision.size}\n` }
      }
      if (decision.status !== 200) return text(decision.status, decision.reason)
      const { checkpoint } = decision
      if (checkpoint.size > known.size) await keepDurably(stateFile(origin), request.value.checkpoint)
      return text(200, cosignCheckpoint(checkpoint, signers, Math.floor(now().getTime() / 1000)).trimEnd())
    })
  }

  function inTurn<T>(origin: string, work: () => Promise<T>): Promise<T> {
    const result = (queues.get(origin) ?? Promise.resolve()).then(work)
    queues.set(
      origin,
      result.catch(() => undefined),
    )
    return result
  }

  /** Two signed heads of one size with other roots: the one that came beside the one that was kept, for whoever asks the log to explain. */
  async function keepEvidence(origin: string, note: string): Promise<void> {
    const place = join(folder, 'evidence')
    const names = await readdir(place).catch((): string[] => [])
    const name = `${originHash(origin)}-${createHash('sha256').update(note).digest('hex')}`
    if (names.includes(`${name}.theirs`) || names.length >= maxEvidence) return
    await keepDurably(join(place, `${name}.kept`), await readFile(stateFile(origin), 'utf8'))
    await keepDurably(join(place, `${name}.theirs`), note)
  }

  return {
    addCheckpoint: decide,
    seen: async () => {
      const all = await Promise.all([...logs].map(([origin, keys]) => readKnown(origin, keys)))
      return all.filter((checkpoint) => checkpoint.size > 0)
    },
    close: release,
  }
}

function text(status: number, body: string): WitnessAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${body}\n` }
}

/**
 * Holds the folder for this process by a socket without a file, named for the folder itself: the system lets it go when the process ends,
 * however it ends. Throws WitnessRefusal `in_use`.
 */
async function holdAlone(folder: string): Promise<() => Promise<void>> {
  const { dev, ino } = await stat(folder)
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new WitnessRefusal('in_use', { folder })))
    server.listen({ path: `\0enlace-witness-${dev}-${ino}` }, () => resolve())
  })
  server.unref()
  return async () => await new Promise<void>((resolve) => server.close(() => resolve()))
}
