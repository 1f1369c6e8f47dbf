import { Fault, type FieldProblem } from '@enlace/core'
import { kinds, readField, sourceWordIn } from '@enlace/records'
import type { Sql } from 'postgres'
import { hiddenSeqs } from '../store/hidden.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { RecordDraft } from '../store/record-draft.ts'
import { readStoredRecords } from '../store/stored-records.ts'

const kind = kinds.get('contact-report')
/** Fields that somebody writes in words of their own. Names of persons are not among them: «de la Fuente» is one. */
const told = ['name', 'agent_office', 'territorial_limit', 'authorisation_number', 'receipt_number']
/** What a stage cannot be stated without: a report is filed when both ministries have it. */
const neededAt: Readonly<Record<string, readonly string[]>> = {
  authorised: ['authorisation_number'],
  filed: ['filed_foreign_ministry_at', 'filed_security_ministry_at'],
  receipted: ['filed_foreign_ministry_at', 'filed_security_ministry_at', 'receipt_number'],
}

/**
 * Says why a contact report may not be written, or undefined where it may: one that tells what was said or names a source, a stage that is stated without what it rests
 * on, or one that skips a stage. Anything else passes.
 */
export function createReportCheck(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly party: string
}): (draft: RecordDraft) => Promise<Fault | undefined> {
  const { sql, keystore, searchKey, party } = options

  return async (draft) => {
    if (draft.kind !== 'contact-report' || draft.fromParty !== party || draft.revoked) return undefined
    const stage = String(readField(kind, draft.object, 'stage'))
    const problems: FieldProblem[] = (neededAt[stage] ?? [])
      .filter((name) => readField(kind, draft.object, name) === undefined)
      .map((name) => ({ field: `/object/extensions/${kind?.extension}/${name}`, code: 'required' }))
    if (draft.object.description !== undefined) problems.push({ field: '/object/description', code: 'report_without_content' })
    for (const name of told) {
      const word = sourceWordIn(String(readField(kind, draft.object, name) ?? ''))
      const field = name === 'name' ? '/object/name' : `/object/extensions/${kind?.extension}/${name}`
      if (word !== undefined) problems.push({ field, code: 'report_names_source', values: { word } })
    }
    if (problems.length > 0) return new Fault('body_invalid', {}, { problems })
    const before = await stageBefore(draft.id)
    const next = kind?.states.find(({ code }) => code === before)?.next ?? []
    if (before === undefined || before === stage || next.includes(stage)) return undefined
    return new Fault('report_stage_refused', { stage, state: before, allowed: next.join(', ') })
  }

  async function stageBefore(id: string): Promise<string | undefined> {
    const [row] = await sql<{ seq: number }[]>`select v.seq from version v where v.rid = ${Buffer.from(recordDigest(searchKey, id))}
      and v.from_party = ${party} and v.latest and v.erased_at is null and v.seq not in ${hiddenSeqs(sql)}`
    const [record] = row === undefined ? [] : await readStoredRecords(sql, keystore, [row.seq])
    return record === undefined ? undefined : String(readField(kind, record.object, 'stage'))
  }
}
