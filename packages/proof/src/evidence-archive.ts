import { accept, equalBytes, type Result, refuse } from '@enlace/core'
import { unzipSync, zipSync } from 'fflate'

/** Members of an archive by name. */
export type Members = ReadonlyMap<string, Uint8Array>

export const archiveLimits = { bytes: 134_217_728, members: 16_384 } as const

const nameShape = /^[a-z][a-z0-9._/-]{0,119}$/

/**
 * Writes members as the one archive that they make: sorted, stored, with a fixed date and nothing optional (docs/formats/evidence.md).
 * Throws RangeError on a name outside the format or when a bound is passed.
 */
export function encodeArchive(members: Members): Uint8Array {
  const names = [...members.keys()].sort()
  if (names.length === 0 || names.length > archiveLimits.members || !names.every(isMemberName))
    throw new RangeError('not members of an archive')
  const zip = writeZip(names, members)
  if (zip.length > archiveLimits.bytes) throw new RangeError('the archive is too large')
  return zip
}

/**
 * Takes an archive apart. Only bytes that `encodeArchive` would write again are accepted: a change anywhere, also where no hash of the
 * format reaches, is refused. Nothing is ever inflated. Never throws.
 */
export function parseArchive(bytes: Uint8Array): Result<Members, 'archive_malformed' | 'archive_too_large'> {
  if (bytes.length > archiveLimits.bytes) return refuse('archive_too_large', { limit: archiveLimits.bytes })
  const members = readZip(bytes)
  if (members === undefined) return refuse('archive_malformed')
  return equalBytes(writeZip([...members.keys()].sort(), members), bytes) ? accept(members) : refuse('archive_malformed')
}

function isMemberName(name: string): boolean {
  return nameShape.test(name) && !name.includes('//') && !name.includes('..') && !name.endsWith('/')
}

// The library writes the local date of what it is given; 1980-01-01 in every zone.
const firstDay = new Date(1980, 0, 1)

function writeZip(names: readonly string[], members: Members): Uint8Array {
  return zipSync(Object.fromEntries(names.map((name) => [name, members.get(name)!])), { level: 0, mtime: firstDay })
}

/** Undefined for what is no archive of stored members; the library throws on a stranger's bytes, and its sizes are not to be believed. */
function readZip(bytes: Uint8Array): Members | undefined {
  const names = new Set<string>()
  let total = 0
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, size, originalSize, compression }) => {
        total += size
        const plain = compression === 0 && size === originalSize && isMemberName(name) && !names.has(name)
        if (!plain || total > bytes.length || names.size === archiveLimits.members) throw new RangeError('not a member')
        names.add(name)
        return true
      },
    })
    return names.size === 0 ? undefined : new Map(Object.entries(found))
  } catch {
    return undefined
  }
}
