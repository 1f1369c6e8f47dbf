import { certification } from './certification.ts'
import { toDocument } from './documents-of.ts'
import { enclosureParts, markingOfAll, toContents } from './enclosures.ts'
import type { PrintDocument } from './model.ts'
import type { PrintedFolder } from './printed-request.ts'
import { sayUse } from './say-envelope.ts'
import type { Words } from './words.ts'

/** A record with what it names: cover and contents, the record, each other one behind its sheet, and a page to certify it. */
export function toRecordPackage(folder: PrintedFolder, words: Words): PrintDocument {
  const { say } = words
  const { record, enclosures } = folder
  const own = toDocument(record, words)
  const marking = markingOfAll([record, ...enclosures.flatMap((one) => one.record ?? [])], words)
  return {
    ...own,
    eyebrow: say('package.record.title'),
    opening: 'sheet',
    marking,
    blocks: [{ type: 'note', tone: 'plain', title: say('use.title'), lines: sayUse(record.envelope, words) }],
    parts: [
      toContents({ ...own, marking }, words),
      own,
      ...enclosureParts(folder, words),
      certification(record, marking, enclosures.length, words),
    ],
  }
}
