import { parentPort } from 'node:worker_threads'
import { type EvidenceCover, type PrintedRecord, toDocx, toEvidenceDocument, toPdf, toRecordDocument } from '@enlace/documents'
import { openMessages } from '../store/messages.ts'
import { documentWords, type Names } from './document-words.ts'

/** What the worker is asked for: everything as data, since words and typefaces are opened on its side. */
export type PrintJob = {
  readonly format: 'pdf' | 'docx'
  readonly language: string
  readonly zone: string
  readonly names: Names
  readonly subject: PrintedRecord | { readonly evidence: EvidenceCover }
}
export type PrintAnswer = { readonly bytes: Uint8Array } | { readonly failed: string }

const messages = openMessages()

parentPort?.on('message', async (job: PrintJob) => {
  const answer: PrintAnswer = await write(job).then(
    (bytes) => ({ bytes }),
    // Only the name goes up: a message may quote what the record says.
    (cause: unknown) => ({ failed: cause instanceof Error ? cause.name : 'unknown' }),
  )
  parentPort?.postMessage(answer)
})

async function write(job: PrintJob): Promise<Uint8Array> {
  const words = documentWords(messages, job.language, job.zone, job.names)
  const document = 'evidence' in job.subject ? toEvidenceDocument(job.subject.evidence, words) : toRecordDocument(job.subject, words)
  return await (job.format === 'pdf' ? toPdf(document) : toDocx(document))
}
