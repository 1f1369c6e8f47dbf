import { Problem } from '../api/problem.ts'

/** Something that a dialog cannot do yet, said as the node would say it: beside its button, in one sentence. */
export function problemOf(title: string): Problem {
  return new Problem({ status: 422, code: 'incomplete', title, detail: title })
}
