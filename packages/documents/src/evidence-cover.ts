import { kinds, titleLabel } from '@enlace/records'
import type { Block, PrintDocument } from './model.ts'
import { sayInstant, type Words } from './words.ts'

type Said = { readonly code: string; readonly values: Readonly<Record<string, string | number>> }

/** What the cover sheet of an evidence file says: made from the verdict that a verifier of the file comes to. */
export type EvidenceCover = {
  readonly madeAt: Date
  readonly party: string
  readonly agency: string
  readonly by: string
  readonly recipient: { readonly code: string; readonly name: string }
  readonly purpose: string
  readonly ground: string
  readonly order?: string | undefined
  readonly under: readonly string[]
  readonly consents: readonly { readonly party: string; readonly reference: string }[]
  /** Markings of the records as their owners wrote them, each once. */
  readonly markings: readonly string[]
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    /** Undefined when the file does not show what the record says. */
    readonly title?: string | undefined
    readonly modified: string
    readonly show: 'record' | 'opening' | 'entry'
    readonly proves: Said
    readonly doesNotProve: Said
  }[]
  readonly warnings: readonly Said[]
  readonly fingerprints: readonly { readonly name: string; readonly sha256: string }[]
}

/** Lays out the cover sheet: what is proved and what is not in one sentence each, for whom and on what ground, record by record, and how to check it. */
export function toEvidenceDocument(cover: EvidenceCover, words: Words): PrintDocument {
  const { say } = words
  const at = sayInstant(cover.madeAt.toISOString(), words, { seconds: true })
  const text = (value: string) => ({ type: 'text', text: value }) as const
  const code = (value: string) => ({ type: 'text', text: value, code: true }) as const
  const several = (values: readonly string[]) => ({ type: 'several', items: values.map(text) }) as const
  const [only] = cover.records
  const blocks: Block[] = [
    {
      type: 'note',
      tone: 'plain',
      title:
        only !== undefined && cover.records.length === 1
          ? proved(only.proves, words)
          : say('evidence.several', { count: cover.records.length }),
      lines: [only !== undefined && cover.records.length === 1 ? unproved(only.doesNotProve, words) : say('evidence.several.not')],
    },
    ...cover.warnings.map(
      (warning): Block => ({
        type: 'note',
        tone: 'warn',
        title: words.find('decisions', warning.code, named(warning.values, words)) ?? warning.code,
        lines: [],
      }),
    ),
    { type: 'heading', level: 1, text: say('evidence.handed') },
    {
      type: 'facts',
      rows: [
        { label: say('evidence.recipient'), value: text(cover.recipient.name) },
        { label: say('evidence.purpose'), value: text(cover.purpose) },
        { label: say('evidence.ground'), value: text(words.find('decisions', `evidence_open_${cover.ground}`) ?? cover.ground) },
        ...(cover.order === undefined ? [] : [{ label: say('evidence.order'), value: text(cover.order) }]),
        ...(cover.under.length === 0 ? [] : [{ label: say('evidence.under'), value: several(cover.under) }]),
        ...(cover.consents.length === 0
          ? []
          : [
              {
                label: say('evidence.consents'),
                value: several(cover.consents.map(({ party, reference }) => `${words.partyName(party)}: ${reference}`)),
              },
            ]),
        { label: say('evidence.made'), value: text(`${words.partyName(cover.party)} · ${words.agencyName(cover.agency)} · ${at}`) },
      ],
    },
    { type: 'heading', level: 1, text: say('evidence.records', { count: cover.records.length }) },
    ...cover.records.flatMap((record) => recordBlocks(record, words)),
    { type: 'heading', level: 1, text: say('evidence.check') },
    { type: 'list', items: [say('evidence.check.page'), say('evidence.check.command'), say('evidence.check.keys')] },
    { type: 'facts', rows: cover.fingerprints.map(({ name, sha256 }) => ({ label: name, value: code(sha256) })) },
    { type: 'note', tone: 'plain', title: say('evidence.not'), lines: [say('evidence.not.detail')] },
  ]
  return {
    title: say('evidence.title'),
    eyebrow: [words.partyName(cover.party), words.agencyName(cover.agency)].join(' · '),
    lead: [say('evidence.lead', { at })],
    language: words.tag,
    marking: cover.markings.length === 0 ? say('marking.none') : cover.markings.join('  ·  '),
    status: undefined,
    blocks,
    footer: {
      printed: say('footer.purpose', { by: cover.by, at, purpose: cover.purpose }),
      position: say('evidence.footer'),
      page: (page, pages) => say('footer.page', { page, pages }),
    },
    author: words.agencyName(cover.agency),
    subject: say('evidence.title'),
    createdAt: cover.madeAt,
    unprintable: (count) => ({ type: 'note', tone: 'warn', title: say('unprintable', { count }), lines: [say('unprintable.detail')] }),
  }
}

function recordBlocks(record: EvidenceCover['records'][number], words: Words): Block[] {
  const kind = kinds.get(record.kind)
  const kindTitle = kind === undefined ? record.kind : words.label(titleLabel(kind))
  return [
    { type: 'heading', level: 2, text: record.title === undefined ? kindTitle : `${kindTitle}: ${record.title}` },
    {
      type: 'facts',
      rows: [
        { label: words.say('check.id'), value: { type: 'text', text: record.id, code: true } },
        { label: words.say('versions.modified'), value: { type: 'text', text: sayInstant(record.modified, words, { seconds: true }) } },
        { label: words.say('evidence.shown'), value: { type: 'text', text: words.say(`evidence.show.${record.show}`) } },
      ],
    },
    { type: 'paragraphs', text: `${proved(record.proves, words)} ${unproved(record.doesNotProve, words)}` },
  ]
}

function proved({ code, values }: Said, words: Words): string {
  return words.find('verify', `proves.${code}`, spoken(values, words)) ?? code
}

function unproved({ code, values }: Said, words: Words): string {
  return words.find('verify', `does_not_prove.${code}`, spoken(values, words)) ?? code
}

/** Instants as the document's zone shows them. */
function spoken(values: Said['values'], words: Words): Said['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? sayInstant(value, words, { seconds: true }) : value,
    ]),
  )
}

/** Codes of parties as their names. */
function named(values: Said['values'], words: Words): Said['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, name === 'party' || name === 'from' ? words.partyName(String(value)) : value]),
  )
}
