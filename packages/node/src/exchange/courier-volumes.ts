import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Decrypter, Encrypter } from 'age-encryption'
import type { CourierVolume } from './courier-manifest.ts'

/** Takes the plain bytes of a stream and leaves encrypted volumes in a folder. */
export type VolumeWriter = {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Ends the last volume; every file is flushed. */
  readonly close: () => Promise<readonly CourierVolume[]>
}

type OpenVolume = { readonly writer: WritableStreamDefaultWriter<Uint8Array>; readonly done: Promise<CourierVolume>; left: number }

/** Writes volumes of at most `volumeBytes` plain bytes each, encrypted by age to these recipients and to nobody else, mode 0600. */
export function writeVolumes(options: {
  readonly folder: string
  readonly nameOf: (number: number) => string
  readonly recipients: readonly string[]
  readonly volumeBytes: number
}): VolumeWriter {
  const done: CourierVolume[] = []
  let current: OpenVolume | undefined

  async function finish(): Promise<void> {
    if (current === undefined) return
    await current.writer.close()
    done.push(await current.done)
    current = undefined
  }

  return {
    write: async (bytes) => {
      for (let rest = bytes; rest.length > 0; ) {
        current ??= openVolume(options, done.length + 1)
        const part = rest.subarray(0, current.left)
        await Promise.race([current.writer.write(part), current.done])
        current.left -= part.length
        rest = rest.subarray(part.length)
        if (current.left === 0) await finish()
      }
    },
    close: async () => {
      await finish()
      return done
    },
  }
}

function openVolume(options: Parameters<typeof writeVolumes>[0], number: number): OpenVolume {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const encrypter = new Encrypter()
  for (const recipient of options.recipients) encrypter.addRecipient(recipient)
  const name = options.nameOf(number)
  const done = store(encrypter, readable, options.folder, name)
  // Awaited by whoever writes next; a failure meanwhile is not nobody's.
  done.catch(() => undefined)
  return { writer: writable.getWriter(), done, left: options.volumeBytes }
}

async function store(encrypter: Encrypter, plain: ReadableStream<Uint8Array>, folder: string, name: string): Promise<CourierVolume> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(join(folder, name), 'wx', 0o600)
  try {
    for await (const chunk of await encrypter.encrypt(plain)) {
      hash.update(chunk)
      size += chunk.length
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { name, sha256: hash.digest('hex'), size }
}

/** Thrown while a volume is read that this identity does not open, or whose bytes were changed. */
export class SealedOtherwise extends Error {}

/** The plain bytes of volumes, one after the other. Throws SealedOtherwise. */
export async function* readVolumes(files: readonly string[], identity: string): AsyncGenerator<Uint8Array> {
  for (const file of files) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    try {
      yield* await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>)
    } catch (cause) {
      throw new SealedOtherwise('not opened', { cause })
    }
  }
}

/** SHA-256 of a file in hexadecimal, and its size. */
export async function hashFile(file: string): Promise<{ readonly sha256: string; readonly size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
  }
  return { sha256: hash.digest('hex'), size }
}
