import { currentText } from '../language/text.ts'
import { noteNodeTime } from './node-clock.ts'
import { Problem, parseProblem } from './problem.ts'

export type Method = 'GET' | 'POST' | 'DELETE'

type Options = { readonly body?: unknown; readonly signal?: AbortSignal | undefined }

const base = '/api/v1'

/**
 * Asks our own node and returns its JSON. Throws `Problem` for every answer that is not a success, and for no answer (code `offline`).
 * The type is what the API promises; the API's own tests hold it to that.
 */
export async function send<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const response = await answer(method, path, 'application/json', options)
  if (response.status === 204) return undefined as T
  try {
    return (await response.json()) as T
  } catch {
    throw new Problem({ status: response.status, code: 'unreadable' })
  }
}

/** The exact bytes that the node stores, for proofs: never parsed on the way. */
export async function fetchBytes(path: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await answer('GET', path, '*/*', { signal })
  return new Uint8Array(await response.arrayBuffer())
}

/** The bytes that a deed is answered with: a file made for it. */
export async function sendForBytes(path: string, body: unknown): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await answer('POST', path, '*/*', { body })).arrayBuffer())
}

async function answer(method: Method, path: string, accept: string, { body, signal }: Options): Promise<Response> {
  const headers: Record<string, string> = { accept: `${accept}, application/problem+json`, 'accept-language': currentText().tag }
  if (body !== undefined) headers['content-type'] = 'application/json'
  let response: Response
  const askedAt = Date.now()
  try {
    response = await fetch(base + path, {
      method,
      headers,
      credentials: 'same-origin',
      // What is sent while the page goes away, such as a deed whose undo time was cut short, still arrives.
      keepalive: document.visibilityState === 'hidden',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    throw new Problem({ status: 0, code: 'offline' })
  }
  noteNodeTime(response.headers.get('date'), askedAt, Date.now())
  if (response.ok) return response
  throw parseProblem(response.status, await response.json().catch(() => undefined), method === 'GET')
}
