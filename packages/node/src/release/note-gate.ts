import { noteStates } from '@enlace/policy'
import type { Querier } from '../store/logs.ts'
import { isCarried, type NoteReading, readNotes } from '../store/read-note.ts'
import { requestField } from '../store/read-request.ts'
import type { RequestPacks } from '../store/request-packs.ts'
import type { StoredRecord } from '../store/stored-records.ts'

/** What has to stand before a note, or what goes by note, may leave. */
export type NoteGate = {
  /** Whether a version waits for a seal: its release is then a person's choice, whatever the agreement says. */
  readonly isNeeded: (record: StoredRecord) => boolean
  /** Why it may not leave yet; undefined when it may. */
  readonly findMissing: (sql: Querier, record: StoredRecord) => Promise<'note_unsealed' | 'note_missing' | undefined>
}

/** The gate in front of releases: a note leaves sealed, and a request of a form that goes by note leaves beside its sealed note. */
export function createNoteGate(reading: Omit<NoteReading, 'sql'>, packs: RequestPacks): NoteGate {
  const classOf = ({ kind, object }: StoredRecord) =>
    kind === 'request' ? packs.forms.get(String(requestField(object, 'form')))?.note : undefined
  const isOwn = (record: StoredRecord) => record.fromParty === reading.party && !record.revoked
  return {
    isNeeded: (record) => isOwn(record) && (record.kind === 'diplomatic-note' || classOf(record) !== undefined),
    findMissing: async (sql, record) => {
      if (!isOwn(record)) return undefined
      if (record.kind === 'diplomatic-note') {
        const [note] = await readNotes({ ...reading, sql }, [record.rid])
        const isSealed = note !== undefined && noteStates.indexOf(note.standing.state) >= noteStates.indexOf('sealed')
        return isSealed ? undefined : 'note_unsealed'
      }
      const noteClass = classOf(record)
      return noteClass === undefined || (await isCarried({ ...reading, sql }, record.rid, noteClass)) ? undefined : 'note_missing'
    },
  }
}
