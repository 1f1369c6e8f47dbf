import { accept, canonicalBytes, isJsonObject, type Json, type JsonObject, parseJson, type Result, refuse } from '@enlace/core'

/** A file that belongs to a record: its bytes travel beside it, and the record commits to them by their hash. */
export type AttachedFile = {
  /** As its author named it: at most 255 characters, no control characters, no path. */
  readonly name: string
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string
  readonly sizeBytes: number
  /** Media type. */
  readonly type: string
}

/** Most files of one record, and most bytes of one file. */
export const maxAttachedFiles = 32
export const maxFileBytes = 64 * 1024 * 1024

/** The name under which the files of a record as a whole are struck from what leaves. */
export const attachedFilesField = 'attached_files'

const hash = /^[0-9a-f]{64}$/
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const namePart = /^[^\u0000-\u001f\u007f\u2028\u2029/\\]{1,255}$/u

export function isSha256(text: string): boolean {
  return hash.test(text)
}

export function isFileName(text: string): boolean {
  return namePart.test(text) && text !== '.' && text !== '..' && text.isWellFormed()
}

export function isMediaType(text: string): boolean {
  return mediaType.test(text)
}

/** The third item of a record's body (docs/formats/files.md): canonical JSON, the files in the order their author gave. */
export function attachedFilesBytes(files: readonly AttachedFile[]): Uint8Array {
  return canonicalBytes({ files: files.map(({ name, sha256, sizeBytes, type }) => ({ name, sha256, size: sizeBytes, type })), v: 1 })
}

/** Reads such an item. A stranger's bytes: anything but a list of this shape is refused; members that a newer node added are passed over. */
export function parseAttachedFiles(bytes: Uint8Array): Result<readonly AttachedFile[], 'files_malformed'> {
  const parsed = parseJson(bytes, { maxBytes: 65_536, maxDepth: 8 })
  const value = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : {}
  const list = Array.isArray(value.files) ? (value.files as readonly Json[]) : []
  const files = list.flatMap((item) => (isJsonObject(item) ? readFile(item) : []))
  const distinct = new Set(files.map((file) => file.sha256)).size
  if (list.length === 0 || list.length > maxAttachedFiles || distinct !== list.length) return refuse('files_malformed')
  return accept(files)
}

function readFile({ name, sha256, size, type }: JsonObject): AttachedFile[] {
  if (typeof name !== 'string' || !isFileName(name) || typeof sha256 !== 'string' || !isSha256(sha256)) return []
  if (typeof type !== 'string' || !isMediaType(type)) return []
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1 || size > maxFileBytes) return []
  return [{ name, sha256, sizeBytes: size, type }]
}
