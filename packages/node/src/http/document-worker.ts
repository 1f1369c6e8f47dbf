import { parentPort } from 'node:worker_threads'
import {
  type EvidenceCover,
  type PrintDocument,
  type PrintedFolder,
  type PrintedList,
  type PrintedPassport,
  type PrintedRecord,
  type PrintedRequest,
  type PrintedSheet,
  sideBySide,
  toDocument,
  toDocx,
  toEvidenceDocument,
  toListDocument,
  toPassportDocument,
  toPdf,
  toRecordPackage,
  toRequestPackage,
  toSheetDocument,
  type Words,
} from '@enlace/documents'
import { openMessages } from '../store/messages.ts'
import { documentWords, type Names } from './document-words.ts'

/** What the worker is asked for: everything as data, since words and typefaces are opened on its side. */
export type PrintJob = {
  readonly format: 'pdf' | 'docx'
  /** One, or two that stand side by side. */
  readonly languages: readonly string[]
  readonly zone: string
  readonly names: Names
  readonly subject:
    | PrintedRecord
    | { readonly evidence: EvidenceCover }
    | { readonly passport: PrintedPassport }
    | { readonly list: PrintedList }
    | { readonly sheet: PrintedSheet }
    | { readonly folder: PrintedFolder | PrintedRequest }
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
  const [first, second] = job.languages.map((language) => layOut(job.subject, documentWords(messages, language, job.zone, job.names)))
  if (first === undefined) throw new TypeError('no language')
  const document = second === undefined ? first : sideBySide(first, second)
  return await (job.format === 'pdf' ? toPdf(document) : toDocx(document))
}

function layOut(subject: PrintJob['subject'], words: Words): PrintDocument {
  if ('evidence' in subject) return toEvidenceDocument(subject.evidence, words)
  if ('passport' in subject) return toPassportDocument(subject.passport, words)
  if ('list' in subject) return toListDocument(subject.list, words)
  if ('sheet' in subject) return toSheetDocument(subject.sheet, words)
  if (!('folder' in subject)) return toDocument(subject, words)
  return 'form' in subject.folder ? toRequestPackage(subject.folder, words) : toRecordPackage(subject.folder, words)
}
