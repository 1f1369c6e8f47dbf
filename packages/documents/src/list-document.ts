import { choiceLabel, findField, kinds, stateLabel, titleLabel } from '@enlace/records'
import type { Block, PrintDocument } from './model.ts'
import type { Cell, PrintedList } from './printed-list.ts'
import { footerOf } from './record-document.ts'
import { sayDay, sayInstant, type Words } from './words.ts'

const tlpOrder = ['clear', 'green', 'amber', 'amber+strict', 'red']

/** Lays a list out: what it was narrowed by, its rows as a table that repeats its head, and what its hash is of. */
export function toListDocument(list: PrintedList, words: Words): PrintDocument {
  const { say } = words
  const at = sayInstant(list.printedAt.toISOString(), words)
  const title = say(`list.title.${list.list}`)
  const count = list.rows.length
  const highest = tlpOrder[Math.max(...list.tlps.map((tlp) => tlpOrder.indexOf(tlp)))]
  const blocks: Block[] = [
    { type: 'heading', level: 1, text: say('list.filters') },
    list.filters.length === 0
      ? { type: 'paragraphs', text: say('list.filters.none') }
      : {
          type: 'facts',
          rows: list.filters.map(({ name, value }) => ({
            label: words.find('documents', `list.filter.${name}`) ?? name,
            value: { type: 'text', text: sayCell(value, words) },
          })),
        },
    { type: 'heading', level: 1, text: say('list.rows', { count }) },
    ...(count === 0
      ? []
      : [
          {
            type: 'table' as const,
            caption: title,
            columns: list.columns.map(({ name, share }) => ({ title: say(`list.column.${name}`), share })),
            rows: list.rows.map((row) => row.map((cell) => sayCell(cell, words))),
          },
        ]),
    ...(list.more ? [{ type: 'note' as const, tone: 'warn' as const, title: say('list.more', { count }), lines: [] }] : []),
    { type: 'note', tone: 'plain', title: say('list.check'), lines: [say('list.check.detail')] },
  ]
  return {
    title,
    eyebrow: [words.partyName(list.party), words.agencyName(list.agency)].join(' · '),
    lead: [say('lead.asOf', { at })],
    language: words.tag,
    marking: highest === undefined ? say('marking.none') : `TLP:${highest.toUpperCase()}`,
    status: undefined,
    blocks,
    footer: footerOf(list, words),
    author: words.agencyName(list.agency),
    subject: title,
    createdAt: list.printedAt,
    unprintable: (number) => ({
      type: 'note',
      tone: 'warn',
      title: say('unprintable', { count: number }),
      lines: [say('unprintable.detail')],
    }),
  }
}

function sayCell(cell: Cell, words: Words): string {
  switch (cell.type) {
    case 'text':
      return cell.text
    case 'party':
      return words.partyName(cell.value)
    case 'agency':
      return words.agencyName(cell.value)
    case 'instant':
      return sayInstant(cell.value, words)
    case 'day':
      return sayDay(cell.value, words)
    case 'kind': {
      const kind = kinds.get(cell.value)
      return kind === undefined ? cell.value : words.label(titleLabel(kind))
    }
    case 'both':
      return words.pick(cell.both) ?? ''
    case 'choice':
      return sayChoice(cell, words)
    case 'sentence':
      return cell.keys.map(([area, key]) => words.find(area, key)).find((said) => said !== undefined) ?? cell.code
    case 'several':
      return cell.cells
        .map((one) => sayCell(one, words))
        .filter((said) => said !== '')
        .join('\n')
  }
}

function sayChoice({ kind: name, field, value }: Extract<Cell, { type: 'choice' }>, words: Words): string {
  const kind = kinds.get(name)
  if (kind === undefined) return value
  if (field === undefined) {
    const state = kind.states.find(({ code }) => code === value)
    return state === undefined ? value : words.label(stateLabel(kind, value, state.label))
  }
  const english = findField(kind, field)?.field.choices?.[value]
  return english === undefined ? value : words.label(choiceLabel(kind, [field], value, english))
}
