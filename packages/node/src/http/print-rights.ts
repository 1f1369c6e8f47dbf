import type { RecordRights, RightsFlagShape, RightsFlags } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { agency, and, choice, facts, heading, inLine, instant, note, party, say, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('rights', key, values)

/** Rights flags with their answers: those of a record, or those of the agency. */
export const rightsPrint: SheetPrint = {
  source: ({ id }) => ({ path: id === '' ? '/api/v1/rights-flags' : `/api/v1/records/${encodeURIComponent(id)}/rights` }),
  read: (answer, { id }) => {
    const { items, paused = null, waiting = [] }: Partial<RecordRights & RightsFlags> & Pick<RightsFlags, 'items'> = JSON.parse(answer)
    return {
      ids: id === '' ? [] : [id],
      tlps: items.flatMap(({ record, about }) => [...(record === null ? [] : [record]), ...about].map(({ tlp }) => tlp)),
      parts: [
        ...(paused === null ? [] : [note('warn', word(`paused.${paused}`), word('paused.detail'))]),
        ...waiting.map(({ partner, count }) => note('warn', word('waiting', { count, party: party(partner) }))),
        ...(items.length === 0 ? [note('plain', word('empty'))] : items.flatMap(partsOf)),
      ],
    }
  },
}

function partsOf(flag: RightsFlagShape): SheetPart[] {
  const { record, fears, state, about, content, channel, raisedBy, raisedAt, dueAt, answeredBy, answeredAt, answer, assurance, reason } =
    flag
  const row = (label: Cell, value: string | null) => (value === null || value === '' ? [] : [[label, text(value)] as const])
  return [
    heading(record === null ? word('elsewhere', { agency: agency(flag.agency) }) : text(record.title)),
    facts(
      [say('documents', 'sheet.state'), word(`state.${state}`)],
      ...(fears.length === 0 ? [] : [[word('fears'), and(fears.map((fear) => choice('rights-flag', 'fears', fear)))] as const]),
      ...row(word('words'), content),
      ...(channel === null ? [] : [[word('channel'), choice('rights-flag', 'channel', channel)] as const]),
      [word('raised', { by: raisedBy ?? '–' }), instant(raisedAt)],
      ...(about.length === 0 ? [] : [[word('about'), inLine('; ', ...about.map(({ id, title }) => text(title || id)))] as const]),
      ...(dueAt === null ? [] : [[word('due'), instant(dueAt)] as const]),
      ...(answeredAt === null ? [] : [[word('answered', { by: answeredBy ?? '–' }), instant(answeredAt)] as const]),
      ...(answer === null ? [] : [[word('answer.which'), say('rights', `answer.${answer}`, {}, answer)] as const]),
      ...row(word('assurance'), assurance),
      ...row(word('reason'), reason),
    ),
  ]
}
