import { accept, type Result, refuse } from '@enlace/core'

/** Bytes of a file's beginning that are enough to recognise it. */
export const fileHeadBytes = 4096

type Sign = { readonly at: number; readonly bytes: string; readonly types: readonly string[] }

const office = 'application/vnd.openxmlformats-officedocument'
const zipped = [
  'application/zip',
  `${office}.wordprocessingml.document`,
  `${office}.spreadsheetml.sheet`,
  `${office}.presentationml.presentation`,
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.google-earth.kmz',
  'application/epub+zip',
]
const compound = ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint', 'application/vnd.ms-outlook']
const program = ['application/vnd.microsoft.portable-executable', 'application/x-msdownload', 'application/x-executable']

/** How files of each type begin, in Latin-1; the first type of each line names what was recognised. */
const signs: readonly Sign[] = [
  { at: 0, bytes: '%PDF-', types: ['application/pdf'] },
  { at: 0, bytes: '\x89PNG\r\n\x1a\n', types: ['image/png'] },
  { at: 0, bytes: '\xff\xd8\xff', types: ['image/jpeg'] },
  { at: 0, bytes: 'GIF87a', types: ['image/gif'] },
  { at: 0, bytes: 'GIF89a', types: ['image/gif'] },
  { at: 8, bytes: 'WEBP', types: ['image/webp'] },
  { at: 8, bytes: 'WAVE', types: ['audio/wav', 'audio/x-wav', 'audio/wave'] },
  { at: 8, bytes: 'AVI ', types: ['video/x-msvideo', 'video/avi'] },
  { at: 0, bytes: 'II*\0', types: ['image/tiff'] },
  { at: 0, bytes: 'MM\0*', types: ['image/tiff'] },
  { at: 4, bytes: 'ftyphei', types: ['image/heic', 'image/heif'] },
  { at: 4, bytes: 'ftypmif', types: ['image/heif', 'image/heic'] },
  { at: 4, bytes: 'ftypavif', types: ['image/avif'] },
  { at: 4, bytes: 'ftyp', types: ['video/mp4', 'video/quicktime', 'audio/mp4', 'audio/x-m4a', 'video/3gpp'] },
  { at: 0, bytes: '\x1a\x45\xdf\xa3', types: ['video/webm', 'video/x-matroska', 'audio/webm'] },
  { at: 0, bytes: 'OggS', types: ['audio/ogg', 'video/ogg'] },
  { at: 0, bytes: 'ID3', types: ['audio/mpeg'] },
  { at: 0, bytes: '\xff\xfb', types: ['audio/mpeg'] },
  { at: 0, bytes: 'fLaC', types: ['audio/flac', 'audio/x-flac'] },
  { at: 0, bytes: 'PK\x03\x04', types: zipped },
  { at: 0, bytes: 'PK\x05\x06', types: zipped },
  { at: 0, bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', types: compound },
  { at: 0, bytes: '\x1f\x8b', types: ['application/gzip', 'application/x-gzip'] },
  { at: 0, bytes: '7z\xbc\xaf\x27\x1c', types: ['application/x-7z-compressed'] },
  { at: 0, bytes: 'Rar!\x1a\x07', types: ['application/vnd.rar', 'application/x-rar-compressed'] },
  { at: 0, bytes: '{\\rtf', types: ['application/rtf', 'text/rtf'] },
  { at: 0, bytes: 'SQLite format 3\0', types: ['application/vnd.sqlite3'] },
  { at: 0, bytes: 'MZ', types: program },
  { at: 0, bytes: '\x7fELF', types: ['application/x-executable', 'application/x-elf', 'application/x-sharedlib'] },
  { at: 0, bytes: '\xca\xfe\xba\xbe', types: ['application/java-vm', 'application/x-mach-binary'] },
  { at: 0, bytes: '\xcf\xfa\xed\xfe', types: ['application/x-mach-binary'] },
  { at: 0, bytes: '#!', types: ['application/x-sh', 'text/x-shellscript', 'text/x-python'] },
]
const signed = new Set(signs.flatMap((sign) => sign.types))
const anything = 'application/octet-stream'
const texts = /^text\/|^application\/(json|xml|x-ndjson|geo\+json|stix\+json|taxii\+json)$|\+(json|xml)$|^message\/rfc822$/

/** What the first bytes of a file show it to be; undefined when they are the beginning of nothing that is known here. */
export function recogniseFileType(head: Uint8Array): string | undefined {
  return findSign(head)?.types[0]
}

/**
 * Compares the media type that somebody declares with the first bytes (`fileHeadBytes`, or the whole of a shorter file). A declared type whose
 * files always begin alike must begin so; what is recognised as something else is refused, a program under a document's name above all;
 * text holds no NUL byte. `application/octet-stream` declares nothing and is never refused. The refusal tells what was found.
 */
export function checkFileType(declared: string, head: Uint8Array): Result<string, 'file_type_differs'> {
  const type = (declared.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (type === anything) return accept(type)
  const sign = findSign(head)
  if (sign !== undefined) return sign.types.includes(type) || isTextThatBeginsSo(type, sign) ? accept(type) : differs(sign.types[0])
  if (signed.has(type)) return differs(texts.test(type) ? undefined : anything)
  if (texts.test(type) && head.includes(0) && !isUtf16(head)) return differs(anything)
  return accept(type)
}

function differs(found: string | undefined) {
  return refuse('file_type_differs', { found: found ?? anything } as const)
}

// A script is text, and a table of recordings may begin with the letters of one.
function isTextThatBeginsSo(type: string, sign: Sign): boolean {
  return texts.test(type) && (sign.types[0] === 'application/x-sh' || sign.types[0] === 'audio/mpeg')
}

function isUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

function findSign(head: Uint8Array): Sign | undefined {
  return signs.find(({ at, bytes }) => {
    if (head.length < at + bytes.length) return false
    for (let i = 0; i < bytes.length; i++) if (head[at + i] !== bytes.charCodeAt(i)) return false
    // A message may begin with the two letters of a program; a program holds a NUL among its first bytes, a text none.
    return bytes !== 'MZ' || head.subarray(0, 512).includes(0)
  })
}
