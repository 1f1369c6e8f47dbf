import { type BatchResults, maxBatchLines, maxRecordBytes, routes } from '@enlace/api'
import { Fault, isJsonObject } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import type { Desk } from './desk.ts'
import { readJson } from './mount.ts'
import { problemOf, toFault } from './problem.ts'
import { readSubmission } from './read-submission.ts'
import type { Submission } from './services.ts'

type Line = { readonly line: number; readonly bytes: Uint8Array }
type Answered = BatchResults['results'][number]

/**
 * Stores a batch of lines (application/x-ndjson): every line is accepted or refused alone, with its own problem document. Empty lines are skipped.
 * Throws Fault `body_invalid` when there are none or too many; nothing is stored then.
 */
export async function submitLines(desk: Desk, bytes: Uint8Array, actor: Actor, language: string, reference: string): Promise<BatchResults> {
  const lines = splitLines(bytes)
  if (lines.length === 0) throw new Fault('body_invalid', {}, { problems: [{ field: '', code: 'required' }] })
  if (lines.length > maxBatchLines)
    throw new Fault('body_invalid', {}, { problems: [{ field: '', code: 'too_many_lines', values: { limit: maxBatchLines } }] })
  const refused = (line: number, thrown: unknown): Answered => ({
    line,
    status: 'refused',
    problem: toProblem(desk, toFault(thrown), language, reference),
  })
  const results: Answered[] = []
  const taken: { readonly line: number; readonly submission: Submission }[] = []
  for (const { line, bytes: text } of lines) {
    try {
      taken.push({ line, submission: readLine(text, actor) })
    } catch (thrown) {
      results.push(refused(line, thrown))
    }
  }
  const answers = await desk.services.submitBatch(taken.map((one) => one.submission))
  for (const [i, { line }] of taken.entries()) {
    const answer = answers[i]
    if (answer?.ok === true) results.push({ line, status: answer.value.status, id: answer.value.id })
    else results.push(refused(line, answer?.fault))
  }
  return { results: results.sort((a, b) => a.line - b.line) }
}

function toProblem(desk: Desk, fault: Fault, language: string, reference: string): NonNullable<Answered['problem']> {
  const { problems, ...problem } = problemOf(fault, desk.messages, language, reference)
  return { ...problem, problems: [...problems] }
}

const newline = 0x0a
const spaces = new Set([0x20, 0x09, 0x0d])

function splitLines(bytes: Uint8Array): Line[] {
  const lines: Line[] = []
  let start = 0
  for (let line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found
    const text = bytes.subarray(start, end)
    if (!text.every((byte) => spaces.has(byte))) lines.push({ line, bytes: text })
    start = end + 1
  }
  return lines
}

const allowed: ReadonlySet<string> = new Set(
  Object.keys((routes.createRecords.body?.schema as { properties?: object } | undefined)?.properties ?? {}),
)

function readLine(bytes: Uint8Array, actor: Actor): Submission {
  const { value, members } = readJson(bytes, maxRecordBytes)
  if (!isJsonObject(value))
    throw new Fault('body_invalid', {}, { problems: [{ field: '', code: 'wrong_type', values: { expected: 'object' } }] })
  const unknown = Object.keys(value).filter((name) => !allowed.has(name))
  if (unknown.length > 0) {
    throw new Fault(
      'body_invalid',
      {},
      { problems: unknown.slice(0, 20).map((name) => ({ field: `/${name.slice(0, 64)}`, code: 'unknown_field' })) },
    )
  }
  return readSubmission(bytes, value, members, actor)
}
