import type { RequestFlow } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import type { Desk } from './desk.ts'
import { heading, note, say, several, text } from './print-cells.ts'
import { formOf, stateOf } from './print-requests.ts'
import type { SheetPrint } from './print-sheets.ts'

type Form = RequestFlow['forms'][number]

const ways = ['received', 'sent'] as const
const sums = ['open', 'closed', 'heldLong', 'lapsed', 'assurances'] as const
const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('requests', key, values)

/** Where requests wait and how long, both ways beside each other. */
export const flowPrint: SheetPrint = {
  source: ({ of }) => ({ path: `/api/v1/request-flow?${of}` }),
  read: (answer, { desk }) => {
    const { forms, heldDays }: RequestFlow = JSON.parse(answer)
    return {
      tlps: [],
      parts: [
        { type: 'paragraphs', text: word('flow.lead') },
        ...(forms.length === 0 ? [note('plain', word('flow.empty'))] : forms.flatMap((form) => partsOf(form, heldDays, desk))),
      ],
    }
  },
}

function partsOf({ form, totals, stages }: Form, days: number, desk: Desk): SheetPart[] {
  const name = formOf(form, desk)
  const both = ways.map((way) => word(`direction.${way}`))
  const totalOf = (way: string) => totals.find(({ direction }) => direction === way)
  return [
    heading(name),
    {
      type: 'table',
      caption: word('flow.sums', { form: name }),
      columns: [{ title: word('flow.what'), share: 50 }, ...both.map((title) => ({ title, share: 25, align: 'right' as const }))],
      rows: sums.map((sum) => [
        word(`flow.${sum}`, { days }),
        ...ways.map((way) => {
          const [count, open] = [totalOf(way)?.[sum] ?? 0, totalOf(way)?.open ?? 0]
          return sum === 'heldLong' && count > 0 && open > 0 ? word('flow.share', { count, share: count / open }) : text(String(count))
        }),
      ]),
    },
    {
      type: 'table',
      caption: word('flow.stages', { form: name }),
      columns: [{ title: word('flow.state'), share: 40 }, ...both.map((title) => ({ title, share: 30 }))],
      rows: stages.map(({ state, waits, over, sides }) => [
        several(stateOf(form, state, desk), waits === null ? text('') : say('requests', `waits.${waits}`, {}, waits)),
        ...ways.map((way) => {
          const side = sides.find(({ direction }) => direction === way)
          if (side === undefined) return word('flow.none')
          const { now, median, longest } = side
          return several(word('flow.stand', { count: now }), over ? text('') : word('flow.took', { median, longest }))
        }),
      ]),
    },
  ]
}
