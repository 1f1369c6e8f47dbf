import { countPdfPages } from './count-pdf-pages.ts'
import { toDocument } from './documents-of.ts'
import type { Fact, PrintDocument } from './model.ts'
import type { Enclosure, PrintedFile, PrintedFolder } from './printed-request.ts'
import { footerOf, type PrintedRecord, sayMarking, titleOfRecord } from './record-document.ts'
import { sayDocumentState, sayWhere } from './say-request.ts'
import { sayNumber, type Words } from './words.ts'

/** A plain text of so many bytes or fewer is printed with its record. */
const longestPrintedText = 200_000

/** For each enclosure the sheet that stands before it, then what can be printed of it. Only the sheets stand in the contents. */
export function enclosureParts(folder: PrintedFolder, words: Words): PrintDocument[] {
  const { record: asked, enclosures } = folder
  return enclosures.flatMap((enclosure, i): PrintDocument[] => {
    const { record, files } = enclosure
    const own = record === undefined || enclosure.own === true ? [] : [toDocument(record, words)]
    const sheet = toSheet(enclosure, i, folder, words)
    const texts = files.flatMap((file): PrintDocument[] => {
      const typed = textOf(file)
      return typed === undefined || record === undefined
        ? []
        : [
            {
              ...(own[0] ?? sheet),
              title: file.name,
              eyebrow: words.say('package.file.of', { title: titleOfRecord(record, words) }),
              lead: [words.say('package.file.as_is')],
              status: undefined,
              blocks: [{ type: 'paragraphs', text: typed }],
              footer: { ...footerOf(record, words), position: `${footerOf(record, words).position} · ${file.sha256}` },
            },
          ]
    })
    return [sheet, ...[...own, ...texts].map((part) => ({ ...part, unlisted: true as const }))].map((part) => ({
      ...part,
      author: words.agencyName(asked.agency),
    }))
  })
}

function toSheet({ id, document: name, record, files }: Enclosure, index: number, folder: PrintedFolder, words: Words): PrintDocument {
  const { say } = words
  const { record: asked, documents = [], enclosures } = folder
  const document = documents.find((one) => one.id === name)
  const title = words.pick(document?.title ?? null) ?? (record === undefined ? say('package.not_held') : titleOfRecord(record, words))
  const text = (label: string, value: string): Fact => ({ label, value: { type: 'text', text: value } })
  const code = (label: string, value: string): Fact => ({ label, value: { type: 'text', text: value, code: true } })
  const number = index + 1
  return {
    title: `${number}. ${title}`,
    eyebrow: say('package.enclosure', { number, count: enclosures.length }),
    lead: [],
    language: words.tag,
    marking: sayMarking((record ?? asked).envelope, words),
    status: undefined,
    opening: 'sheet',
    blocks: [
      {
        type: 'facts',
        rows: [
          ...(document === undefined
            ? []
            : [
                text(say('package.where'), sayWhere(document, words)),
                text(say('package.translation'), say(document.translation ? 'yes' : 'no')),
                text(say('package.document.state'), sayDocumentState(document.state, words)),
              ]),
          code(say('check.id'), id),
          ...(record === undefined
            ? []
            : [
                text(say('package.record'), titleOfRecord(record, words)),
                code(say('check.hash'), record.sha256),
                code(say('check.log'), `${record.position.origin} #${record.position.seq}`),
              ]),
        ],
      },
      ...(files.length === 0
        ? []
        : [
            { type: 'heading' as const, level: 2 as const, text: say('package.files') },
            {
              type: 'table' as const,
              caption: say('package.files'),
              columns: [
                { title: say('package.file'), share: 38 },
                { title: say('package.file.pages'), share: 20 },
                { title: say('check.hash'), share: 42, code: true as const },
              ],
              rows: files.map((file) => [
                `${file.name}\n${file.type}, ${say('bytes', { count: file.sizeBytes })}`,
                sayPages(file, words),
                `${file.sha256.slice(0, 32)}\n${file.sha256.slice(32)}`,
              ]),
            },
            ...(files.some((file) => textOf(file) === undefined)
              ? [{ type: 'note' as const, tone: 'plain' as const, title: say('package.insert'), lines: [say('package.insert.detail')] }]
              : []),
          ]),
      ...(record === undefined
        ? [{ type: 'note' as const, tone: 'warn' as const, title: say('package.not_held'), lines: [say('package.not_held.detail')] }]
        : []),
    ],
    footer: footerOf(record ?? asked, words),
    author: words.agencyName(asked.agency),
    subject: title,
    createdAt: asked.printedAt,
    unprintable: toNothing,
  }
}

// Only the first document of a file counts what could not be printed.
const toNothing: PrintDocument['unprintable'] = () => ({ type: 'note', tone: 'plain', title: '', lines: [] })

function sayPages(file: PrintedFile, words: Words): string {
  if (!file.held) return words.say('package.file.not_held')
  if (textOf(file) !== undefined) return words.say('package.file.printed')
  const pages = file.bytes === undefined || file.type !== 'application/pdf' ? undefined : countPdfPages(file.bytes)
  return pages === undefined ? words.say('package.file.pages.unknown') : sayNumber(pages, words)
}

/** What a plain text says; undefined for every other file, and for one that is no UTF-8. */
function textOf({ type, bytes }: PrintedFile): string | undefined {
  if (type !== 'text/plain' || bytes === undefined || bytes.length > longestPrintedText) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The page of contents of a file that begins like `own`. */
export function toContents(own: PrintDocument, words: Words): PrintDocument {
  const { say } = words
  return {
    ...own,
    title: say('package.contents'),
    eyebrow: say('package.title'),
    lead: [],
    blocks: [{ type: 'contents', titles: [say('package.contents.part'), say('package.contents.page')] }],
    unlisted: true,
  }
}

/** The marking of a file of several records: that of the highest TLP label, each wording once. */
export function markingOfAll(records: readonly PrintedRecord[], words: Words): string {
  const order = ['clear', 'green', 'amber', 'amber+strict', 'red']
  const rank = ({ envelope }: PrintedRecord) => order.indexOf(String(envelope.tlp ?? 'clear'))
  const highest = Math.max(...records.map(rank))
  return [...new Set(records.filter((record) => rank(record) === highest).map(({ envelope }) => sayMarking(envelope, words)))].join('  /  ')
}
