import type { Json } from '@enlace/core'

/** What another record gives to the form of a new one: its values, its words, and the record it comes from. */
export type Beginning = {
  readonly kind: string
  /** Values by field name. */
  readonly values?: Readonly<Record<string, Json>>
  /** For kinds that read a message: the words. */
  readonly pasted?: string
  /** Id of the record that the new one is derived from; a relationship `derived-from` is stored with it. */
  readonly derivedFrom?: string
}

let waiting: Beginning | undefined

/** Hands a beginning to the page of its kind: call this, then go to `/new/<kind>`. It becomes a draft there at once, kept like any other. */
export function beginWith(beginning: Beginning): void {
  waiting = beginning
}

/** What was handed to the page of a kind, once. */
export function takeBeginning(kind: string): Beginning | undefined {
  if (waiting?.kind !== kind) return undefined
  const taken = waiting
  waiting = undefined
  return taken
}
