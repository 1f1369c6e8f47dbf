import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { ReadSource } from '@enlace/api'
import { Fault } from '@enlace/core'
import { readDocxText } from '@enlace/documents'
import { cutFurniture, languageOfText, splitText } from '@enlace/records'
import { decodeText, htmlLines } from '@enlace/wire'
import type { PdfAnswer } from './statement-worker.ts'

/** A PDF that takes longer is given up: it was made to. */
const maxPdfMs = 20_000
const workerHeapMb = 384
/** Files read at a time: each has a thread and a heap of its own. */
const maxReading = 2
let reading = 0

type Text = { readonly format: ReadSource['format']; readonly text: string; readonly title?: string | undefined }

/**
 * Reads a text or the bytes of a file and cuts it into passages with their furniture marked. Throws Faults `statement_language` (a third language, named),
 * `statement_scan` (a PDF of pictures), `statement_unreadable`, `node_busy`.
 */
export async function readSource(source: {
  readonly text?: string
  readonly bytes?: Uint8Array
  readonly name?: string
}): Promise<ReadSource> {
  const bytes = source.bytes ?? new TextEncoder().encode(source.text ?? '')
  const { format, text, title } = await textOf(bytes, source.name ?? '')
  const split = splitText(text)
  const blocks = cutFurniture(split.blocks)
  const language = languageOfText(blocks)
  if ('refused' in language) throw new Fault('statement_language', { language: language.refused })
  return {
    format,
    language: language.tag,
    title: split.title ?? title ?? null,
    date: split.date ?? null,
    sourceUrl: split.sourceUrl ?? null,
    digest: createHash('sha256').update(bytes).digest('hex'),
    blocks: blocks.map(({ text: words, part, cut }) => ({ text: words, part, ...(cut === undefined ? {} : { cut }) })),
  }
}

async function textOf(bytes: Uint8Array, name: string): Promise<Text> {
  const starts = (magic: string) => Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic
  if (starts('%PDF')) return { format: 'pdf', text: await pdfText(bytes) }
  if (starts('PK')) {
    const read = readDocxText(bytes)
    if (!read.ok) throw new Fault('statement_unreadable')
    return { format: 'docx', text: read.value }
  }
  const text = decodeText(bytes)
  if (text.includes('\u0000')) throw new Fault('statement_unreadable')
  if (/\.html?$/iu.test(name) || /^\s*(?:<!doctype html|<html|<body|<article|<div|<p[\s>])/iu.test(text))
    return { format: 'html', ...htmlLines(text) }
  return { format: 'text', text }
}

/** The text of a PDF, read in a thread of its own that is ended when it takes too long or too much. */
async function pdfText(bytes: Uint8Array): Promise<string> {
  if (reading >= maxReading) throw new Fault('node_busy')
  reading++
  try {
    const answer = await new Promise<PdfAnswer>((done) => {
      const worker = new Worker(new URL('./statement-worker.ts', import.meta.url), {
        workerData: bytes,
        resourceLimits: { maxOldGenerationSizeMb: workerHeapMb },
      })
      const timer = setTimeout(() => void worker.terminate(), maxPdfMs)
      worker.on('message', done)
      worker.on('error', () => done({ refused: 'unreadable' }))
      worker.on('exit', () => {
        clearTimeout(timer)
        done({ refused: 'unreadable' })
      })
    })
    if ('text' in answer) return answer.text
    throw new Fault(answer.refused === 'scan' ? 'statement_scan' : 'statement_unreadable')
  } finally {
    reading--
  }
}
