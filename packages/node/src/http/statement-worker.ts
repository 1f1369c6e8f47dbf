import { parentPort, workerData } from 'node:worker_threads'
import { readPdfText } from '@enlace/documents'

/** What the worker answers: the text, or why there is none. */
export type PdfAnswer = { readonly text: string } | { readonly refused: 'scan' | 'unreadable' }

const read = await readPdfText(new Uint8Array(workerData as Uint8Array))
const answer: PdfAnswer = read.ok ? { text: read.value } : { refused: read.reason }
parentPort?.postMessage(answer)
