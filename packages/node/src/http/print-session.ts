import type { Delegation, SessionDetail, SessionItem, SessionTold } from '@enlace/api'
import type { Cell, SheetPart } from '@enlace/documents'
import { precisionOf } from '@enlace/records'
import { and, both, day, facts, heading, inLine, note, party, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'

const word = (key: string, values: Readonly<Record<string, string | number | Cell>> = {}) => say('programme', key, values)
const sorts = ['agenda', 'decision', 'document', 'review', 'minutes'] as const

/** One session on paper: what each party tells of it, who came, agenda, decisions, documents and minutes in each language, and what is due by it. */
export const sessionPrint: SheetPrint = {
  source: ({ id, of }) => ({ path: `/api/v1/programme/sessions/${encodeURIComponent(id)}?${of}` }),
  read: (answer) => {
    const { told, accounts, due, agreed, on }: SessionDetail = JSON.parse(answer)
    const { session, delegations, items } = told
    const commitments = [...due.map(({ commitment }) => commitment), ...agreed]
    return {
      title: Object.keys(session.names).length === 0 ? text(session.record.title) : both(session.names),
      tlps: [
        session.record,
        ...accounts.map(({ record }) => record),
        ...items.map(({ record }) => record),
        ...commitments.map(({ record }) => record),
      ].map(({ tlp }) => tlp),
      parts: [
        facts(
          ...(session.mechanism === null ? [] : [[word('body'), both(session.mechanism.names)] as const]),
          [word('tell.state'), word(`standing.${session.standing}`)],
          [
            word('session.day'),
            session.day === null
              ? and(session.parties.flatMap((one) => (one.day === null ? [] : [inLine(' ', party(one.party), day(one.day))])))
              : day(session.day),
          ],
          ...(session.place === null ? [] : [[word('tell.place'), text(session.place)] as const]),
          [word('session.printed'), day(on)],
        ),
        ...(session.warnings.length === 0
          ? []
          : [note('warn', word('session.marked'), ...session.warnings.map((code) => word(`warning.${code}`)))]),
        heading(word('accounts')),
        facts(...accounts.filter(({ counts }) => counts).map(accountOf)),
        ...(delegations.length === 0 ? [] : [heading(word('delegations')), facts(...delegations.map(delegationOf))]),
        ...sorts.flatMap((sort) => partOf(sort, items)),
        ...(due.length === 0
          ? []
          : [
              heading(word('due')),
              {
                type: 'table' as const,
                caption: word('due'),
                columns: [
                  { title: word('session.commitment'), share: 50 },
                  { title: word('session.owners'), share: 30 },
                  { title: word('session.left'), share: 20 },
                ],
                rows: due.map(({ commitment, daysLeft }) => [
                  both(commitment.text),
                  several(
                    ...commitment.owners.map((owner) =>
                      inLine(' ', party(owner.party), say('commitments', `status.${owner.said === null ? 'silent' : owner.status}`)),
                    ),
                  ),
                  daysLeft === null
                    ? text('')
                    : daysLeft < 0
                      ? word('due.late', { days: -daysLeft })
                      : word('due.left', { days: daysLeft }),
                ]),
              },
            ]),
      ],
    }
  },
}

function accountOf({ record, state, day: on, place, reason, words, evidence }: SessionTold): readonly [Cell, Cell] {
  const shown =
    evidence.length === 0
      ? [word('warning.no_evidence')]
      : evidence.map(({ what, url }) => inLine(' ', word('evidence'), text(what), text(url)))
  return [party(record.from), several(inLine(' · ', word(`standing.${state}`), day(on), text(place), text(reason)), text(words), ...shown)]
}

function delegationOf({ party: of, members }: Delegation): readonly [Cell, Cell] {
  return [
    party(of),
    several(
      ...members.map(({ name, office, organisation, head, offices }) =>
        inLine(
          ', ',
          text(name),
          both(office),
          text(organisation),
          ...(head ? [word('head')] : []),
          ...offices.map((held) =>
            inLine(' ', word('office.then', { office: both(held.office) }), text(held.word === null ? '' : `“${held.word}”`)),
          ),
        ),
      ),
    ),
  ]
}

function partOf(sort: (typeof sorts)[number], items: readonly SessionItem[]): readonly SheetPart[] {
  const those = items.filter(({ type }) => type === sort)
  if (those.length === 0) return []
  return [
    heading(word(`items.${sort}`)),
    ...(sort === 'minutes'
      ? those.map((item): SheetPart => ({ type: 'paragraphs', text: both(item.words) }))
      : [facts(...those.map((item, i): readonly [Cell, Cell] => [text(String(i + 1)), detailsOf(item)]))]),
  ]
}

function detailsOf({ words, presenter, outcome, due, url }: SessionItem): Cell {
  return several(
    both(words),
    inLine(
      ' · ',
      text(presenter),
      outcome === null ? text('') : word(`outcome.${outcome}`),
      due === null ? text('') : word('item.due', { day: day(due), part: precisionOf(due) }),
      text(url),
    ),
  )
}
