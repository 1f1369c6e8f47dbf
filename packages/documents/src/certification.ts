import type { PrintDocument } from './model.ts'
import { footerOf, type PrintedRecord } from './record-document.ts'
import { sayDayInWords, type Words } from './words.ts'

/** The last page of a package: what its signer vouches for, and where to sign. */
export function certification(record: PrintedRecord, marking: string, enclosures: number, words: Words): PrintDocument {
  const { say } = words
  return {
    title: say('certify.title'),
    eyebrow: say('package.title'),
    lead: [],
    language: words.tag,
    marking,
    status: undefined,
    blocks: [
      { type: 'paragraphs', text: say('certify.text', { count: enclosures, day: sayDayInWords(record.printedAt, words) }) },
      {
        type: 'signing',
        lines: [say('certify.name'), say('certify.office'), say('certify.place'), say('certify.signature')],
        seal: say('certify.seal'),
        initials: say('certify.initials'),
      },
      { type: 'note', tone: 'plain', title: say('certify.unsigned'), lines: [say('check.how'), say('check.not')] },
    ],
    footer: footerOf(record, words),
    author: words.agencyName(record.agency),
    subject: say('certify.title'),
    createdAt: record.printedAt,
    unprintable: () => ({ type: 'note', tone: 'plain', title: '', lines: [] }),
  }
}
