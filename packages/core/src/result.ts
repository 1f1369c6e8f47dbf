/** An expected outcome: the value, or why a stranger's input or a policy refused it. Refusals are values, never thrown. */
export type Result<T, Reason extends string = string> = Accepted<T> | Refused<Reason>
export type Accepted<T> = { readonly ok: true; readonly value: T }
export type Refused<Reason extends string = string> = { readonly ok: false; readonly reason: Reason; readonly detail?: RefusalDetail }

/** What a refusal can add: the field (JSON Pointer) and plain values for its message. Never personal data. */
export type RefusalDetail = { readonly field?: string; readonly [name: string]: string | number | boolean | undefined }

/** Wraps a value that passed. */
export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value }
}

/** Names the reason a value did not pass. */
export function refuse<Reason extends string>(reason: Reason, detail?: RefusalDetail): Refused<Reason> {
  return detail === undefined ? { ok: false, reason } : { ok: false, reason, detail }
}
