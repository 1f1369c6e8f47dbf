import type { EvidenceTime, EvidenceVerdict } from '@enlace/proof/node'
import type { Catalogue } from './catalogue.ts'
import { mark } from './describe.ts'

/** An evidence file's verdict in sentences: the file, then each record, then the keys to compare, and last what is proved and what is not. */
export function describeEvidence(verdict: EvidenceVerdict, ownKeys: boolean, say: Catalogue): string {
  const { contents, records } = verdict
  const lines = verdict.steps.map(({ code, ok, values }) => mark(ok, say(`step.${code}${ok ? '' : '.failed'}`, values)))
  if (contents !== null && verdict.ok) {
    const { agency, party, madeAt: at, recipient, purpose } = contents
    lines.push('', say('evidence.made', { agency, party, at, recipient: recipient.name, purpose }))
  }
  for (const [i, record] of records.entries()) {
    lines.push('', say('evidence.record', { number: i + 1, records: records.length, id: record.id }))
    for (const { steps } of record.positions)
      for (const { code, ok, values } of steps) lines.push(mark(ok, say(`step.${code}${ok ? '' : '.failed'}`, values)))
    if (records.length > 1) lines.push(say(`proves.${record.proves.code}`, record.proves.values))
  }
  if (verdict.ok) {
    lines.push('', ...verdict.fingerprints.map(({ name, sha256 }) => say('evidence.key', { name, sha256 })))
    lines.push(say(ownKeys ? 'evidence.given' : 'evidence.embedded'))
  }
  lines.push('', say(`proves.${verdict.proves.code}`, verdict.proves.values))
  lines.push(say(`does_not_prove.${verdict.doesNotProve.code}`, verdict.doesNotProve.values))
  return lines.join('\n')
}

/** What time-stamps say, and whose word it rests on; nothing where the file carries none. */
export function describeTimes(times: readonly EvidenceTime[], ownRoots: boolean, say: Catalogue): string[] {
  if (times.length === 0) return []
  const roots = new Set(times.flatMap((time) => (time.ok ? [time.root] : [])))
  return [
    '',
    ...times.map((time) => {
      const { origin, seq } = time.place
      return time.ok
        ? mark(true, say('time.stamped', { origin, seq, at: time.at, by: time.by }))
        : mark(false, `${say('time.failed', { origin, seq, reason: time.reason })} ${say(`time.why.${time.reason}`)}`)
    }),
    ...[...roots].map((sha256) => say(ownRoots ? 'time.given' : 'time.embedded', { sha256 })),
  ]
}
