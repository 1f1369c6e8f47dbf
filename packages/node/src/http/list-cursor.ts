import { Fault, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '@enlace/core'

/** Page marks are opaque to callers: whole numbers joined by dots, in URL-safe Base 64. */
export function printCursor(parts: readonly number[]): string {
  return toBase64Url(utf8(parts.join('.')))
}

/** The `count` numbers of a page mark. Throws Fault `parameter_invalid` for anything this node did not print. */
export function readCursor(text: string, count: number): number[] {
  const bytes = fromBase64Url(text)
  const parts = (bytes === undefined ? undefined : fromUtf8(bytes))?.split('.') ?? []
  if (parts.length !== count || !parts.every((part) => /^(0|[1-9]\d{0,14})$/.test(part))) {
    throw new Fault('parameter_invalid', {}, { problems: [{ field: '/cursor', code: 'not_a_cursor' }] })
  }
  return parts.map(Number)
}
