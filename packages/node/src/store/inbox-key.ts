import { accept, fromBase64Url, type Result, refuse, toBase64Url } from '@enlace/core'

/** What names an item of the inbox: its source and what it is there. */
export type InboxKey = { readonly source: string; readonly ref: Uint8Array }

const shape = /^([a-z][a-z_]{1,30})\.([A-Za-z0-9_-]{1,64})$/

/** An item's name as callers see it: `alert.<base64url>`. */
export function printKey({ source, ref }: InboxKey): string {
  return `${source}.${toBase64Url(ref)}`
}

/** Reads an item's name; whether there is such an item, and who may see it, is for the store. */
export function parseKey(text: string): Result<InboxKey, 'not_an_item'> {
  const [, source, encoded] = shape.exec(text) ?? []
  const ref = encoded === undefined ? undefined : fromBase64Url(encoded)
  return source === undefined || ref === undefined ? refuse('not_an_item') : accept({ source, ref })
}
