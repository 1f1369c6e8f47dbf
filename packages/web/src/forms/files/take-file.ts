import type { Uploaded } from '@enlace/api'
import { checkFileType, fileHeadBytes, isFileName, maxFileBytes } from '@enlace/records'
import { Problem, parseProblem } from '../../api/problem.ts'
import { currentText } from '../../language/text.ts'
import type { DraftFile } from '../drafts/form-draft.ts'

/** Why a file is not taken. `differs` names what it says to be and what its bytes show. */
export type FileRefusal =
  | { readonly why: 'empty' | 'too_large' | 'name' }
  | { readonly why: 'differs'; readonly said: string; readonly found: string }

/** Looks at a file before anything is sent: its name, its size, and whether its first bytes are what its name says. */
export async function inspectFile(file: File): Promise<FileRefusal | undefined> {
  if (!isFileName(file.name)) return { why: 'name' }
  if (file.size === 0) return { why: 'empty' }
  if (file.size > maxFileBytes) return { why: 'too_large' }
  const head = new Uint8Array(await file.slice(0, fileHeadBytes).arrayBuffer())
  const checked = checkFileType(typeOf(file), head)
  return checked.ok ? undefined : { why: 'differs', said: typeOf(file), found: String(checked.detail?.found ?? '') }
}

/** The type that a file says to have: what the browser reads from its ending. */
export function typeOf(file: File): string {
  return file.type === '' ? 'application/octet-stream' : (file.type.split(';', 1)[0] ?? file.type)
}

/** SHA-256 of a file, made beside the page. Throws when it cannot be read any more (moved, changed, withdrawn). */
export function hashFile(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<{ readonly sha256?: string }>) => {
      worker.terminate()
      if (data.sha256 === undefined) reject(new Problem({ status: 0, code: 'unreadable' }))
      else resolve(data.sha256)
    }
    worker.onerror = () => {
      worker.terminate()
      reject(new Problem({ status: 0, code: 'unreadable' }))
    }
    worker.postMessage({ file })
  })
}

// Parts begin at multiples of 1 MiB, as the node asks; a cut costs at most one part.
const partBytes = 4 * 1_048_576

/**
 * Sends a file to the node part by part, going on where a cut left off; `onProgress` is told what has arrived, 0 to 1. Throws `Problem`. What the
 * node has already is not stored twice.
 */
export async function uploadFile(file: File, sha256: string, onProgress: (share: number) => void): Promise<DraftFile> {
  let at = 0
  for (let tries = 0; at < file.size; ) {
    const to = Math.min(file.size, at + partBytes)
    try {
      const answer = await sendPart(file, sha256, at, to)
      at = answer.whole ? file.size : Math.max(answer.received, at)
      tries = 0
    } catch (cause) {
      if (!(cause instanceof Problem) || cause.status !== 0 || ++tries > 3) throw cause
    }
    onProgress(at / file.size)
  }
  return { name: file.name, sha256, sizeBytes: file.size, type: typeOf(file) }
}

async function sendPart(file: File, sha256: string, at: number, to: number): Promise<Uploaded> {
  const whole = at === 0 && to === file.size
  let response: Response
  try {
    response = await fetch('/api/v1/files', {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': currentText().tag,
        'content-type': typeOf(file),
        'x-content-sha256': sha256,
        ...(whole ? {} : { 'content-range': `bytes ${at}-${to - 1}/${file.size}` }),
      },
      body: file.slice(at, to),
    })
  } catch {
    throw new Problem({ status: 0, code: 'offline' })
  }
  if (response.ok) return (await response.json()) as Uploaded
  throw parseProblem(response.status, await response.json().catch(() => undefined))
}
