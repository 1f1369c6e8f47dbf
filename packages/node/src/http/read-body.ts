import type { IncomingMessage } from 'node:http'
import { Fault } from '@enlace/core'

/**
 * The bytes of a request body, at most `limit`. A declared or counted excess throws Fault `body_too_large` at once, without keeping what
 * came; the rest is read and dropped by the HTTP server under its own time limit, so that the answer still arrives.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > limit) throw new Fault('body_too_large', { limit })
  const chunks: Uint8Array[] = []
  let length = 0
  return await new Promise<Uint8Array>((resolve, reject) => {
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
    }
    const onData = (chunk: Buffer): void => {
      length += chunk.length
      if (length <= limit) {
        chunks.push(chunk)
        return
      }
      stop()
      chunks.length = 0
      request.resume()
      reject(new Fault('body_too_large', { limit }))
    }
    const onEnd = (): void => {
      stop()
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length))
    }
    const onError = (cause: unknown): void => {
      stop()
      reject(new Fault('request_malformed', {}, { cause }))
    }
    const onClose = (): void => onError(undefined)
    request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
  })
}

/** The media type of a Content-Type header, lower case and without parameters; empty when there is none. */
export function mediaTypeOf(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]!.trim().toLowerCase()
}
