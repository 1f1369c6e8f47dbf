import type { Cell, SheetPart } from '@enlace/documents'

/** Ways to fill the cells of what is printed, in no language yet. */

export function text(words: string | null | undefined): Cell {
  return { type: 'text', text: words ?? '' }
}

/** To be read character by character. */
export function mono(words: string): Cell {
  return { type: 'code', text: words }
}

export function party(name: string): Cell {
  return { type: 'party', value: name }
}

export function agency(name: string): Cell {
  return { type: 'agency', value: name }
}

export function instant(at: string | null): Cell {
  return at === null ? text('') : { type: 'instant', value: at }
}

export function day(on: string | null | undefined): Cell {
  return on === null || on === undefined ? text('') : { type: 'day', value: on }
}

export function both(words: Readonly<Record<string, string>>): Cell {
  return { type: 'both', both: words }
}

export function choice(kind: string, field: string, value: string): Cell {
  return { type: 'choice', kind, field, value }
}

/** A line each. */
export function several(...cells: readonly Cell[]): Cell {
  return { type: 'several', cells }
}

/** In one line, with what stands between them. */
export function inLine(between: string, ...cells: readonly Cell[]): Cell {
  return { type: 'several', cells, between }
}

export function and(cells: readonly Cell[]): Cell {
  return { type: 'listed', as: 'conjunction', cells }
}

export function or(cells: readonly Cell[]): Cell {
  return { type: 'listed', as: 'disjunction', cells }
}

export function sentence(code: string, ...keys: readonly (readonly [string, string])[]): Cell {
  return { type: 'sentence', keys, code }
}

/** A sentence of an area with its values; a code that the area does not know stands as it is. */
export function say(area: string, key: string, values: Readonly<Record<string, string | number | Cell>> = {}, code = key): Cell {
  return { type: 'sentence', keys: [[area, key]], code, values }
}

export function heading(words: Cell, level: 1 | 2 = 1): SheetPart {
  return { type: 'heading', level, text: words }
}

export function facts(...rows: readonly (readonly [Cell, Cell])[]): SheetPart {
  return { type: 'facts', rows: rows.map(([label, value]) => ({ label, value })) }
}

export function note(tone: 'plain' | 'warn', title: Cell, ...lines: readonly Cell[]): SheetPart {
  return { type: 'note', tone, title, lines }
}

/** A term of days ends with its last day, a term of hours at a time. */
export function due(dueAt: string | null, lastDay: string | null): Cell {
  return dueAt === null || lastDay === null ? instant(dueAt) : day(lastDay)
}
