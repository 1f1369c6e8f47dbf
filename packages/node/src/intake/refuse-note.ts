import { Fault, type FieldProblem } from '@enlace/core'
import { movesOfNote, type NoteMoveChoice } from '@enlace/policy'
import { kinds } from '@enlace/records'
import type { Sql } from 'postgres'
import { recordDigest } from '../store/keyed-digest.ts'
import { type NoteReading, noteField, readNotes, stampField } from '../store/read-note.ts'
import type { RecordDraft } from '../store/record-draft.ts'

/**
 * Says why a diplomatic note or a stamp on one may not be written, or undefined where it may: a note to oneself, one that left already, a stamp that
 * skips a state, is another side's or role's, or seals the officer's own note. Anything else passes.
 */
export function createNoteCheck(
  options: NoteReading & { readonly sql: Sql; readonly searchKey: Uint8Array },
): (draft: RecordDraft) => Promise<Fault | undefined> {
  const { sql, party, searchKey } = options
  const find = async (id: string) => (await readNotes(options, [recordDigest(searchKey, id)]))[0]

  return async (draft) => {
    if (draft.fromParty !== party || draft.revoked) return undefined
    if (draft.kind === 'diplomatic-note') return await refuseNote(draft)
    return draft.kind === 'note-stamp' ? await refuseStamp(draft) : undefined
  }

  async function refuseNote(draft: RecordDraft): Promise<Fault | undefined> {
    if (noteField(draft.object, 'to_party') === party) {
      return invalid({ field: `/object/extensions/${kinds.get('diplomatic-note')?.extension}/to_party`, code: 'note_to_oneself' })
    }
    const standing = await find(draft.id)
    if (standing === undefined || standing.record.modified.toISOString() >= new Date(String(draft.object.modified)).toISOString())
      return undefined
    return standing.facts.left ? new Fault('note_left', {}) : undefined
  }

  async function refuseStamp(draft: RecordDraft): Promise<Fault | undefined> {
    const refs = draft.object.object_refs
    const [id, ...others] = Array.isArray(refs) ? refs : []
    const note = typeof id === 'string' && others.length === 0 ? await find(id) : undefined
    if (note === undefined) return invalid({ field: '/object/object_refs', code: 'note_one' })
    const already = note.stamps.some((stamp) => stamp.id === draft.id)
    if (already) return undefined
    const { facts, standing, author } = note
    const actor = { party, role: await roleOf(draft.author), user: draft.author ?? '' }
    const choices = movesOfNote(facts, standing.state, actor, author)
    const stamp = stampField(draft.object, 'stamp') ?? ''
    const choice = choices.find((one) => one.stamp === stamp)
    return choice?.refused === null ? undefined : refused(stamp, standing.state, choice, choices)
  }

  async function roleOf(author: string | undefined): Promise<string> {
    if (author === undefined) return ''
    const [account] = await sql<{ role: string }[]>`select role from account where name = ${author}`
    return account?.role ?? ''
  }
}

function refused(stamp: string, state: string, choice: NoteMoveChoice | undefined, choices: readonly NoteMoveChoice[]): Fault {
  if (choice?.refused === 'own_note') return new Fault('note_seal_own', {})
  if (choice?.refused === 'unfinished') return new Fault('note_unfinished', {})
  if (choice?.refused === 'not_left') return new Fault('note_not_left', {})
  const allowed = choices.filter((one) => one.refused === null).map((one) => one.stamp)
  return new Fault('note_stamp_refused', { stamp, state, allowed: allowed.join(', ') })
}

function invalid(problem: FieldProblem): Fault {
  return new Fault('body_invalid', {}, { problems: [problem] })
}
