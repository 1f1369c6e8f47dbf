import type { Cell } from '@enlace/documents'
import type { Desk } from './desk.ts'
import { both, sentence } from './print-cells.ts'

/** A form of requests by its name. */
export function formOf(form: string, desk: Desk): Cell {
  const found = desk.requests.forms.get(form)
  return found === undefined ? sentence(form, ['requests', `form.${form}`]) : both(found.title)
}

/** A state by the name that the form gives it. */
export function stateOf(form: string, state: string | null, desk: Desk): Cell {
  const found = desk.requests.forms.get(form)?.course.states[state ?? '']?.title
  return found === undefined ? sentence(state ?? '', ['requests', `work.${state}`]) : both(found)
}
