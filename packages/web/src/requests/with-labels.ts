import { Problem } from '../api/problem.ts'

/** A problem whose fields are called as the form calls them: a pointer into a record says nothing to whoever filled it in. Anything else stays as it is. */
export function withLabels(cause: unknown, labelOf: (name: string) => string): unknown {
  if (!(cause instanceof Problem) || cause.fields.length === 0) return cause
  const fields = cause.fields.map(({ field, code, message }) => {
    const name = field.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part))
    return { field: '', code, message: name === undefined ? message : `${labelOf(name)}: ${message}` }
  })
  return new Problem({ status: cause.status, code: cause.code, title: cause.title, detail: cause.detail, fields })
}
