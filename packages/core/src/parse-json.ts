import { fromUtf8 } from './bytes.ts'
import type { Json } from './json.ts'
import { accept, type Result, refuse } from './result.ts'

export type JsonRefusal = 'body_malformed' | 'body_too_deep' | 'body_too_large' | 'duplicate_key' | 'text_not_well_formed'

export type JsonLimits = {
  /** Most bytes read. */
  readonly maxBytes: number
  /** Most nested arrays and objects. */
  readonly maxDepth: number
}

export type ParsedJson = {
  readonly value: Json
  /** Where each member of the outermost object lies in the input bytes: [start, end) of its value. */
  readonly members: ReadonlyMap<string, { readonly start: number; readonly end: number }>
}

export const defaultJsonLimits: JsonLimits = { maxBytes: 1_048_576, maxDepth: 32 }

/**
 * Reads a stranger's JSON strictly (RFC 8259, and I-JSON's rules, RFC 7493 section 2): UTF-8 only, no byte order mark, no duplicate
 * names, no lone surrogates, no U+0000 (PostgreSQL text cannot hold it), no number beyond a double, bounded depth and size.
 * Never throws. A refusal says where as a JSON Pointer in `detail.field`.
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits = defaultJsonLimits): Result<ParsedJson, JsonRefusal> {
  if (bytes.length > limits.maxBytes) return refuse('body_too_large', { field: '', limit: limits.maxBytes })
  const text = fromUtf8(bytes)
  if (text === undefined) return refuse('text_not_well_formed', { field: '' })
  if (text.charCodeAt(0) === 0xfeff) return refuse('body_malformed', { field: '' })
  const scan = scanJson(text, limits.maxDepth, !text.includes('\\') && !text.includes('\u0000'))
  if (!scan.ok) return scan
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return refuse('body_malformed', { field: '' })
  }
  if (mayOverflow.test(text) && !isFiniteThroughout(value)) return refuse('body_malformed', { field: '' })
  const ascii = text.length === bytes.length
  return accept({ value, members: ascii ? scan.value : toByteOffsets(text, scan.value) })
}

// Only a number with a three-digit exponent or 309 digits can exceed a double: most texts skip the walk.
const mayOverflow = /\d[eE]\+?\d{3}|\d{309}/

function isFiniteThroughout(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every((item) => isFiniteThroughout(item as Json))
}

type Span = { readonly start: number; readonly end: number }
type Frame = { readonly object: boolean; readonly names: Set<string>; name: string; index: number; valueStart: number }

/**
 * Walks the tokens of a JSON text to find what JSON.parse hides: repeated names, depth, lone surrogates, spans of outermost members.
 * It is not a full validator: JSON.parse runs after it and refuses the rest. In a `plain` text, one without escapes and U+0000, every
 * string is what it looks like, for text that came out of UTF-8 is well formed.
 */
function scanJson(text: string, maxDepth: number, plain: boolean): Result<Map<string, Span>, JsonRefusal> {
  const spans = new Map<string, Span>()
  const stack: Frame[] = []
  let expectName = false
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    switch (code) {
      case 0x22: {
        const end = plain ? endOfPlainString(text, at) : endOfString(text, at)
        if (end < 0) return refuse('body_malformed', { field: pointer(stack) })
        const frame = stack.at(-1)
        if (expectName && frame !== undefined) {
          const name = plain ? text.slice(at + 1, end - 1) : plainString(text, at, end)
          if (name === undefined) return refuse(wellFormedRefusal(text, at, end), { field: pointer(stack) })
          if (frame.names.has(name)) return refuse('duplicate_key', { field: pointer(stack, name) })
          frame.names.add(name)
          frame.name = name
          expectName = false
        } else if (!plain && plainString(text, at, end) === undefined) {
          return refuse(wellFormedRefusal(text, at, end), { field: pointer(stack) })
        }
        at = end
        continue
      }
      case 0x7b:
      case 0x5b: {
        if (stack.length >= maxDepth) return refuse('body_too_deep', { field: pointer(stack), limit: maxDepth })
        stack.push({ object: code === 0x7b, names: new Set(), name: '', index: 0, valueStart: at + 1 })
        expectName = code === 0x7b
        break
      }
      case 0x7d:
      case 0x5d: {
        const closed = stack.pop()
        if (closed === undefined) return refuse('body_malformed', { field: '' })
        if (stack.length === 0 && closed.object && closed.names.size > 0) endMember(text, spans, closed, at)
        expectName = false
        break
      }
      case 0x3a: {
        const frame = stack.at(-1)
        if (frame !== undefined) frame.valueStart = at + 1
        break
      }
      case 0x2c: {
        const frame = stack.at(-1)
        if (frame === undefined) return refuse('body_malformed', { field: '' })
        if (stack.length === 1 && frame.object) endMember(text, spans, frame, at)
        frame.index++
        expectName = frame.object
        break
      }
      default:
    }
    at++
  }
  return accept(spans)
}

function endMember(text: string, spans: Map<string, Span>, frame: Frame, end: number): void {
  let start = frame.valueStart
  let stop = end
  while (start < stop && isSpace(text.charCodeAt(start))) start++
  while (stop > start && isSpace(text.charCodeAt(stop - 1))) stop--
  spans.set(frame.name, { start, end: stop })
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** The same where no escape can hide a quote. */
function endOfPlainString(text: string, at: number): number {
  const quote = text.indexOf('"', at + 1)
  return quote < 0 ? -1 : quote + 1
}

/** Index just after the closing quote of the string that starts at `at`, or -1. */
function endOfString(text: string, at: number): number {
  let i = at + 1
  for (;;) {
    const quote = text.indexOf('"', i)
    if (quote < 0) return -1
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return quote + 1
    i = quote + 1
  }
}

/** The decoded string between quotes, or undefined when it is not well formed or holds U+0000. */
function plainString(text: string, start: number, end: number): string | undefined {
  const raw = text.slice(start + 1, end - 1)
  if (!raw.includes('\\')) return raw.isWellFormed() && !raw.includes('\u0000') ? raw : undefined
  try {
    const decoded = JSON.parse(text.slice(start, end)) as string
    return decoded.isWellFormed() && !decoded.includes('\u0000') ? decoded : undefined
  } catch {
    return undefined
  }
}

function wellFormedRefusal(text: string, start: number, end: number): 'text_not_well_formed' | 'body_malformed' {
  try {
    JSON.parse(text.slice(start, end))
    return 'text_not_well_formed'
  } catch {
    return 'body_malformed'
  }
}

/** JSON Pointer (RFC 6901) of the value being read. */
function pointer(stack: readonly Frame[], last?: string): string {
  const steps = stack.map((frame, depth) => {
    if (depth === stack.length - 1 && last !== undefined) return last
    return frame.object ? frame.name : String(frame.index)
  })
  return steps.map((step) => `/${step.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function toByteOffsets(text: string, spans: ReadonlyMap<string, Span>): Map<string, Span> {
  const measured = new Map<string, Span>()
  for (const [name, span] of spans) {
    const start = utf8Length(text, 0, span.start)
    measured.set(name, { start, end: start + utf8Length(text, span.start, span.end) })
  }
  return measured
}

function utf8Length(text: string, start: number, end: number): number {
  let length = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) length += 1
    else if (code < 0x800) length += 2
    else if (code >= 0xd800 && code < 0xdc00) {
      length += 4
      i++
    } else length += 3
  }
  return length
}
