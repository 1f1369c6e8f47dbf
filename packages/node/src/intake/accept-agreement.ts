import { canonicalBytes } from '@enlace/core'
import type { Agreement } from '@enlace/policy'
import { agreementFile } from '../store/agreements.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { writeFileDurably } from '../store/node-keys.ts'

/** Writes a co-signed agreement into the data folder and says so in the journal. Done twice, the file stays as it is. */
export function createAcceptAgreement(options: {
  readonly dataDir: string
  readonly writer: LogWriter
  readonly journalId: number
  readonly now: () => Date
}): (request: {
  readonly agreement: Agreement
  readonly note: string
  readonly by: string
  readonly agency: string
  readonly proposedBy: string
  readonly reason: string
}) => Promise<number> {
  return async ({ agreement, note, by, agency, proposedBy, reason }) => {
    await writeFileDurably(agreementFile(options.dataDir, agreement), note)
    return await options.writer.transact(async ({ append }) => {
      const at = options.now()
      const document = canonicalBytes({
        agreement: `${agreement.id}/${agreement.version}`,
        at: at.toISOString(),
        by,
        note,
        proposed_by: proposedBy,
        reason,
        what: 'agreement',
      })
      const [seq] = await append(options.journalId, [{ type: 'admin', at, body: { agency, key: 'day', items: [document] } }])
      return seq as number
    })
  }
}
