import { kinds } from '@enlace/records'
import { certification } from './certification.ts'
import { enclosureParts, markingOfAll, toContents } from './enclosures.ts'
import type { Block, Fact, PrintDocument, Said } from './model.ts'
import type { PrintedRequest } from './printed-request.ts'
import { authorOf, knowingTitles, titleOfRecord, toRecordDocument } from './record-document.ts'
import { sayBasis, sayUse } from './say-envelope.ts'
import { sayDocumentState, sayWhere } from './say-request.ts'
import { sayField } from './say-value.ts'
import { sayDay, sayInstant, type Words } from './words.ts'

const text = (value: string): Said => ({ type: 'text', text: value })

/** A request with everything that goes with it: cover and contents, the request, each document behind its sheet, and a page to certify it. */
export function toRequestPackage(request: PrintedRequest, plain: Words): PrintDocument {
  const words = knowingTitles(request.record, plain)
  const { say } = words
  const { record, enclosures } = request
  const own = toRequestDocument(request, words)
  const marking = markingOfAll([record, ...enclosures.flatMap((one) => one.record ?? [])], words)
  return {
    ...own,
    eyebrow: say('package.title'),
    opening: 'sheet',
    marking,
    blocks: [
      { type: 'heading', level: 1, text: say('package.parties') },
      { type: 'facts', rows: [...parties(request, words), ...grounds(request, words)] },
    ],
    parts: [
      toContents({ ...own, marking }, words),
      { ...own, title: say('package.request', { title: own.title }) },
      ...enclosureParts(request, words),
      certification(record, marking, enclosures.length, words),
    ],
  }
}

/** The request behind its cover: its words, its checklist, how far it is, and what goes with it. */
function toRequestDocument(request: PrintedRequest, words: Words): PrintDocument {
  const { say } = words
  const { record } = request
  const base = toRecordDocument(record, words)
  const blocks: Block[] = [
    { type: 'note', tone: 'plain', title: say('use.title'), lines: sayUse(record.envelope, words) },
    ...asked(request, words),
    ...checklist(request, words),
    ...course(request, words),
    ...listOfEnclosures(request, words),
  ]
  return {
    ...base,
    eyebrow: [words.pick(request.form) ?? base.eyebrow, words.partyName(record.from), words.agencyName(authorOf(record))].join(' · '),
    blocks,
  }
}

function parties({ requesting, requested, authorities }: PrintedRequest, words: Words): Fact[] {
  const side = (label: string, party: string): Fact => {
    const there = authorities.filter((authority) => authority.party === party)
    return {
      label,
      value: {
        type: 'several',
        items: [
          text(words.partyName(party)),
          ...there.map(({ name, does }) => text(`${words.pick(name) ?? ''}: ${(words.pick(does) ?? '').toLowerCase()}`)),
        ],
      },
    }
  }
  return [side(words.say('package.requesting'), requesting), side(words.say('package.requested'), requested)]
}

function grounds({ record, instruments, state }: PrintedRequest, words: Words): Fact[] {
  const { say } = words
  const { legal_basis: basis, purpose } = record.envelope
  return [
    {
      label: say('package.basis'),
      value: text(sayBasis(basis, record.law, words)),
    },
    ...(instruments.length === 0
      ? []
      : [
          {
            label: say('package.instruments'),
            value: {
              type: 'several' as const,
              items: instruments.map(({ title, reference }) => text(`${words.pick(title) ?? ''} (${reference})`)),
            },
          },
        ]),
    ...(typeof purpose === 'string' && purpose !== '' ? [{ label: say('package.purpose'), value: text(purpose) }] : []),
    { label: say('use.title'), value: { type: 'several', items: sayUse(record.envelope, words).map(text) } },
    ...(state === null ? [] : [{ label: say('package.state'), value: text(words.pick(state) ?? '') }]),
  ]
}

/** The words of the request itself: what its author wrote, each under its heading. */
function asked({ record }: PrintedRequest, words: Words): Block[] {
  const kind = kinds.get('request')
  if (kind === undefined) return []
  const said = (name: string) => sayField(kind, name, record.object, words)
  const rows = ['offence', 'urgency', 'reply_by', 'confidentiality', 'formalities', 'reference'].flatMap((name) => said(name) ?? [])
  const language = typeof record.object.lang === 'string' ? record.object.lang : undefined
  const texts = ['content', 'sought', 'facts'].flatMap((name): Block[] => {
    const field = said(name)
    if (field === undefined || field.value.type !== 'text') return []
    return [
      { type: 'heading', level: 1, text: field.label },
      { type: 'paragraphs', text: field.value.text, language },
    ]
  })
  return [...texts, { type: 'facts', rows }]
}

function checklist({ documents, enclosures }: PrintedRequest, words: Words): Block[] {
  const { say } = words
  if (documents.length === 0) return []
  return [
    { type: 'heading', level: 1, text: say('package.documents') },
    {
      type: 'table',
      caption: say('package.documents'),
      columns: [
        { title: say('package.document'), share: 34 },
        { title: say('package.by'), share: 14 },
        { title: say('package.translation'), share: 16 },
        { title: say('package.document.state'), share: 20 },
        { title: say('package.enclosed'), share: 16 },
      ],
      rows: documents.map((document) => {
        const places = enclosures.flatMap((one, i) => (one.document === document.id ? [String(i + 1)] : []))
        return [
          [words.pick(document.title) ?? document.id, sayWhere(document, words)].filter((part) => part !== '').join('\n'),
          words.partyName(document.by),
          say(document.translation ? 'yes' : 'no'),
          sayDocumentState(document.state, words),
          places.length === 0 ? say('package.enclosed.none') : places.join(', '),
        ]
      }),
    },
  ]
}

function course({ steps, clocks }: PrintedRequest, words: Words): Block[] {
  const { say } = words
  const kind = kinds.get('request-step')
  const nameOf = (step: string) => {
    const said = kind === undefined ? undefined : sayField(kind, 'step', step, words)?.value
    return said?.type === 'text' ? said.text : step
  }
  const rows: Block[] =
    clocks.length === 0
      ? []
      : [
          { type: 'heading', level: 1, text: say('package.clocks') },
          {
            type: 'table',
            caption: say('package.clocks'),
            columns: [
              { title: say('package.clock'), share: 46 },
              { title: say('package.owner'), share: 18 },
              { title: say('package.due'), share: 18 },
              { title: say('package.clock.state'), share: 18 },
            ],
            rows: clocks.map((clock) => [
              [words.pick(clock.title) ?? '', sayWhere(clock, words)].filter((part) => part !== '').join('\n'),
              words.partyName(clock.owner),
              sayLimit(clock, words),
              words.find('requests', `clock.${clock.state}`) ?? clock.state,
            ]),
          },
        ]
  if (steps.length === 0) return rows
  return [
    ...rows,
    { type: 'heading', level: 1, text: say('package.steps') },
    {
      type: 'timeline',
      events: steps.map(({ step, by, at, aside, content, ground, court, number, day, document, documentState }) => ({
        at: sayInstant(at, words),
        what: `${words.partyName(by)}: ${nameOf(step)}${aside ? ` (${say('package.aside')})` : ''}`,
        detail:
          [
            content,
            words.pick(ground),
            [court, number].filter((part) => part !== null).join(' '),
            day === null ? '' : sayDay(day, words),
            document === null
              ? ''
              : `${words.pick(document) ?? ''}${documentState === null ? '' : `: ${sayDocumentState(documentState, words)}`}`,
          ]
            .filter((part) => part !== undefined && part !== '')
            .join('\n') || undefined,
      })),
    },
  ]
}

function listOfEnclosures({ enclosures }: PrintedRequest, words: Words): Block[] {
  const { say } = words
  if (enclosures.length === 0) return []
  return [
    { type: 'heading', level: 1, text: say('package.enclosures') },
    {
      type: 'table',
      caption: say('package.enclosures'),
      columns: [
        { title: say('package.number'), share: 8, align: 'right' },
        { title: say('package.document'), share: 34 },
        { title: say('package.position'), share: 22, code: true },
        { title: say('check.hash'), share: 36, code: true },
      ],
      rows: enclosures.map((one, i) =>
        one.record === undefined
          ? [String(i + 1), say('package.not_held'), '', '']
          : [
              String(i + 1),
              titleOfRecord(one.record, words),
              `${one.record.position.origin} #${one.record.position.seq}`,
              // Two lines: no column is wide enough for sixty-four characters.
              `${one.record.sha256.slice(0, 32)}\n${one.record.sha256.slice(32)}`,
            ],
      ),
    },
  ]
}

function sayLimit({ lastDay, dueAt }: PrintedRequest['clocks'][number], words: Words): string {
  if (lastDay !== null) return sayDay(lastDay, words)
  return dueAt === null ? words.say('package.due.none') : sayInstant(dueAt, words)
}
