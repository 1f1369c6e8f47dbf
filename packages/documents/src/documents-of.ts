import type { PrintDocument } from './model.ts'
import { toNoteDocument } from './note-document.ts'
import { type PrintedRecord, toRecordDocument } from './record-document.ts'
import type { Words } from './words.ts'

/** Kinds that are laid out in a way of their own; every other is a table of facts. */
const layouts: ReadonlyMap<string, (record: PrintedRecord, words: Words) => PrintDocument> = new Map([['diplomatic-note', toNoteDocument]])

/** Lays a record out for paper in the way of its kind. */
export function toDocument(record: PrintedRecord, words: Words): PrintDocument {
  return (layouts.get(record.kind) ?? toRecordDocument)(record, words)
}
