import { isJsonObject, type JsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { boolean, localizedText, number, reference } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of one version of one clause (docs/formats/joint-statement.md). */
export const draftClauseExtension = 'extension-definition--ba1cd1b0-2149-43ce-823f-8ba244e5ec47'

const own = (object: JsonObject): JsonObject => {
  const inside = isJsonObject(object.extensions) ? object.extensions[draftClauseExtension] : undefined
  return isJsonObject(inside) ? inside : {}
}

const removesSomething: Rule = {
  says: 'Who removes a clause names the version that is to go.',
  check(object, report) {
    const { removed, replaces_refs: replaces } = own(object)
    if (removed === true && replaces === undefined)
      addProblem(report, 'required_with', { name: 'replaces_refs', other: 'removed' }, 'extensions', draftClauseExtension, 'replaces_refs')
  },
}

export const draftClause = defineKind({
  name: 'draft-clause',
  title: 'Version of a clause',
  purpose:
    'One version of one clause of a joint statement, in both languages, as one party proposes it. It stands when every party accepts the same words.',
  on: 'note',
  extension: draftClauseExtension,
  fields: {
    draft_ref: reference('Draft', ['note'], { required: true, usually: ['joint-draft'] }),
    place: number('Place among the clauses', { required: true, short: true, min: 0, max: 100_000 }),
    words: localizedText('Words', { required: true, short: true }),
    replaces_refs: reference('Versions that it replaces', ['note'], { many: true, min: 1, max: 16, usually: ['draft-clause'] }),
    removed: boolean('The clause drops out', { short: true }),
  },
  native: {
    content: { label: 'Why', personal: false, maxLength: 4000 },
    object_refs: { label: 'Draft' },
  },
  rules: [removesSomething],
  shows: ['draft_ref', 'place', 'words', 'replaces_refs', 'removed', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: clause on traces',
    content: 'FICTIONAL EXAMPLE. Two days is what both sides can do.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    draft_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
    place: 10,
    words: {
      en: 'FICTIONAL: The parties will answer requests to trace firearms within 48 hours.',
      es: 'FICTICIO: Las partes contestarán en 48 horas las solicitudes de rastreo de armas de fuego.',
    },
    replaces_refs: ['note--6d2f8b41-90c3-4e75-b1a8-25e7d4c06f39'],
  },
  exampleEnvelope: { retention: 'case', purpose: 'Drafting of a joint statement', person_status: 'none' },
})
