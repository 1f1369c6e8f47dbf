import type { HandoverList } from '@enlace/api'
import { facts, heading, instant, say, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

/** The note of a shift that was handed over. */
export const handoverPrint: SheetPrint = {
  source: () => ({ path: '/api/v1/handovers' }),
  unknown: 'handover_unknown',
  read: (answer, { id }) => {
    const { items }: HandoverList = JSON.parse(answer)
    const found = items.find((one) => one.id === id)
    if (found === undefined) return undefined
    const { by, to, at, items: count, note, outcome, closedBy, closedAt } = found
    return {
      title: say('inbox', 'handover.from', { user: by }),
      tlps: [],
      parts: [
        facts(
          [say('documents', 'handover.at'), instant(at)],
          [say('inbox', 'handover.to'), to === null ? say('inbox', 'handover.anyone') : text(to)],
          [say('inbox', 'handover.what'), say('inbox', 'handover.items', { count })],
          [say('documents', 'sheet.state'), say('documents', `handover.outcome.${outcome ?? 'waits'}`)],
          ...(closedAt === null ? [] : [[say('documents', 'handover.closed', { by: closedBy ?? '' }), instant(closedAt)] as const]),
        ),
        heading(say('inbox', 'handover.note')),
        { type: 'paragraphs', text: text(note) },
      ],
    }
  },
}
