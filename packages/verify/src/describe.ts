import type { Verdict } from '@enlace/proof/node'
import type { Catalogue, Values } from './catalogue.ts'
import type { LogVerdict } from './verify-log.ts'
import type { ReceiptVerdict } from './verify-receipt.ts'

/** A record's verdict in sentences: each check, then what is proved and what is not. */
export function describeRecord(verdict: Verdict, say: Catalogue): string {
  const lines: string[] = []
  for (const step of verdict.steps)
    lines.push(mark(step.ok, say(`step.${step.code}${step.ok ? '' : '.failed'}`, sayType(step.values, say))))
  lines.push('', say(`proves.${verdict.proves.code}`, verdict.proves.values))
  lines.push(say(`does_not_prove.${verdict.doesNotProve.code}`, verdict.doesNotProve.values))
  return lines.join('\n')
}

/** A log's verdict in sentences. */
export function describeLog(verdict: LogVerdict, say: Catalogue): string {
  const lines = verdict.problems.map(({ code, seq, values }) => mark(false, say(`log.${code}`, { seq: seq ?? 0, ...values })))
  if (verdict.problemCount > verdict.problems.length) {
    lines.push(mark(false, say('log.more', { count: verdict.problemCount - verdict.problems.length })))
  }
  if (verdict.size !== null) {
    lines.push(say('log.summary', { origin: verdict.origin ?? '', size: verdict.size, leaves: verdict.leaves, bodies: verdict.bodies }))
    for (const { name, role, time } of verdict.signatures) lines.push(say(`log.signed_by_${role}`, { name, at: toText(time) }))
  }
  lines.push(verdict.ok ? say('log.holds') : say('log.fails'))
  if (verdict.ok) lines.push(say('log.does_not_prove'))
  return lines.join('\n')
}

/** A receipt's verdict in sentences. */
export function describeReceipt(verdict: ReceiptVerdict, say: Catalogue): string {
  const { origin, size, reason } = verdict
  if (!verdict.ok) return mark(false, say('receipt.fails', { reason: say(`reason.${reason}`) }))
  const lines = verdict.receipts.map(({ by, time }) =>
    mark(true, say('receipt.holds', { by, at: toText(time), size: size ?? 0, origin: origin ?? '' })),
  )
  return [...lines, '', say('does_not_prove.not_read_not_true')].join('\n')
}

/** The type of an entry in words; the code of a newer node's as it stands. */
function sayType(values: Values, say: Catalogue): Values {
  if (typeof values.type !== 'string') return values
  const key = `leaf.${values.type}`
  const words = say(key)
  return { ...values, type: words === key ? values.type : words }
}

/** A sentence with whether it holds. */
export function mark(ok: boolean, sentence: string): string {
  return `${ok ? '✓' : '✗'} ${sentence}`
}

function toText(seconds: number | null): string {
  return seconds === null || seconds > 253_402_300_799 ? '—' : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
