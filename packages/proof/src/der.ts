// Distinguished encoding of ASN.1 (ITU-T X.690), as far as certificates and time-stamps need it.

/** One value: its identifier byte, its content, all of its bytes as they stood, and what a constructed one holds. */
export type Der = {
  readonly tag: number
  readonly content: Uint8Array
  readonly bytes: Uint8Array
  readonly parts: readonly Der[]
}

/** Identifier bytes that are read. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const

const maxDepth = 24

/** Reads one value that fills the bytes. Undefined for anything but definite, shortest lengths and tags of one byte. Never throws. */
export function parseDer(bytes: Uint8Array): Der | undefined {
  const values = parseAll(bytes, 0)
  return values?.length === 1 ? values[0] : undefined
}

function parseAll(bytes: Uint8Array, depth: number): readonly Der[] | undefined {
  if (depth > maxDepth) return undefined
  const values: Der[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]!
    const first = bytes[at + 1]
    if (first === undefined || first === 0x80 || first > 0x84 || (tag & 0x1f) === 0x1f) return undefined
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f
    const start = at + 2 + lengthBytes
    const length = lengthBytes === 0 ? first : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
    const isShortest = lengthBytes === 0 || (length >= 0x80 && bytes[at + 2] !== 0)
    if (!isShortest || start + length > bytes.length) return undefined
    const content = bytes.subarray(start, start + length)
    const parts = (tag & 0x20) === 0 ? [] : parseAll(content, depth + 1)
    if (parts === undefined) return undefined
    values.push({ tag, content, bytes: bytes.subarray(at, start + length), parts })
    at = start + length
  }
  return values
}

/** An object identifier with dots, undefined for another type. */
export function oidOf(value: Der | undefined): string | undefined {
  if (value?.tag !== derTag.oid || value.content.length === 0 || value.content.at(-1)! >= 0x80) return undefined
  const numbers: number[] = []
  let number = 0
  for (const byte of value.content) {
    number = number * 128 + (byte & 0x7f)
    if (number > Number.MAX_SAFE_INTEGER) return undefined
    if (byte < 0x80) {
      numbers.push(number)
      number = 0
    }
  }
  const [first = 0, ...rest] = numbers
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - root * 40, ...rest].join('.')
}

/** The bytes of an octet string, undefined for another type. */
export function octetsOf(value: Der | undefined): Uint8Array | undefined {
  return value?.tag === derTag.octets ? value.content : undefined
}

/** An instant written in UTC, with seconds: UTCTime (RFC 5280, 4.1.2.5.1) or GeneralizedTime. Undefined for anything else. */
export function timeOf(value: Der | undefined): Date | undefined {
  if (value?.tag !== derTag.utcTime && value?.tag !== derTag.generalizedTime) return undefined
  const text = String.fromCharCode(...value.content.subarray(0, 32))
  const long = value.tag === derTag.generalizedTime ? text : `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}`
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(long)
  if (found === null || value.content.length > 32) return undefined
  const [, year, month, day, hour, minute, second, fraction = ''] = found
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
