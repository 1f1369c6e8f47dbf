import type { LedgerShape } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { officesOf, precisionOf } from '@enlace/records'
import { and, both, choice, day, facts, heading, inLine, note, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

type Point = LedgerShape['points'][number]
type Said = Point['denials'][number]
type Source = LedgerShape['documents'][number]

const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('claims', key, values)
const code = (field: string, value: string) => choice('claim', field, value)

/** Who says what about a record: first what all agree on, then each point with its accounts and denials, then the sources. */
export const claimsPrint: SheetPrint = {
  source: ({ id }) => ({ path: `/api/v1/records/${encodeURIComponent(id)}/claims` }),
  read: (answer, { id }) => {
    const { points, documents, more }: LedgerShape = JSON.parse(answer)
    const agreed = points.flatMap(({ point, accounts }) => accounts.filter((one) => one.agreed).map((one) => ({ point, one })))
    const claims = points.flatMap(({ accounts, denials }) => [...accounts.flatMap((one) => one.claims), ...denials])
    const publishers = new Map(documents.map((one) => [one.id, one.publisher]))
    return {
      tlps: [],
      ids: [id, ...[...claims, ...documents].map((one) => one.id)],
      parts: [
        heading(word('agreed')),
        agreed.length === 0
          ? { type: 'paragraphs', text: word('agreed.none') }
          : facts(
              ...agreed.map(
                ({ point, one }) => [code('point', point), several(both(wordsOf(one)), word('sources', { count: one.sources }))] as const,
              ),
            ),
        heading(word('title')),
        { type: 'paragraphs', text: word('lead') },
        ...points.flatMap((point) => partsOf(point, publishers)),
        ...(documents.length === 0 ? [] : [heading(word('documents')), facts(...documents.map(sourceOf))]),
        ...(more ? [note('warn', word('more'))] : []),
      ],
    }
  },
}

function partsOf({ point, standing, marks, accounts, denials }: Point, publishers: ReadonlyMap<string, string>): SheetPart[] {
  const told = (claims: readonly Said[]) => several(...claims.map((one) => several(...linesOf(one, publishers.get(one.document)))))
  return [
    heading(inLine(': ', code('point', point), word(`standing.${standing}`)), 2),
    ...(marks.length === 0 ? [] : [{ type: 'list' as const, items: marks.map((mark) => word(`mark.${mark}`)) }]),
    facts(
      ...accounts.map(
        (account) =>
          [
            several(accountOf(point, account), account.sources === 0 ? word('sources.none') : word('sources', { count: account.sources })),
            told(account.claims),
          ] as const,
      ),
      ...denials.map((denial) => [word('denies', { who: both(wordsOf(denial)) }), told([denial])] as const),
    ),
  ]
}

/** A label stands in quotation marks with who uses it, and never by itself. */
function accountOf(point: string, account: Point['accounts'][number]): Cell {
  const said = both(wordsOf(account))
  const who = inLine(', ', ...[...new Set(account.claims.map(({ speaker }) => speaker))].map(text))
  return point === 'label' ? word('label', { label: said, who }) : said
}

function linesOf(one: Said, publisher: string | undefined): Cell[] {
  const known = one.date_basis === 'relative' || one.date_basis === 'inferred' || one.date_basis === 'partial' ? one.date_basis : undefined
  const on = one.said_on ?? one.true_on
  const held = on === null ? [] : officesOf(one.speaker, on)
  const aside = one.set_aside === null || one.set_aside === 'doubt_or_denial' ? undefined : one.set_aside
  const { recount } = one
  return [
    inLine(' · ', text(one.speaker), text(one.role), code('speaks_for', one.speaks_for), code('channel', one.channel), text(publisher)),
    inLine(' ', both(one.account), ...(one.word === null ? [] : [word('word'), text(`“${one.word}”`)])),
    inLine(
      ' · ',
      code('stance', one.stance),
      code('modality', one.modality),
      ...(one.phase === null ? [] : [code('phase', one.phase)]),
      ...(one.true_on === null ? [] : [word('on', { day: day(one.true_on), part: precisionOf(one.true_on) })]),
      ...(known === undefined || (known !== 'inferred' && one.date_words === null)
        ? []
        : [word(`date.${known}`, { words: one.date_words ?? '' })]),
      ...(one.said_on === null ? [] : [word('said', { day: day(one.said_on), part: precisionOf(one.said_on) })]),
      ...(one.low === null || one.high === null ? [] : [word('range', { low: one.low, high: one.high, unit: one.unit ?? '' })]),
      ...(one.baseline === null ? [] : [word('baseline', { baseline: one.baseline })]),
    ),
    ...(held.length === 0
      ? []
      : [
          word('office', {
            offices: and(
              held.map(({ office, holder }) =>
                holder.acting === true ? inLine(', ', both(office.name), word('office.acting')) : both(office.name),
              ),
            ),
          }),
        ]),
    ...(recount === null
      ? []
      : [
          inLine(
            ' ',
            word(`recount.${recount.verdict}`),
            word('recount.what', {
              kind: { type: 'kind', value: recount.kind },
              order: word(`recount.order.${recount.order}`),
              claimed: recount.claimed,
              count: recount.counted,
              from: recount.from === null ? '…' : day(recount.from),
              until: recount.until === null ? '…' : day(recount.until),
            }),
            ...(recount.rank === null ? [] : [word('recount.rank', { rank: recount.rank })]),
            ...recount.missing.map(({ why, count }) => word(`recount.missing.${why}`, { count })),
          ),
        ]),
    ...(aside === undefined ? [] : [word(`aside.${aside}`)]),
  ]
}

function sourceOf(one: Source): readonly [Cell, Cell] {
  const open = (on: string | null) => (on === null ? word('presumed.open') : day(on))
  return [
    text(one.title),
    several(
      inLine(
        ' · ',
        text(one.publisher),
        one.published_on === null ? word('document.undated') : day(one.published_on),
        choice('source-document', 'digital_source_type', one.made),
        ...(one.copy_of === null ? [] : [word('document.copy')]),
      ),
      text(one.url),
      ...(one.impossible ? [word('document.impossible')] : []),
      ...(one.presumes.length === 0 ? [] : [word('document.presumes')]),
      ...one.presumes.map(({ what, from, until, basis }) => word('presumed', { what, from: open(from), until: open(until), basis })),
    ),
  ]
}

function wordsOf({ value, value_words }: { readonly value: string; readonly value_words: Readonly<Record<string, string>> }) {
  return Object.keys(value_words).length === 0 ? { en: value } : value_words
}
