import type { JsonObject } from '@enlace/core'
import { kinds, titleLabel } from '@enlace/records'
import type { Block, PrintDocument } from './model.ts'
import { sayTold } from './told.ts'
import { sayDay, sayInstant, type Words } from './words.ts'

/** The redacted log of custody and legal basis of one case, for the counsel of its person. It names offices and no officer. */
export type PrintedPassport = {
  readonly madeAt: Date
  readonly party: string
  readonly agency: string
  readonly counsel: string
  readonly purpose: string
  readonly person?: string | undefined
  readonly reference?: string | undefined
  /** Markings of the records as their owners wrote them, each once. */
  readonly markings: readonly string[]
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    readonly from: string
    /** The fields that are printed, in the shape of the kind. */
    readonly object: JsonObject
    /** Why its bytes are not in the evidence file; null where they are. */
    readonly closed: string | null
    /** Values struck. */
    readonly struck: number
    readonly position: { readonly origin: string; readonly seq: number }
    readonly sha256: string
  }[]
  readonly sendings: readonly {
    readonly day: string
    readonly partner: string
    readonly agreement: string | null
    readonly instrument: string | null
    readonly article: string | null
  }[]
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[]
  readonly fingerprints: readonly { readonly name: string; readonly sha256: string }[]
}

/** Lays a rights passport out: custody, pathways and proceedings in the order of time, what was sent on which basis, what stays and why, and what is proved. */
export function toPassportDocument(passport: PrintedPassport, words: Words): PrintDocument {
  const { say } = words
  const at = sayInstant(passport.madeAt.toISOString(), words)
  const text = (value: string) => ({ type: 'text', text: value }) as const
  const agency = words.agencyName(passport.agency)
  const struck = passport.records.reduce((sum, one) => sum + one.struck, 0)
  const blocks: Block[] = [
    { type: 'note', tone: 'plain', title: say('passport.what'), lines: [say('passport.not_guilt')] },
    {
      type: 'facts',
      rows: [
        ...(passport.person === undefined ? [] : [{ label: say('passport.person'), value: text(passport.person) }]),
        ...(passport.reference === undefined ? [] : [{ label: say('passport.reference'), value: text(passport.reference) }]),
        { label: say('passport.counsel'), value: text(passport.counsel) },
        { label: say('evidence.purpose'), value: text(passport.purpose) },
        { label: say('evidence.made'), value: text(`${words.partyName(passport.party)} · ${agency} · ${at}`) },
      ],
    },
    ...sayTold({ kind: 'case', told: passport.records }, words),
    ...sayNone(passport, words),
    { type: 'heading', level: 1, text: say('passport.sendings') },
    ...saySendings(passport, words),
    { type: 'heading', level: 1, text: say('passport.left_out') },
    {
      type: 'list',
      items: [
        ...passport.leftOut.map(({ reason, count }) =>
          say('passport.count', { count, reason: words.find('decisions', `passport_left_out_${reason}`) ?? reason }),
        ),
        ...(struck === 0 ? [] : [say('passport.struck', { count: struck })]),
        ...(passport.leftOut.length === 0 && struck === 0 ? [say('passport.left_out.none')] : []),
        say('passport.never'),
      ],
    },
    { type: 'heading', level: 1, text: say('passport.proof') },
    { type: 'paragraphs', text: say('passport.proof.how') },
    ...sayProofs(passport, words),
    { type: 'heading', level: 1, text: say('evidence.check') },
    { type: 'list', items: [say('evidence.check.page'), say('evidence.check.command'), say('evidence.check.keys')] },
    { type: 'facts', rows: passport.fingerprints.map(({ name, sha256 }) => ({ label: name, value: { ...text(sha256), code: true } })) },
    { type: 'note', tone: 'plain', title: say('evidence.not'), lines: [say('evidence.not.detail'), say('passport.paper')] },
  ]
  return {
    title: say('passport.title'),
    eyebrow: [words.partyName(passport.party), agency].join(' · '),
    lead: [say('passport.lead', { at })],
    language: words.tag,
    marking: passport.markings.length === 0 ? say('marking.none') : passport.markings.join('  ·  '),
    status: undefined,
    blocks,
    footer: {
      printed: say('footer.purpose', { by: agency, at, purpose: passport.purpose }),
      position: say('passport.footer'),
      page: (page, pages) => say('footer.page', { page, pages }),
    },
    author: agency,
    subject: say('passport.title'),
    createdAt: passport.madeAt,
    unprintable: (count) => ({ type: 'note', tone: 'warn', title: say('unprintable', { count }), lines: [say('unprintable.detail')] }),
  }
}

function sayNone({ records }: PrintedPassport, { say }: Words): Block[] {
  return records.length === 0 ? [{ type: 'note', tone: 'plain', title: say('passport.none'), lines: [] }] : []
}

function saySendings({ sendings }: PrintedPassport, words: Words): Block[] {
  const { say } = words
  if (sendings.length === 0) return [{ type: 'paragraphs', text: say('passport.sendings.none') }]
  return [
    {
      type: 'table',
      caption: say('passport.sendings'),
      columns: [
        { title: say('passport.day'), share: 20 },
        { title: say('passport.partner'), share: 22 },
        { title: say('evidence.under'), share: 20 },
        { title: say('passport.basis'), share: 38 },
      ],
      rows: sendings.map(({ day, partner, agreement, instrument, article }) => [
        sayDay(day, words),
        words.partyName(partner),
        agreement ?? '–',
        instrument === null
          ? say('passport.basis.none')
          : [instrument, ...(article === null ? [] : [say('passport.article', { article })])].join(', '),
      ]),
    },
  ]
}

function sayProofs({ records }: PrintedPassport, words: Words): Block[] {
  const { say } = words
  return records.flatMap(({ id, kind: name, position, closed, sha256 }): Block[] => {
    const kind = kinds.get(name)
    const code = (value: string) => ({ type: 'text', text: value, code: true }) as const
    const shown = closed === null ? say('evidence.show.record') : say('evidence.show.entry')
    const why = closed === null ? '' : ` ${words.find('decisions', `passport_closed_${closed}`) ?? closed}`
    return [
      { type: 'heading', level: 2, text: kind === undefined ? name : words.label(titleLabel(kind)) },
      {
        type: 'facts',
        rows: [
          { label: say('check.id'), value: code(id) },
          { label: say('passport.place'), value: code(`${position.origin} #${position.seq}`) },
          { label: say('evidence.shown'), value: { type: 'text', text: `${shown}.${why}` } },
          // The hash of bytes that stay closed would let somebody who guesses them know that they guessed right.
          ...(closed === null ? [{ label: 'SHA-256', value: code(sha256) }] : []),
        ],
      },
    ]
  })
}
