import type { LogStatus, PartnerStatus } from '../api/shapes.ts'
import { formatInstant } from '../language/format.ts'
import type { Text } from '../language/text.ts'

/** What both sides could show a third person today, one sentence a log: only what is signed, never what is merely sent. An unused flash lane shows nothing. */
export function sayProvable(partner: Pick<PartnerStatus, 'party' | 'logs'>, text: Text, say: (value: number) => string): readonly string[] {
  const used = partner.logs.filter((log) => log.lane === 'routine' || log.receipted > 0)
  return used.map((log) => {
    const sentence = log.lane === 'routine' ? sayLog(log, text, say) : text('provable.flash', { sentence: sayLog(log, text, say) })
    // Of two epochs each sentence names its own log.
    return log.began == null && log.next == null ? sentence : `${sentence} (${log.origin})`
  })
}

function sayLog(log: LogStatus, text: Text, say: (value: number) => string): string {
  if (log.direction === 'in') return text('provable.in', { count: log.receipted, size: say(log.receipted) })
  if (log.receipted === 0) return text('provable.out.none')
  return text('provable.out', {
    count: log.receipted,
    size: say(log.receipted),
    at: log.lastReceiptAt === null ? '' : formatInstant(log.lastReceiptAt, text.tag, { seconds: true }),
  })
}
