import { accept, fromBase64, type Result, refuse, toBase64 } from '@enlace/core'
import { parseSize } from './checkpoint.ts'

/** What a mirror says with 202 and 409, as `text/x.tlog.mirror-info`: a pending size it knows, the next entry it lacks, an opaque ticket. */
export type MirrorInfo = { readonly size: number; readonly next: number; readonly ticket: Uint8Array }

/** Three lines: size, next entry, ticket in base64 (C2SP tlog-mirror). */
export function encodeMirrorInfo(info: MirrorInfo): string {
  return `${info.size}\n${info.next}\n${toBase64(info.ticket)}\n`
}

/** Reads the three lines. Never throws. */
export function parseMirrorInfo(text: string): Result<MirrorInfo, 'mirror_info_malformed'> {
  const lines = text.length > 131_072 ? [] : text.split('\n')
  if (lines.length !== 4 || lines[3] !== '') return refuse('mirror_info_malformed')
  const [size, next, ticket] = [parseSize(lines[0]!), parseSize(lines[1]!), fromBase64(lines[2]!)]
  if (size === undefined || next === undefined || ticket === undefined) return refuse('mirror_info_malformed')
  return accept({ size, next, ticket })
}
