import { accept, concatBytes, fromUtf8, type Result, refuse, u64be, utf8 } from '@enlace/core'
import { type ByteReader, readBytes, u16be } from './byte-reader.ts'

/** Up to 256 entries that lie in one bundle, with the proof that their subtree belongs to the tree of the upload's end. */
export type EntryPackage = { readonly entries: readonly Uint8Array[]; readonly proof: readonly Uint8Array[] }

/** An add-entries request (C2SP tlog-mirror). `packages` is a prefix of the canonical sequence of [start, end). */
export type AddEntries = {
  readonly origin: string
  readonly start: number
  readonly end: number
  readonly ticket: Uint8Array
  readonly packages: readonly EntryPackage[]
}

/** A request as read: the packages that arrived whole, and whether they are all that the interval has. */
export type ReadAddEntries = AddEntries & { readonly complete: boolean }

/** Where one package of the canonical sequence lies: its entries, and where the subtree that its proof speaks of begins. */
export type PackageRange = { readonly start: number; readonly end: number; readonly subtreeStart: number }

/** Entries in a full bundle, and most packages in one request (C2SP tlog-mirror). */
export const bundleEntries = 256
export const packagesLimit = 32

/** The first packages of the canonical sequence of [start, end), cut at multiples of 256; at most `most` of them. */
export function packagesOf(start: number, end: number, most: number = packagesLimit): PackageRange[] {
  const packages: PackageRange[] = []
  let subtreeStart = start - (start % bundleEntries)
  while (subtreeStart < end && start < end && packages.length < most) {
    packages.push({ start: Math.max(start, subtreeStart), end: Math.min(end, subtreeStart + bundleEntries), subtreeStart })
    subtreeStart += bundleEntries
  }
  return packages
}

/**
 * The request body: origin length u16, origin · start u64 · end u64 · ticket length u16, ticket · packages, each its entries with a u16
 * length and then a count u8 and that many hashes. Throws RangeError when a package does not fit its place in the sequence.
 */
export function encodeAddEntries(request: AddEntries): Uint8Array {
  const origin = utf8(request.origin)
  const parts = [u16be(origin.length), origin, u64be(request.start), u64be(request.end), u16be(request.ticket.length), request.ticket]
  const ranges = packagesOf(request.start, request.end, request.packages.length)
  if (ranges.length !== request.packages.length) throw new RangeError('more packages than the interval has')
  for (const [i, { entries, proof }] of request.packages.entries()) {
    const range = ranges[i]!
    if (entries.length !== range.end - range.start || proof.length > 63) throw new RangeError('package does not fit its place')
    for (const entry of entries) parts.push(u16be(entry.length), entry)
    parts.push(Uint8Array.of(proof.length), ...proof)
  }
  return concatBytes(...parts)
}

/**
 * Reads a request body. Packages after the first that is cut short or malformed are dropped, as the protocol asks, and `complete` is
 * false; at most 32 packages are read. A malformed header, or bytes after the last package, is refused (status 400). Never throws.
 */
export function parseAddEntries(bytes: Uint8Array): Result<ReadAddEntries, 'request_malformed'> {
  const reader = readBytes(bytes)
  const originLength = reader.uint(2)
  const originBytes = originLength === undefined ? undefined : reader.bytes(originLength)
  const origin = originBytes === undefined ? undefined : fromUtf8(originBytes)
  const [start, end, ticketLength] = [reader.uint(8), reader.uint(8), reader.uint(2)]
  const ticket = ticketLength === undefined ? undefined : reader.bytes(ticketLength)
  if (!origin || start === undefined || end === undefined || ticket === undefined || start > end) return refuse('request_malformed')
  const ranges = packagesOf(start, end)
  const packages: EntryPackage[] = []
  for (const range of ranges) {
    const read = readPackage(reader, range.end - range.start)
    if (read === undefined) break
    packages.push(read)
  }
  const complete = packages.length === ranges.length && (ranges.at(-1)?.end ?? end) === end
  if (complete && reader.left() > 0) return refuse('request_malformed')
  return accept({ origin, start, end, ticket, packages, complete })
}

function readPackage(reader: ByteReader, count: number): EntryPackage | undefined {
  const entries: Uint8Array[] = []
  for (let i = 0; i < count; i++) {
    const length = reader.uint(2)
    const entry = length === undefined ? undefined : reader.bytes(length)
    if (entry === undefined) return undefined
    entries.push(entry)
  }
  const hashes = reader.uint(1)
  if (hashes === undefined || hashes > 63) return undefined
  const proof: Uint8Array[] = []
  for (let i = 0; i < hashes; i++) {
    const hash = reader.bytes(32)
    if (hash === undefined) return undefined
    proof.push(hash)
  }
  return { entries, proof }
}
