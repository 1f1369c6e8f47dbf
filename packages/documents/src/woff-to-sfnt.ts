import { inflateSync } from 'node:zlib'

/**
 * Unpacks a WOFF 1.0 font (W3C, 2012) into the TrueType file it was made of, tables in directory order, checksums as given. The PDF writer reads a
 * glyph without outline from behind its table, which inside WOFF ends there.
 */
export function woffToSfnt(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, i) => {
    const entry = 44 + 20 * i
    const [offset, packed, length] = [woff.readUInt32BE(entry + 4), woff.readUInt32BE(entry + 8), woff.readUInt32BE(entry + 12)]
    const data = woff.subarray(offset, offset + packed)
    return {
      head: woff.subarray(entry, entry + 4),
      sum: woff.subarray(entry + 16, entry + 20),
      data: packed < length ? inflateSync(data) : data,
    }
  })
  const header = Buffer.alloc(12 + 16 * count)
  woff.copy(header, 0, 4, 8)
  header.writeUInt16BE(count, 4)
  const power = 2 ** Math.floor(Math.log2(count))
  header.writeUInt16BE(power * 16, 6)
  header.writeUInt16BE(Math.log2(power), 8)
  header.writeUInt16BE((count - power) * 16, 10)
  let at = header.length
  const bodies = tables.map(({ head, sum, data }, i) => {
    const entry = 12 + 16 * i
    head.copy(header, entry)
    sum.copy(header, entry + 4)
    header.writeUInt32BE(at, entry + 8)
    header.writeUInt32BE(data.length, entry + 12)
    // Every table begins at a multiple of four; the last one keeps its tail of zeros too.
    const body = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
    at += body.length
    return body
  })
  return Buffer.concat([header, ...bodies])
}
