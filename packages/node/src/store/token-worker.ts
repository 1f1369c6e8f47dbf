import { readFileSync, statSync } from 'node:fs'
import { type MessagePort, workerData } from 'node:worker_threads'
import { loadLibrary, openSession, type TokenLibrary, TokenRefusal, type TokenSession } from './token-calls.ts'

/** What is asked of a token: everything as data. */
export type TokenJob = {
  readonly number: number
  readonly module: string
  readonly token: string
  readonly pinFile: string
  readonly name: string
} & (
  | { readonly ask: 'make'; readonly id: string; readonly seed: Uint8Array }
  | { readonly ask: 'publicKey'; readonly id: string | undefined }
  | { readonly ask: 'sign'; readonly id: string | undefined; readonly message: Uint8Array }
  | { readonly ask: 'seed'; readonly id: string }
)

/** `failed`: a fault's code; `detail` is a CKR_ value, or the mode of a file. */
export type TokenAnswer = { readonly number: number } & (
  | { readonly publicKey: Uint8Array; readonly id: string }
  | { readonly bytes: Uint8Array }
  | { readonly failed: TokenFailure; readonly detail: string }
)
export type TokenFailure =
  | 'token_support_missing'
  | 'token_module_missing'
  | 'token_missing'
  | 'token_pin_missing'
  | 'token_pin_wrong'
  | 'token_key_missing'
  | 'token_failed'
  | 'secret_file_unsafe'

class Failed extends Error {
  readonly code: TokenFailure
  readonly detail: string
  constructor(code: TokenFailure, detail = '') {
    super(code)
    this.code = code
    this.detail = detail
  }
}

/** Answers after which a token is opened anew: removed and put back, reset, logged out by somebody, or the library began anew. */
const lost: ReadonlySet<number> = new Set([0x30, 0x31, 0x32, 0xb0, 0xb3, 0xe0, 0xe1, 0x101, 0x190])
const absent: ReadonlySet<number> = new Set([0x30, 0x31, 0x32, 0xe0, 0xe1])
const pinRefused: ReadonlySet<number> = new Set([0xa0, 0xa1, 0xa2, 0xa3, 0xa4])
const keyMissing = 0x82

const libraries = new Map<string, TokenLibrary>()
const sessions = new Map<string, TokenSession>()
/** PINs that a token refused, by the file's time of change: tried again only when it changes, since a token locks itself after a few. */
const refusedPins = new Map<string, number>()

const { port, flag } = workerData as { readonly port: MessagePort; readonly flag: Int32Array<SharedArrayBuffer> }
port.on('message', async (job: TokenJob) => {
  const answer = await answered(job)
  port.postMessage(answer)
  Atomics.add(flag, 0, 1)
  Atomics.notify(flag, 0)
})

async function answered(job: TokenJob): Promise<TokenAnswer> {
  try {
    const library = await libraryOf(job.module)
    const given = await once(library, job).catch(async (cause: unknown) => {
      if (!(cause instanceof TokenRefusal) || !lost.has(cause.code)) throw cause
      forget(library, job)
      return await once(library, job)
    })
    return { number: job.number, ...given }
  } catch (cause) {
    return { number: job.number, ...failureOf(cause) }
  }
}

async function once(library: TokenLibrary, job: TokenJob) {
  const session = sessionOf(library, job)
  if (job.ask === 'publicKey') return session.publicKey(job.name, job.id)
  if (job.ask === 'sign') return { bytes: session.sign(job.name, job.id, job.message) }
  if (job.ask === 'seed') return { bytes: session.seed(job.name, job.id) }
  session.make(job.name, job.id, Buffer.from(job.seed))
  return session.publicKey(job.name, job.id)
}

function sessionOf(library: TokenLibrary, job: TokenJob): TokenSession {
  const key = `${job.module}\n${job.token}`
  const open = sessions.get(key)
  if (open !== undefined) return open
  const { pin, changedAt } = readPin(job.pinFile)
  if (refusedPins.get(key) === changedAt) throw new Failed('token_pin_wrong', '0xa0')
  try {
    const made = openSession(library, job.token, pin)
    sessions.set(key, made)
    return made
  } catch (cause) {
    if (cause instanceof TokenRefusal && pinRefused.has(cause.code)) refusedPins.set(key, changedAt)
    throw cause
  }
}

function forget(library: TokenLibrary, job: TokenJob): void {
  sessions.clear()
  try {
    library.finalise(null)
  } catch {
    // What was never begun needs no end.
  }
  sessions.delete(`${job.module}\n${job.token}`)
}

function readPin(file: string): { readonly pin: Buffer; readonly changedAt: number } {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) throw new Failed('token_pin_missing')
  if ((found.mode & 0o077) !== 0) throw new Failed('secret_file_unsafe', (found.mode & 0o777).toString(8))
  const bytes = readFileSync(file)
  const pin = Buffer.from(bytes.subarray(0, bytes.at(-1) === 0x0a ? -1 : undefined))
  bytes.fill(0)
  return { pin, changedAt: found.mtimeMs }
}

async function libraryOf(path: string): Promise<TokenLibrary> {
  const known = libraries.get(path)
  if (known !== undefined) return known
  const loaded = await loadLibrary(path).catch((cause: unknown) => {
    const isOurs = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
    throw new Failed(isOurs ? 'token_support_missing' : 'token_module_missing')
  })
  libraries.set(path, loaded)
  return loaded
}

function failureOf(cause: unknown): { readonly failed: TokenFailure; readonly detail: string } {
  if (cause instanceof Failed) return { failed: cause.code, detail: cause.detail }
  if (!(cause instanceof TokenRefusal)) return { failed: 'token_failed', detail: cause instanceof Error ? cause.name : 'unknown' }
  const detail = `0x${cause.code.toString(16)}`
  if (pinRefused.has(cause.code)) return { failed: 'token_pin_wrong', detail }
  if (absent.has(cause.code)) return { failed: 'token_missing', detail }
  return { failed: cause.code === keyMissing ? 'token_key_missing' : 'token_failed', detail }
}
