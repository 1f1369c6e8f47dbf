import { choiceLabel, fieldLabel, findField, kinds, stateLabel, titleLabel } from '@enlace/records'
import type { Cell } from './printed-list.ts'
import { sayDay, sayInstant, type Words } from './words.ts'

/** Says a cell in the language of the document; a code that no pack knows as it is. */
export function sayCell(cell: Cell, words: Words): string {
  switch (cell.type) {
    case 'text':
    case 'code':
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
    case 'field': {
      const kind = kinds.get(cell.kind)
      const field = kind === undefined ? undefined : findField(kind, cell.field)?.field
      return kind === undefined || field === undefined ? cell.field : words.label(fieldLabel(kind, [cell.field], field))
    }
    case 'both':
      return words.pick(cell.both) ?? ''
    case 'choice':
      return sayChoice(cell, words)
    case 'sentence': {
      const values = Object.fromEntries(
        Object.entries(cell.values ?? {}).map(([name, value]) => [name, typeof value === 'object' ? sayCell(value, words) : value]),
      )
      return cell.keys.map(([area, key]) => words.find(area, key, values)).find((said) => said !== undefined) ?? cell.code
    }
    case 'several':
      return sayAll(cell.cells, words).join(cell.between ?? '\n')
    case 'listed':
      return new Intl.ListFormat(words.tag, { type: cell.as }).format(sayAll(cell.cells, words))
  }
}

function sayAll(cells: readonly Cell[], words: Words): string[] {
  return cells.map((one) => sayCell(one, words)).filter((said) => said !== '')
}

function sayChoice({ kind: name, field, value }: Extract<Cell, { type: 'choice' }>, words: Words): string {
  const kind = kinds.get(name)
  if (kind === undefined) return value
  if (field === undefined) {
    const state = kind.states.find(({ code }) => code === value)
    return state === undefined ? value : words.label(stateLabel(kind, value, state.label))
  }
  const found = findField(kind, field)?.field
  const english = (found?.choices ?? found?.of?.choices)?.[value]
  return english === undefined ? value : words.label(choiceLabel(kind, [field], value, english))
}
