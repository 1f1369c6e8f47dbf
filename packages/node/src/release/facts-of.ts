import type { JsonObject } from '@enlace/core'
import type { RecordFacts } from '@enlace/policy'
import {
  attachedFilesField,
  type BorrowedLabel,
  borrowedLabels,
  fieldMarksOf,
  type Kind,
  kindOf,
  kinds,
  locatesPerson,
  narrower,
  objectLabelOf,
  personalFieldsIn,
  presentFields,
} from '@enlace/records'
import type { StoredRecord } from '../store/stored-records.ts'
import type { FactsBeside } from './judged.ts'

/** What the decision depends on, read from the unsealed record. */
export function factsOf(record: StoredRecord, sentBefore: boolean): RecordFacts {
  const kind: Kind | undefined = kinds.get(record.kind) ?? kindOf(record.object)
  const fields = kind === undefined ? [] : presentFields(kind, record.object)
  const said = record.envelope as unknown as RecordFacts['envelope']
  // A label on the object narrows what the envelope says, and never widens it.
  const label = objectLabelOf(record.object)
  const envelope = label === undefined ? said : { ...said, tlp: narrower(label, said.tlp) }
  // What a file shows nobody has read: like an undescribed field it counts as personal.
  const attached = record.filesBytes === undefined ? [] : [attachedFilesField]
  const personal = [...(kind === undefined ? [] : personalFieldsIn(kind, record.object).map((placed) => placed.name)), ...attached]
  return {
    kind: record.kind,
    from: record.fromParty,
    agency: record.agency,
    envelope,
    // Parts of fields that may be struck alone (`aliases.name`) stand beside the whole fields.
    fields: [...new Set([...fields.map((placed) => placed.name), ...personal])],
    personalFields: personal,
    marks: fieldMarksOf(record.object),
    coded: codedValues(fields, record.object),
    ...ownersOfLabels(borrowedLabels(record.object, record.fromParty)),
    itemBytes: Math.max(record.objectBytes.length, record.envelopeBytes.length),
    locatedPerson: locatesPerson(envelope.person_status, fields),
    revoked: record.revoked,
    sentBefore,
  }
}

function ownersOfLabels(labels: readonly BorrowedLabel[]): Pick<RecordFacts, 'labelsOfOthers' | 'wordsOfOthers'> {
  const owners = (as: BorrowedLabel['as']) => [...new Set(labels.filter((one) => one.as === as).map(({ owner }) => owner))]
  return labels.length === 0 ? {} : { labelsOfOthers: owners('code'), wordsOfOthers: owners('words') }
}

function codedValues(fields: Kind['fields'], object: JsonObject): Record<string, string> {
  const values = fields
    .filter(({ field }) => field.type === 'choice' || field.type === 'open_choice')
    .map((placed) => [placed.name, placed.path.reduce<unknown>((at, step) => (at as JsonObject | undefined)?.[step], object)] as const)
  return Object.fromEntries(values.filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string'))
}

export function withFactsBeside(facts: RecordFacts, { translated = [], held: _held, ids: _ids, ...recall }: FactsBeside): RecordFacts {
  return { ...facts, ...recall, marks: [...(facts.marks ?? []), ...translated] }
}
