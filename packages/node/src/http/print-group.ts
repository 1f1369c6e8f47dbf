import type { GroupDetail, GroupRow } from '@enlace/api'
import type { Cell } from '@enlace/documents'
import { and, day, facts, heading, inLine, note, party, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('groups', key, values)

/** One group: each party's own designation as of a day, what is only said of another, its names and whose they are, what is held about it. */
export const groupPrint: SheetPrint = {
  source: ({ id, of }) => ({ path: `/api/v1/groups/${encodeURIComponent(id)}?${of}` }),
  read: (answer) => {
    const { group, on, records, related }: GroupDetail = JSON.parse(answer)
    const [first] = group.names
    return {
      title: first === undefined ? word('one') : text(first.name),
      tlps: [...records, ...related.map(({ record }) => record)].map(({ tlp }) => tlp),
      ids: [...group.parties.flatMap(({ designations }) => designations), ...group.hearsay].map(({ id }) => id),
      parts: [
        facts([word('on'), day(on)]),
        heading(word('designations')),
        { type: 'paragraphs', text: word('designations.lead') },
        facts(
          ...group.parties.map(
            ({ party: of, state, designations }) =>
              [party(of), several(word(`state.${state}`), ...designations.map(sayDesignation))] as const,
          ),
        ),
        ...(group.hearsay.length === 0
          ? []
          : [
              note(
                'warn',
                word('hearsay'),
                ...group.hearsay.map((one) =>
                  inLine(' ', word('hearsay.one', { from: party(one.from), by: party(one.by) }), sayDesignation(one)),
                ),
              ),
            ]),
        heading(word('names')),
        facts(
          ...group.names.map(
            ({ name, alias, from }) =>
              [text(name), several(...(alias ? [word('alias')] : []), and(from.map((one) => party(one))))] as const,
          ),
        ),
        heading(word('related')),
        related.length === 0
          ? { type: 'paragraphs', text: word('related.none') }
          : facts(
              ...related.map(
                ({ relation, record }) =>
                  [
                    say('record', `relate.type.${relation}`, {}, relation.replaceAll(/[-_]/g, ' ')),
                    several(text(record.title || record.id), { type: 'kind', value: record.kind }),
                  ] as const,
              ),
            ),
      ],
    }
  },
}

/** A designation in the words of whoever designates, its law, its days and where it stands. */
function sayDesignation({ as, instrument, article, since, until, number, publisher, url }: GroupRow['hearsay'][number]): Cell {
  const law = article === null || article === '' ? text(instrument) : word('article', { law: instrument, article })
  return inLine(
    '; ',
    inLine(' ', text(`“${as}”`), word('under', { law })),
    until === null ? word('since', { day: day(since) }) : word('between', { from: day(since), until: day(until) }),
    number === null ? text('') : word('number', { number }),
    text(publisher),
    text(url),
  )
}
