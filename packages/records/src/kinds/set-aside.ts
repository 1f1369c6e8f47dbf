import { defineKind } from '../define-kind.ts'
import { text } from '../field.ts'

/** Extension of what says that a proposal was looked at and set aside (docs/formats/statements.md). */
export const setAsideExtension = 'extension-definition--dc0e55b9-c65a-4178-adad-00c39e762cb6'

export const setAside = defineKind({
  name: 'set-aside',
  title: 'Proposal set aside',
  purpose:
    'What a rule proposed from a passage of a statement was looked at, and nothing is made of it. It says nothing of the statement itself.',
  on: 'note',
  extension: setAsideExtension,
  fields: {
    clause: text('Clause', { required: true, coded: true, short: true, maxLength: 20 }),
    rule: text('Rule', { required: true, coded: true, short: true, maxLength: 60 }),
    words: text('Words', { required: true, maxLength: 1000 }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  shows: ['clause', 'rule', 'words', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: a courtesy, not a promise',
    content: 'FICTIONAL EXAMPLE. The sentence thanks the hosts and binds nobody.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    clause: '4',
    rule: 'modal_verb',
    words: 'FICTIONAL: The parties agree that the hosts are to be thanked.',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
