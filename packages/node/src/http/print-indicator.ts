import type { IndicatorDetail, IndicatorSide, IndicatorValueShown } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { and, both, choice, day, facts, heading, inLine, note, party, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('indicators', key, values)
const sideOf = (side: string): Cell => (side === 'all' ? word('column.side.all') : party(side))

/** A card with its values: both sides beside each other, every figure with what it restated, the fixed sentence about its cause, limits and the card. */
export const indicatorPrint: SheetPrint = {
  source: ({ id, of }) => ({ path: `/api/v1/programme/indicators/${encodeURIComponent(id)}?${of}` }),
  read: (answer) => {
    const detail: IndicatorDetail = JSON.parse(answer)
    const { indicator, card, lines, versions, causal, on } = detail
    const words = (name: string): Cell | undefined => {
      const value = card.fields[name]
      if (typeof value === 'string') return text(value)
      return isWords(value) ? both(value) : undefined
    }
    const rivals = Array.isArray(card.fields.rivals) ? card.fields.rivals.filter(isWords) : []
    return {
      title: both(indicator.title),
      tlps: [indicator.record.tlp],
      ids: versions.map(({ id }) => id),
      parts: [
        facts(
          ...(indicator.level === null ? [] : [[field('level'), choice('indicator-card', 'level', indicator.level)] as const]),
          [field('unit'), text(indicator.unit)],
          ...(indicator.direction === null
            ? []
            : [[field('direction'), choice('indicator-card', 'direction', indicator.direction)] as const]),
          [word('field.asOf'), day(on)],
        ),
        ...(indicator.verifiable ? [] : [note('warn', word('missing', { names: and(indicator.missing.map((name) => field(name))) }))]),
        ...indicator.marks.map((code) => note('warn', word(`mark.${code}`))),
        heading(word('sides')),
        facts(...indicator.sides.map((side) => [sideOf(side.side), saySide(side)] as const)),
        heading(word('values')),
        ...(lines.length === 0 ? [{ type: 'paragraphs', text: word('values.none') } as const] : lines.map(lineTable)),
        heading(word('attribution')),
        { type: 'paragraphs', text: word(`attribution.${indicator.attribution ?? 'none'}`) },
        ...(rivals.length === 0
          ? []
          : [heading(word('otherExplanations'), 2), { type: 'list', items: rivals.map((one) => both(one)) } as const]),
        ...(causal.length === 0
          ? []
          : [note('warn', word('causal'), ...causal.map((one) => word('causal.one', { words: one.words, field: field(one.field) })))]),
        heading(word('card')),
        facts(
          ...cardFields.flatMap((name) => {
            const said = words(name)
            return said === undefined ? [] : [[field(name), said] as const]
          }),
        ),
      ],
    }
  },
}

const cardFields = [
  ...[
    'definition',
    'counting_rule',
    'population',
    'exclusions',
    'computation',
    'query',
    'source',
    'extraction',
    'direction_why',
    'mechanism',
  ],
  ...['limits', 'confidence_why', 'confirmer', 'disclosure', 'revision_policy', 'sunset'],
]

function field(name: string): Cell {
  return { type: 'field', kind: 'indicator-card', field: name }
}

function saySide({ latest, rivals, baseline, target, rates, notAgreedBy }: IndicatorSide): Cell {
  return several(
    ...(latest.length === 0 ? [word('none')] : latest.map(sayValue)),
    ...rivals.map((value) => inLine(': ', word('line.rival', { side: party(value.from), party: party(value.from) }), sayValue(value))),
    inLine(
      ': ',
      word('baseline'),
      baseline?.value == null ? word('baseline.none') : inLine(', ', text(String(baseline.value)), day(baseline.on), text(baseline.source)),
    ),
    inLine(
      ': ',
      word('target'),
      target?.value == null ? word('target.none') : inLine(', ', text(String(target.value)), day(target.dueOn), text(target.setBy)),
    ),
    ...(rates?.achieved == null ? [] : [inLine(': ', word('rate.achieved'), word('rate.value', { value: saySpan(rates.achieved) }))]),
    ...(rates?.needed == null ? [] : [inLine(': ', word('rate.needed'), word('rate.value', { value: saySpan(rates.needed) }))]),
    ...(rates === null ? [] : [word(`standing.${rates.standing}`)]),
    ...(notAgreedBy.length === 0 ? [] : [word('notAgreed', { names: and(notAgreedBy.map((one) => party(one))) })]),
  )
}

function sayValue(value: IndicatorValueShown): Cell {
  const figure = value.span === null ? word(`notAvailable.${value.notAvailable}`) : text(`${saySpan(value.span)} ${value.unit}`)
  return inLine(
    '; ',
    figure,
    word('period', { start: day(value.start), end: day(value.end) }),
    word('asOf', { day: day(value.asOf) }),
    ...(value.missingReporters.length === 0 ? [] : [word('missingReporters', { names: value.missingReporters.join('; ') })]),
    ...(value.provisional ? [word('provisional')] : []),
  )
}

function lineTable({ side, from, source, own, entries }: IndicatorDetail['lines'][number]): SheetPart {
  return {
    type: 'table',
    caption: inLine(
      ' · ',
      own ? word('line.own', { party: party(from) }) : word('line.rival', { side: sideOf(side), party: party(from) }),
      text(source),
    ),
    columns: [
      { title: word('value.period'), share: 3 },
      { title: word('value.figure'), share: 3 },
      { title: word('value.earlier'), share: 3 },
      { title: word('value.marks'), share: 3 },
    ],
    rows: entries
      .toReversed()
      .map(({ current, earlier, marks }) => [
        inLine(' – ', day(current.start), day(current.end)),
        sayValue(current),
        several(
          ...earlier.map((value) =>
            inLine('; ', text(value.span === null ? '' : saySpan(value.span)), word('asOf', { day: day(value.asOf) })),
          ),
          ...(current.reason === null ? [] : [word(`reason.${current.reason}`)]),
        ),
        several(...marks.map((code) => word(`mark.${code}`))),
      ]),
  }
}

function saySpan({ low, high }: { readonly low: number; readonly high: number }): string {
  const round = (value: number) => String(Math.round(value * 100) / 100)
  return low === high ? round(low) : `${round(low)}–${round(high)}`
}

function isWords(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((words) => typeof words === 'string')
  )
}
