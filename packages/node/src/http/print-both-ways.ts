import type { CommunityShape, ReciprocityShape } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { word } from './print-brief-line.ts'
import { both, choice, day, heading, inLine, note, party, several, text } from './print-cells.ts'
import { formOf } from './print-requests.ts'
import type { SheetPrint } from './print-sheets.ts'

type Side = ReciprocityShape['rows'][number]['sides'][number]
const counts = ['asked', 'answered', 'refused'] as const

/** Who asked, answered and refused, how fast and how useful: a table for each sort, every party beside every other. */
export const reciprocityPrint: SheetPrint = {
  source: ({ of }) => ({ path: `/api/v1/programme/brief/reciprocity?${of}` }),
  read: (answer, { desk }) => {
    const { rows, from, to, tlp, more }: ReciprocityShape = JSON.parse(answer)
    return {
      tlps: tlp === null ? [] : [tlp],
      parts: [
        { type: 'paragraphs', text: word('between', { from: day(from), to: day(to) }) },
        { type: 'paragraphs', text: word('reciprocity.rule') },
        ...(more ? [note('warn', word('truncated'))] : []),
        ...(rows.length === 0
          ? [note('plain', word('reciprocity.none'))]
          : rows.flatMap(({ what, sides }): SheetPart[] => {
              const name: Cell = what === 'mirror-alert' ? { type: 'kind', value: what } : formOf(what, desk)
              const share = Math.floor(64 / sides.length)
              const row = (label: Cell, cell: (side: Side) => Cell) => [label, ...sides.map(cell)]
              return [
                heading(name),
                {
                  type: 'bars',
                  caption: text(''),
                  legend: [word('answered'), word('waiting'), word('refused')],
                  rows: sides.map((side) => ({
                    label: word('asks', { party: party(side.party) }),
                    parts: [side.answered, side.open, side.refused],
                    said: inLine(
                      ', ',
                      ...(['answered', 'refused'] as const).map((one) => word('counted', { code: word(one), count: side[one] })),
                      word('counted', { code: word('waiting'), count: side.open }),
                    ),
                  })),
                },
                {
                  type: 'table',
                  caption: name,
                  columns: [
                    { title: text(''), share: 36 },
                    ...sides.map((side) => ({ title: word('asks', { party: party(side.party) }), share })),
                  ],
                  rows: [
                    ...counts.map((one) => row(word(one), (side) => text(String(side[one])))),
                    row(word('waiting'), (side) => text(String(side.open))),
                    row(word('hours'), ({ hours }) => waited(hours)),
                    row(word('grounds'), (side) => tallied(side.grounds, (code) => groundOf(what, code))),
                    row(word('worth'), (side) => tallied(side.verdicts, (code) => choice('feedback', 'verdict', code))),
                  ],
                },
              ]
            })),
      ],
    }
  },
}

/** Counts of paired communities, a table for each kind; what is withheld says so. */
export const communityPrint: SheetPrint = {
  source: ({ of }) => ({ path: `/api/v1/programme/brief/community?${of}` }),
  read: (answer) => {
    const { pairs, checked, tables, parties, from, to, tlp, more }: CommunityShape = JSON.parse(answer)
    const placeOf = new Map(
      pairs.map(({ code, mx, us }) => [
        code,
        inLine(
          ' – ',
          inLine(', ', text(mx.name), both(mx.state)),
          inLine(', ', word('community.county', { name: us.name }), both(us.state)),
        ),
      ]),
    )
    const share = Math.floor(52 / (parties.length + 1))
    const safe = (count: number | null) => (count === null ? word('community.withheld') : text(String(count)))
    return {
      tlps: tlp === null ? [] : [tlp],
      parts: [
        { type: 'paragraphs', text: word('between', { from: day(from), to: day(to) }) },
        { type: 'paragraphs', text: word('community.rule') },
        ...(more ? [note('warn', word('truncated'))] : []),
        ...(tables.length === 0 ? [note('plain', word('community.none'))] : []),
        ...tables.flatMap(({ kind, rows, total }): SheetPart[] => [
          heading({ type: 'kind', value: kind }),
          {
            type: 'table',
            caption: { type: 'kind', value: kind },
            columns: [
              { title: word('community.place'), share: 48 },
              ...parties.map((one) => ({ title: party(one), share, align: 'right' as const })),
              { title: word('community.both'), share, align: 'right' },
            ],
            rows: [
              ...rows.map(({ code, counts: numbers }) => [placeOf.get(code) ?? text(code), ...numbers.map(safe)]),
              [word('community.total'), ...total.map(safe)],
            ],
          },
        ]),
        note('plain', word('community.codes', { day: day(checked.on) }), both(checked.how)),
      ],
    }
  },
}

/** A ground of refusal in its own words: of an alert by its list, of a request by its code. */
function groundOf(what: string, code: string): Cell {
  if (code === 'unstated') return word('unstated')
  return what === 'mirror-alert' ? choice('response', 'reason', code) : text(code)
}

function tallied(all: Side['grounds'], say: (code: string) => Cell): Cell {
  return all.length === 0 ? word('none') : several(...all.map(({ code, count }) => word('counted', { code: say(code), count })))
}

/** Of fewer the slow end says nothing that the middle does not. */
const fewest = 20

function waited(hours: Side['hours']): Cell {
  if (hours === null) return word('hours.none')
  const [p50, p95] = [spanOf(hours.p50), spanOf(hours.p95)]
  return hours.of < fewest ? word('hours.few', { p50, of: hours.of }) : word('hours.said', { p50, p95, of: hours.of })
}

/** A stretch of hours by the unit that it is read in: minutes, hours or days. */
function spanOf(hours: number): Cell {
  if (hours < 1) return word('span.minutes', { count: Math.max(1, Math.ceil(hours * 60)) })
  const count = Math.round((hours < 48 ? hours : hours / 24) * 10) / 10
  return word(hours < 48 ? 'span.hours' : 'span.days', { count })
}
