import type { CaseList, InboxPage, ListName, NoteList, ReportList, RequestList, SearchResults } from '@enlace/api'
import type { Cell } from '@enlace/documents'
import type { Desk } from './desk.ts'
import { due, instant, party, sentence, several, text } from './print-cells.ts'
import { formOf, stateOf } from './print-requests.ts'

/** What is printed of one answer: a row of cells an entry, the TLP of each record, and whether there is more than these. */
export type Listed = { readonly rows: readonly (readonly Cell[])[]; readonly tlps: readonly string[]; readonly more: boolean }

/** How a list is asked for and printed: the path of its own route, the most rows, its columns with their share of the width, in hundredths. */
export type ListPrint = {
  readonly path: string
  readonly limit?: number
  readonly columns: readonly { readonly name: string; readonly share: number }[]
  readonly read: (answer: string, desk: Desk) => Listed
}

/** Every list that is printed, by its name. The answer that `read` is given is this node's own. */
export const listPrints: Readonly<Record<ListName, ListPrint>> = {
  requests: {
    path: '/api/v1/requests',
    limit: 200,
    columns: columns({ what: 36, way: 14, state: 20, turn: 12, due: 18 }),
    read: (answer, desk) => {
      const { items, total }: RequestList = JSON.parse(answer)
      return {
        rows: items.map(({ record, form, direction, state, turn, dueAt, lastDay }) => [
          several(text(record.title), formOf(form, desk)),
          several(party(record.from), value(direction)),
          stateOf(form, state, desk),
          turn === null ? text('') : party(turn),
          due(dueAt, lastDay),
        ]),
        tlps: items.map(({ record }) => record.tlp),
        more: total > items.length,
      }
    },
  },
  notes: {
    path: '/api/v1/notes',
    columns: columns({ number: 18, what: 34, way: 22, state: 14, due: 12 }),
    read: (answer) => {
      const { items, total }: NoteList = JSON.parse(answer)
      return {
        rows: items.map((note) => [
          text(note.number),
          several(text(note.record.title), { type: 'choice', kind: 'diplomatic-note', field: 'purpose_class', value: note.purposeClass }),
          several(text(note.fromOffice), text(note.toOffice)),
          { type: 'choice', kind: 'diplomatic-note', value: note.state },
          note.replyDue === null ? text('') : { type: 'day', value: note.replyDue },
        ]),
        tlps: items.map(({ record }) => record.tlp),
        more: total > items.length,
      }
    },
  },
  cases: {
    path: '/api/v1/cases',
    limit: 200,
    columns: columns({ what: 30, standing: 18, custody: 18, turn: 14, due: 20 }),
    read: (answer) => {
      const { items, total }: CaseList = JSON.parse(answer)
      return {
        rows: items.map(({ record, person, status, custody, holder, turn, dueAt, lastDay }) => [
          several(text(record.title), text(person === record.title ? '' : (person ?? ''))),
          { type: 'choice', kind: 'case', field: 'procedural_status', value: status },
          several(sentence(custody, ['cases', `custody.${custody}`]), holder === null ? text('') : party(holder)),
          turn === null ? text('') : party(turn),
          due(dueAt, lastDay),
        ]),
        tlps: items.map(({ record }) => record.tlp),
        more: total > items.length,
      }
    },
  },
  'contact-reports': {
    path: '/api/v1/contact-reports',
    columns: columns({ what: 40, stage: 20, held: 20, due: 20 }),
    read: (answer) => {
      const { owed, items }: ReportList = JSON.parse(answer)
      return {
        rows: [
          ...owed.map(({ record, startedAt, dueAt, lastDay }) => [
            text(record.title),
            value('owed'),
            instant(startedAt),
            due(dueAt, lastDay),
          ]),
          ...items.map(({ record, stage, heldAt, clock }) => [
            text(record.title),
            { type: 'choice', kind: record.kind, field: 'stage', value: stage } as const,
            instant(heldAt),
            clock === null ? text('') : due(clock.dueAt, clock.lastDay),
          ]),
        ],
        tlps: [...owed, ...items].map(({ record }) => record.tlp),
        more: false,
      }
    },
  },
  inbox: {
    path: '/api/v1/inbox/items',
    limit: 200,
    columns: columns({ what: 34, from: 14, state: 18, assignee: 14, due: 20 }),
    read: (answer) => {
      const { items, next }: InboxPage = JSON.parse(answer)
      return {
        rows: items.map(({ title, kind, from, direction, state, source, assignee, dueAt }) => [
          several(text(title), { type: 'kind', value: kind }),
          several(party(from), value(direction)),
          sentence(state, ['web', `work.${state}`], ['inbox', `task.${state}`], ['inbox', `state.${state}`], ['inbox', `task.${source}`]),
          text(assignee ?? ''),
          due(dueAt, null),
        ]),
        tlps: items.flatMap(({ record }) => record?.tlp ?? []),
        more: next !== null,
      }
    },
  },
  search: {
    path: '/api/v1/search',
    limit: 200,
    columns: columns({ title: 44, kind: 18, from: 16, tlp: 8, modified: 14 }),
    read: (answer) => {
      const { items, next }: SearchResults = JSON.parse(answer)
      return {
        rows: items.map(({ title, kind, from, agency, tlp, modified }) => [
          text(title),
          { type: 'kind', value: kind },
          several(party(from), { type: 'agency', value: agency }),
          text(tlp.toUpperCase()),
          instant(modified),
        ]),
        tlps: items.map(({ tlp }) => tlp),
        more: next !== null,
      }
    },
  },
}

/** What a list was narrowed by, from the query that its own route is asked with. */
export function filtersOf(query: URLSearchParams, desk: Desk): { name: string; value: Cell }[] {
  return [...query].map(([name, given]) => {
    switch (name) {
      case 'form':
        return { name, value: formOf(given, desk) }
      case 'state':
        return { name, value: stateOf(query.get('form') ?? '', given, desk) }
      case 'from':
        return { name, value: party(given) }
      case 'agency':
      case 'kind':
        return { name, value: { type: name, value: given } }
      case 'since':
      case 'until':
        return { name, value: { type: 'day', value: given } }
      case 'status':
        return { name, value: { type: 'choice', kind: 'case', field: 'procedural_status', value: given } }
      case 'custody':
        return { name, value: sentence(given, ['cases', `custody.${given}`]) }
      default:
        return { name, value: value(given) }
    }
  })
}

function columns(shares: Readonly<Record<string, number>>): ListPrint['columns'] {
  return Object.entries(shares).map(([name, share]) => ({ name, share }))
}

function value(code: string): Cell {
  return sentence(code, ['documents', `list.value.${code}`])
}
