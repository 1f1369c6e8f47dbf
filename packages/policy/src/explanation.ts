/**
 * Why something was decided, ready for a person: `code` is a key of `packs/locales/<language>/decisions.json`, `values` fill its message.
 * Values are codes, days and counts, never the content of a record.
 */
export type Explanation = {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Makes an explanation. */
export function explain(code: string, values: Explanation['values'] = {}): Explanation {
  return { code, values }
}
