import { inflateSync } from 'node:zlib'

/** Bytes that one compressed stream may grow to: a small file can claim to be endless. */
const maxStreamBytes = 8_000_000
const maxStreams = 400

/**
 * Pages of a PDF as the root of its page tree states them (ISO 32000-2, 7.7.3.2), the last one where a file was added to; undefined where it is no
 * PDF, is encrypted, or does not say. A stranger's bytes: nothing of them is run or drawn, and no stream is opened beyond a bound.
 */
export function countPdfPages(bytes: Uint8Array): number | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!/^.{0,1024}?%PDF-/s.test(text.slice(0, 1030)) || /\/Encrypt\b/.test(text)) return undefined
  const found = [...rootsIn(text)]
  let opened = 0
  // From PDF 1.5 on, objects may stand in compressed streams.
  for (const { index, 0: head } of text.matchAll(/\/Type\s*\/ObjStm\b[\s\S]{0,400}?stream\r?\n/g)) {
    if (++opened > maxStreams) break
    found.push(...rootsIn(inflate(bytes.subarray(index + head.length))))
  }
  const pages = found.at(-1)
  return pages === undefined || pages > 100_000 ? undefined : pages
}

/** Counts of nodes of the page tree that have no parent. */
function* rootsIn(text: string): Generator<number> {
  for (const { index } of text.matchAll(/\/Type\s*\/Pages\b/g)) {
    const around = dictionaryAround(text, index)
    const count = /\/Count\s+(\d{1,7})\b/.exec(around)?.[1]
    if (count !== undefined && !/\/Parent\b/.test(around)) yield Number(count)
  }
}

/** The innermost dictionary around a place, at most some pages of references wide. */
function dictionaryAround(text: string, at: number): string {
  const start = text.lastIndexOf('<<', at)
  const end = text.indexOf('>>', at)
  return start === -1 || end === -1 || end - start > 2_000_000 ? '' : text.slice(start, end)
}

function inflate(bytes: Uint8Array): string {
  try {
    return inflateSync(bytes, { maxOutputLength: maxStreamBytes }).toString('latin1')
  } catch {
    return ''
  }
}
