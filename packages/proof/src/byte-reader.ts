/**
 * Reads big-endian binary fields in order from a stranger's bytes. Past the end every read answers undefined and stays there, so a
 * parser checks once per field and never indexes by hand.
 */
export type ByteReader = {
  readonly uint: (width: 1 | 2 | 4 | 8) => number | undefined
  readonly bytes: (length: number) => Uint8Array | undefined
  /** Where the next field starts. */
  readonly at: () => number
  readonly left: () => number
}

/** A reader over bytes. Slices are copies, so that a small part does not keep a large request alive. */
export function readBytes(input: Uint8Array): ByteReader {
  const view = new DataView(input.buffer, input.byteOffset, input.length)
  let at = 0
  const take = (length: number): number | undefined => {
    if (length > input.length - at) {
      at = input.length
      return undefined
    }
    at += length
    return at - length
  }
  return {
    uint: (width) => {
      const start = take(width)
      if (start === undefined) return undefined
      if (width === 1) return view.getUint8(start)
      if (width === 2) return view.getUint16(start)
      if (width === 4) return view.getUint32(start)
      const value = Number(view.getBigUint64(start))
      return Number.isSafeInteger(value) ? value : undefined
    },
    bytes: (length) => {
      const start = take(length)
      return start === undefined ? undefined : input.slice(start, start + length)
    },
    at: () => at,
    left: () => input.length - at,
  }
}

/** Big-endian unsigned 16-bit. Throws RangeError when it does not fit. */
export function u16be(value: number): Uint8Array {
  return fixed(value, 2)
}

/** Big-endian unsigned 32-bit. Throws RangeError when it does not fit. */
export function u32be(value: number): Uint8Array {
  return fixed(value, 4)
}

function fixed(value: number, width: 2 | 4): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** width) throw new RangeError(`does not fit in ${width} bytes`)
  const bytes = new Uint8Array(width)
  const view = new DataView(bytes.buffer)
  if (width === 2) view.setUint16(0, value)
  else view.setUint32(0, value)
  return bytes
}
