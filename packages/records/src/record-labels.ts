import { draftStatuses, origins, personStatuses, retentionClasses } from './envelope.ts'
import { informationGrades, sourceGrades } from './grading.ts'
import { identifierReasons } from './identifiers/identifier.ts'
import { identifierTypes } from './identifiers/identify.ts'
import type { Label } from './labels.ts'
import { permittedUses } from './permitted-use.ts'

const envelopeFields = {
  title: 'Envelope of the record',
  'field.author_agency': 'Author agency',
  'field.marking': 'National marking',
  'field.marking.scheme': 'Scheme of the marking',
  'field.marking.value': 'Marking as written',
  'field.marking.authority': 'Marking authority',
  'field.marking.until': 'In force until',
  'field.tlp': 'Derived TLP label',
  'field.permitted_use': 'Permitted use',
  'field.grading': 'Grading',
  'field.grading.source': 'Reliability of the source',
  'field.grading.information': 'Credibility of the information',
  'field.legal_basis': 'Legal basis',
  'field.legal_basis.instrument': 'Instrument',
  'field.legal_basis.article': 'Article',
  'field.purpose': 'Purpose',
  'field.origin': 'Origin of the text',
  'field.retention': 'Retention',
  'field.to': 'Addressees',
  'field.person_status': 'Standing of the person',
  'field.draft_status': 'Status of the draft',
}

function under(prefix: string, words: Readonly<Record<string, string>>): readonly [string, string][] {
  return Object.entries(words).map(([code, english]) => [`${prefix}${code}`, english])
}

const english: ReadonlyMap<string, string> = new Map([
  ...under('envelope.', envelopeFields),
  ...under('envelope.permitted_use.', permittedUses),
  ...under('envelope.grading.source.', sourceGrades),
  ...under('envelope.grading.information.', informationGrades),
  ...under('envelope.origin.', origins),
  ...Object.entries(retentionClasses).map(([code, { label }]) => [`envelope.retention.${code}`, label] as const),
  ...under('envelope.person_status.', personStatuses),
  ...under('envelope.draft_status.', draftStatuses),
  ...under('identifier.', Object.fromEntries([...identifierTypes.values()].map((type) => [type.name, type.title]))),
  ...under('identifier.reason.', { ...identifierReasons, day_month_order: 'It can be read as day and month or as month and day.' }),
])

/** Every label beside those of kinds: members and codes of the envelope, identifier types and the reasons of their verdicts. */
export const recordLabels: readonly Label[] = Array.from(english, ([key, words]) => ({ english: words, keys: [key] }))

/**
 * The label of a key: `envelope.field.<member>`, `envelope.permitted_use.<code>`, `envelope.grading.source.<A-F>`,
 * `envelope.grading.information.<1-6>`, `envelope.origin.<code>`, `envelope.retention.<code>`, `envelope.person_status.<code>`,
 * `envelope.draft_status.<code>`,
 * `identifier.<type>`, `identifier.reason.<code>`. A code newer than this node is its own label.
 */
export function recordLabel(key: string): Label {
  return { english: english.get(key) ?? key.slice(key.lastIndexOf('.') + 1).replaceAll('_', ' '), keys: [key] }
}
