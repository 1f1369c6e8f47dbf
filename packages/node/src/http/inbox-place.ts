import { Fault, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '@enlace/core'
import type { InboxCursor } from '../store/read-inbox.ts'

const shape = /^(-?\d{1,16}) ([a-z_]{1,32}) ([A-Za-z0-9_-]{1,64}) ([^\0]{0,250})$/u

/** A place in the order of the inbox as callers carry it: opaque, in URL-safe Base 64. */
export function printPlace({ group, orderMs, source, ref }: InboxCursor): string {
  return toBase64Url(utf8(`${orderMs} ${source} ${toBase64Url(ref)} ${group}`))
}

/** Reads a place. Throws Fault `parameter_invalid` for anything this node did not print. */
export function readPlace(text: string): InboxCursor {
  const bytes = fromBase64Url(text)
  const [, orderMs, source = '', encoded = '', group = ''] = shape.exec((bytes === undefined ? undefined : fromUtf8(bytes)) ?? '') ?? []
  const ref = fromBase64Url(encoded)
  if (orderMs === undefined || ref === undefined) {
    throw new Fault('parameter_invalid', {}, { problems: [{ field: '/cursor', code: 'not_a_cursor' }] })
  }
  return { orderMs: Number(orderMs), source, ref, group }
}
