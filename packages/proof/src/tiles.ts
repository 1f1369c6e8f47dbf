import { accept, concatBytes, type Result, refuse } from '@enlace/core'
import { readBytes, u16be } from './byte-reader.ts'

/** A resource of a tiled log (C2SP tlog-tiles): hashes at a level, or entries; `width` is 256 for a full one. */
export type TileName = { readonly level: number | 'entries'; readonly index: number; readonly width: number }

/** The path below a log's prefix, such as `tile/0/x001/x234/067` or `tile/entries/000.p/12`. Throws RangeError outside the format. */
export function formatTilePath(tile: TileName): string {
  const { level, index, width } = tile
  const whole = Number.isSafeInteger(index) && index >= 0 && Number.isInteger(width) && width >= 1 && width <= 256
  if (!whole || (level !== 'entries' && !(Number.isInteger(level) && level >= 0 && level <= 63))) throw new RangeError('not a tile')
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${level}/${path}${width < 256 ? `.p/${width}` : ''}`
}

const shape = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/

/** Reads a tile path; only the one spelling that `formatTilePath` writes is accepted. Never throws. */
export function parseTilePath(path: string): Result<TileName, 'tile_path_invalid'> {
  const match = shape.exec(path)
  if (match === null) return refuse('tile_path_invalid')
  const [, level, groups, width] = match
  const tile: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups!.replaceAll(/[x/]/g, '')),
    width: width === undefined ? 256 : Number(width),
  }
  const bounded = (tile.level === 'entries' || tile.level <= 63) && tile.width >= 1 && tile.width <= 256 && Number.isSafeInteger(tile.index)
  return bounded && formatTilePath(tile) === path ? accept(tile) : refuse('tile_path_invalid')
}

/** Width of the partial tile at a level for a tree size, 0 when there is none: floor(size / 256^level) mod 256. */
export function partialWidth(size: number, level: number): number {
  return Math.floor(size / 256 ** level) % 256
}

/** An entry bundle: entries, each with a big-endian u16 length before it. Throws RangeError on an entry of 64 KiB or more. */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((entry) => [u16be(entry.length), entry]))
}

/** Reads an entry bundle of 1 to 256 entries. Never throws. */
export function parseEntryBundle(bytes: Uint8Array): Result<readonly Uint8Array[], 'bundle_malformed'> {
  const reader = readBytes(bytes)
  const entries: Uint8Array[] = []
  while (reader.left() > 0) {
    const length = reader.uint(2)
    const entry = length === undefined ? undefined : reader.bytes(length)
    if (entry === undefined || entries.length === 256) return refuse('bundle_malformed')
    entries.push(entry)
  }
  return entries.length === 0 ? refuse('bundle_malformed') : accept(entries)
}
