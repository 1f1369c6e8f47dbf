import type { CourierStatus, CourierTaken, TimestampStatus, WitnessStatus } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { Problem, parseProblem } from '../api/problem.ts'
import { send } from '../api/send.ts'
import { currentText } from '../language/text.ts'

/** Bytes of one part of a file; the node takes up to 16 MiB. */
const partBytes = 8_388_608

export const askCourier = queryOptions({
  queryKey: ['exchange', 'courier'],
  queryFn: ({ signal }) => send<CourierStatus>('GET', '/exchange/courier', { signal }),
})

export const askWitnesses = queryOptions({
  queryKey: ['exchange', 'witnesses'],
  queryFn: ({ signal }) => send<WitnessStatus>('GET', '/exchange/witnesses', { signal }),
})

export const askTimestamps = queryOptions({
  queryKey: ['exchange', 'timestamps'],
  queryFn: ({ signal }) => send<TimestampStatus>('GET', '/exchange/timestamps', { signal }),
})

/** Hands over what was brought, part by part, and has it imported: everything is checked at the node before anything is stored. */
export async function importFiles(
  files: readonly File[],
  onProgress: (told: { readonly file: string; readonly done: number; readonly total: number } | undefined) => void,
): Promise<CourierTaken> {
  const upload = crypto.randomUUID()
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let done = 0
  for (const file of files) {
    for (let at = 0; at < file.size || at === 0; at += partBytes) {
      onProgress({ file: file.name, done, total })
      const part = file.slice(at, at + partBytes)
      await sendPart(`/api/v1/exchange/courier-uploads/${upload}/${encodeURIComponent(file.name)}?at=${at}`, part)
      done += part.size
    }
  }
  onProgress(undefined)
  return await send<CourierTaken>('POST', '/exchange/courier-imports', { body: { upload } })
}

async function sendPart(address: string, part: Blob): Promise<void> {
  let response: Response
  try {
    response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': currentText().tag,
        'content-type': 'application/octet-stream',
      },
      body: part,
    })
  } catch {
    throw new Problem({ status: 0, code: 'offline' })
  }
  if (!response.ok) throw parseProblem(response.status, await response.json().catch(() => undefined))
}
