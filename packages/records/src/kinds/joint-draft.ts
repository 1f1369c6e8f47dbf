import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { localizedText, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of a joint statement that is being drafted (docs/formats/joint-statement.md). */
export const jointDraftExtension = 'extension-definition--9d5b3fe6-f174-4e78-9108-584703f3d51d'

const eachPartyOnce: Rule = {
  says: 'Each party stands once.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[jointDraftExtension] : undefined
    const parties = isJsonObject(inside) && Array.isArray(inside.parties) ? inside.parties : []
    const twice = parties.findIndex((party, i) => parties.indexOf(party) !== i)
    if (twice >= 0) addProblem(report, 'duplicate_item', {}, 'extensions', jointDraftExtension, 'parties', twice)
  },
}

export const jointDraft = defineKind({
  name: 'joint-draft',
  title: 'Draft of a joint statement',
  purpose:
    'A text that parties draft together in both languages, clause by clause. Nobody accepts a clause for another, and each party publishes by itself.',
  on: 'note',
  extension: jointDraftExtension,
  fields: {
    title_words: localizedText('Title', { required: true, short: true }),
    parties: text('Parties', {
      required: true,
      many: true,
      min: 2,
      max: 8,
      coded: true,
      short: true,
      maxLength: 64,
      pattern: /^[a-z][a-z0-9-]*$/,
    }),
    session_ref: reference('Session', ['note'], { usually: ['session'] }),
  },
  native: {
    abstract: { label: 'Short name', maxLength: 300 },
    content: { label: 'In short', personal: false, maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [eachPartyOnce],
  shows: ['title_words', 'parties', 'session_ref', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: joint statement after an example meeting',
    content: 'FICTIONAL EXAMPLE. What two parties want to say together.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    title_words: { en: 'FICTIONAL: joint statement', es: 'FICTICIO: declaración conjunta' },
    parties: ['mx', 'us'],
    session_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Drafting of a joint statement', person_status: 'none' },
})
