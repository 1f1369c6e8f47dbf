import type { JsonObject } from '@enlace/core'
import {
  fieldLabel,
  fieldValue,
  kindOf,
  kinds,
  recordLabel,
  removedFieldsOf,
  titleLabel,
  titleOf,
  undescribedFields,
} from '@enlace/records'
import type { Block, Fact, Footer, PrintDocument } from './model.ts'
import { sayEnvelope, sayUse } from './say-envelope.ts'
import { sayValue } from './say-value.ts'
import { sayTold } from './told.ts'
import { type Both, sayInstant, type Words } from './words.ts'

/** One record as its page shows it, for printing: only what the reader was allowed to see. */
export type PrintedRecord = {
  readonly id: string
  readonly kind: string
  readonly object: JsonObject
  readonly envelope: JsonObject
  /** The law of its legal basis, where the node has it as a pack. */
  readonly law?: Both | undefined
  readonly from: string
  readonly agency: string
  readonly addedAt: string
  readonly modified: string
  readonly flags: readonly string[]
  /** SHA-256 of the exact stored bytes, hexadecimal. */
  readonly sha256: string
  readonly position: { readonly origin: string; readonly seq: number }
  readonly versions: readonly { readonly modified: string; readonly seq: number; readonly from: string }[]
  readonly relations: readonly {
    readonly relation: string
    readonly direction: 'from' | 'to'
    readonly title: string
    readonly kind: string
    readonly id: string
    /** Of a relationship record: why its author related the two. */
    readonly reason?: string | undefined
  }[]
  /** What other records say of it, of the kinds in `toldKinds`. */
  readonly told?: readonly { readonly id: string; readonly kind: string; readonly from: string; readonly object: JsonObject }[]
  readonly releases: readonly {
    readonly partner: string
    readonly outcome: string
    readonly explanation: { readonly code: string; readonly values: Readonly<Record<string, string | number>> }
    readonly without: readonly string[]
    readonly decidedAt: string
    readonly receiptedAt: string | null
  }[]
  readonly printedBy: string
  readonly printedAt: Date
  /** What for, in the reader's words; a line to fill in by hand when undefined. */
  readonly purpose?: string | undefined
}

/** STIX's own bookkeeping, which the end of the document states once in words. */
const housekeeping: ReadonlySet<string> = new Set([
  'type',
  'spec_version',
  'id',
  'created',
  'modified',
  'created_by_ref',
  'extensions',
  'object_marking_refs',
  'granular_markings',
  'lang',
])
/** A text longer than this (UTF-16 units) stands under a heading of its own instead of in the table of facts. */
const longText = 240

/** Lays a record out for paper: how it may be used, its facts, its long texts, where it went, its versions, and how to check it. */
export function toRecordDocument(record: PrintedRecord, plain: Words): PrintDocument {
  const words = knowingTitles(record, plain)
  const kind = kinds.get(record.kind) ?? kindOf(record.object)
  const { say } = words
  const kindTitle = kind === undefined ? record.kind : words.label(titleLabel(kind))
  const title = titleOfRecord(record, words)
  const { facts, texts, newer } = splitFacts(record, words, title)
  const marking = sayMarking(record.envelope, words)
  const kindName = (name: string) => {
    const other = kinds.get(name)
    return other === undefined ? name : words.label(titleLabel(other))
  }
  const struck = removedFieldsOf(record.object)
  const blocks: Block[] = [
    ...warnings(record, words),
    { type: 'note', tone: 'plain', title: say('use.title'), lines: sayUse(record.envelope, words) },
    { type: 'heading', level: 1, text: say('facts.title') },
    { type: 'facts', rows: facts },
    ...(struck.length === 0
      ? []
      : [
          {
            type: 'note' as const,
            tone: 'plain' as const,
            title: say('struck', { count: struck.length }),
            lines: [
              struck
                .map((name) => {
                  const placed = kind?.fields.find((field) => field.name === name)
                  return kind === undefined || placed === undefined ? name : words.label(fieldLabel(kind, [placed.name], placed.field))
                })
                .join(', '),
            ],
          },
        ]),
    ...texts,
    ...newer,
    ...sayTold(record, words),
    { type: 'heading', level: 1, text: say('handling.title') },
    { type: 'facts', rows: sayEnvelope(record, words) },
  ]
  if (record.relations.length > 0)
    blocks.push(
      { type: 'heading', level: 1, text: say('relations.title') },
      {
        type: 'table',
        caption: say('relations.title'),
        columns: [
          { title: say('relations.how'), share: 24 },
          { title: say('relations.record'), share: 46 },
          { title: say('relations.kind'), share: 30 },
        ],
        rows: record.relations.map(({ relation, direction, title: other, kind: name, reason }) => [
          words.find('web', `relation.${relation}.${direction}`) ?? words.find('web', `relation.${relation}`) ?? sayWay(relation, words),
          reason === undefined ? other : `${other}\n${say('relations.reason', { reason })}`,
          kindName(name),
        ]),
      },
    )
  if (record.releases.length > 0) blocks.push(...sayReleases(record, words))
  if (record.versions.length > 1)
    blocks.push(
      { type: 'heading', level: 1, text: say('versions.title') },
      {
        type: 'table',
        caption: say('versions.title'),
        columns: [
          { title: say('versions.modified'), share: 50 },
          { title: say('versions.from'), share: 30 },
          { title: say('versions.seq'), share: 20, align: 'right' },
        ],
        rows: record.versions.map(({ modified, from, seq }) => [
          sayInstant(modified, words, { seconds: true }),
          words.partyName(from),
          String(seq),
        ]),
      },
    )
  blocks.push(...sayChecking(record, words))
  const at = sayInstant(record.printedAt.toISOString(), words)
  return {
    title,
    eyebrow: [kindTitle, words.partyName(record.from), words.agencyName(authorOf(record))].join(' · '),
    lead: [say('lead.version', { at: sayInstant(record.modified, words), number: record.versions.length }), say('lead.asOf', { at })],
    language: words.tag,
    marking,
    status: sayStatus(record.envelope, words),
    blocks,
    footer: footerOf(record, words),
    author: words.agencyName(record.agency),
    subject: kindTitle,
    createdAt: record.printedAt,
    unprintable: (count) => ({ type: 'note', tone: 'warn', title: say('unprintable', { count }), lines: [say('unprintable.detail')] }),
  }
}

/** Words that call what the record refers to by its title. */
export function knowingTitles({ relations }: PrintedRecord, words: Words): Words {
  const titles = new Map(relations.map(({ id, title }) => [id, title]))
  return { ...words, titleOf: (id) => titles.get(id) }
}

/** What a record is called on paper: its own title, else its kind. */
export function titleOfRecord(record: PrintedRecord, words: Words): string {
  const kind = kinds.get(record.kind) ?? kindOf(record.object)
  const found = titleOf(kind, record.object)
  return kind !== undefined && found === kind.title ? words.label(titleLabel(kind)) : found
}

type Footed = Pick<PrintedRecord, 'printedAt' | 'printedBy' | 'purpose' | 'position' | 'sha256'>

/** The foot of every page: who printed it when and what for, where it lies in the log and its hash. */
export function footerOf(record: Footed, words: Words): Footer {
  const at = sayInstant(record.printedAt.toISOString(), words)
  const purpose = record.purpose?.trim() ?? ''
  return {
    printed:
      purpose === ''
        ? words.say('footer.printed', { by: record.printedBy, at })
        : words.say('footer.purpose', { by: record.printedBy, at, purpose }),
    position: `${record.position.origin} #${record.position.seq} · SHA-256 ${record.sha256}`,
    page: (page, pages) => words.say('footer.page', { page, pages }),
  }
}

/** How two records relate, as a relationship record says it; an arrow in front reads it from its other end. */
function sayWay(relation: string, words: Words): string {
  const [, arrow, way = ''] = /^(← )?(.*)$/s.exec(relation) ?? []
  const how = words.find('record', `relate.type.${way}`) ?? way.replaceAll(/[_-]/g, ' ')
  return arrow === undefined ? how : words.say('relations.inverse', { how })
}

/** The agency that wrote a record. */
export function authorOf(record: PrintedRecord): string {
  return typeof record.envelope.author_agency === 'string' ? record.envelope.author_agency : record.agency
}

/** The marking as its owner wrote it, with the TLP label that follows from it. */
export function sayMarking(envelope: JsonObject, words: Words): string {
  const { marking, tlp } = envelope as { marking?: { value?: unknown }; tlp?: unknown }
  const value = typeof marking?.value === 'string' ? marking.value : words.say('marking.none')
  return typeof tlp === 'string' ? `${value}  ·  TLP:${tlp.toUpperCase()}` : value
}

/** «Non-paper», «Ad referendum» … where the envelope says so; a status newer than this node is printed as its code. */
export function sayStatus(envelope: JsonObject, words: Words): string | undefined {
  const status = envelope.draft_status
  return typeof status === 'string' ? (words.find('documents', `status.${status}`) ?? status) : undefined
}

function warnings(record: PrintedRecord, words: Words): Block[] {
  return record.flags.flatMap((flag): Block[] => {
    const title = words.find('documents', `flag.${flag}`)
    return title === undefined
      ? []
      : [{ type: 'note', tone: 'warn', title, lines: [words.find('documents', `flag.${flag}.detail`) ?? ''].filter((line) => line !== '') }]
  })
}

function splitFacts(record: PrintedRecord, words: Words, title: string): { facts: Fact[]; texts: Block[]; newer: Block[] } {
  const kind = kinds.get(record.kind) ?? kindOf(record.object)
  const [facts, texts]: [Fact[], Block[]] = [[], []]
  const undescribed = kind === undefined ? [] : undescribedFields(kind, record.object)
  const unknown: JsonObject =
    kind === undefined
      ? record.object
      : Object.fromEntries(undescribed.map((placed) => [placed.name, fieldValue(placed, record.object) ?? '']))
  const order =
    kind === undefined
      ? []
      : [
          ...kind.shows.flatMap((name) => kind.fields.filter((placed) => placed.name === name)),
          ...kind.fields.filter((placed) => !kind.shows.includes(placed.name) && !housekeeping.has(placed.name)),
        ]
  for (const placed of order) {
    const value = kind === undefined ? undefined : fieldValue(placed, record.object)
    if (kind === undefined || value === undefined || value === title) continue
    const label = words.label(fieldLabel(kind, [placed.name], placed.field))
    if (typeof value === 'string' && value.length > longText) {
      const language = typeof record.object.lang === 'string' ? record.object.lang : undefined
      texts.push({ type: 'heading', level: 2, text: label }, { type: 'paragraphs', text: value, language })
    } else facts.push({ label, value: sayValue({ value, field: placed.field, kind, path: [placed.name], words }) })
  }
  const newer: Block[] =
    Object.keys(unknown).length === 0
      ? []
      : [
          { type: 'heading', level: 1, text: words.say('newer.title') },
          { type: 'note', tone: 'plain', title: words.say('newer.detail'), lines: [] },
          { type: 'code', text: JSON.stringify(unknown, null, 2) },
        ]
  return { facts, texts, newer }
}

function sayReleases(record: PrintedRecord, words: Words): Block[] {
  const { say } = words
  const kind = kinds.get(record.kind)
  const fieldName = (name: string) => {
    const placed = kind?.fields.find((field) => field.name === name)
    return kind === undefined || placed === undefined ? name : words.label(fieldLabel(kind, [placed.name], placed.field))
  }
  return [
    { type: 'heading', level: 1, text: say('releases.title') },
    {
      type: 'table',
      caption: say('releases.title'),
      columns: [
        { title: say('releases.partner'), share: 17 },
        { title: say('releases.decision'), share: 38 },
        { title: say('releases.without'), share: 20 },
        { title: say('releases.when'), share: 25 },
      ],
      rows: record.releases.map((release) => [
        words.partyName(release.partner),
        [
          words.find('web', `outcome.${release.outcome}`) ?? release.outcome,
          words.find('decisions', release.explanation.code, release.explanation.values) ?? release.explanation.code,
        ].join('. '),
        release.without.length === 0 ? say('releases.nothing') : release.without.map(fieldName).join(', '),
        [
          sayInstant(release.decidedAt, words),
          ...(release.receiptedAt === null ? [] : [say('releases.receipted', { at: sayInstant(release.receiptedAt, words) })]),
        ].join('\n'),
      ]),
    },
  ]
}

function sayChecking(record: PrintedRecord, words: Words): Block[] {
  const { say } = words
  const code = (text: string) => ({ type: 'text', text, code: true }) as const
  return [
    { type: 'heading', level: 1, text: say('check.title') },
    {
      type: 'facts',
      rows: [
        { label: say('check.id'), value: code(record.id) },
        { label: say('check.hash'), value: code(record.sha256) },
        { label: say('check.log'), value: code(`${record.position.origin} #${record.position.seq}`) },
        { label: words.label(recordLabel('envelope.field.retention')), value: { type: 'text', text: sayRetention(record, words) } },
      ],
    },
    { type: 'note', tone: 'plain', title: say('check.how'), lines: [say('check.not')] },
  ]
}

function sayRetention(record: PrintedRecord, words: Words): string {
  return typeof record.envelope.retention === 'string' ? words.label(recordLabel(`envelope.retention.${record.envelope.retention}`)) : '-'
}
