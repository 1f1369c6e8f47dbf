import { isJsonObject, type JsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of a word about a clause (docs/formats/joint-statement.md). */
export const draftCommentExtension = 'extension-definition--e6c581d8-3b31-41b8-84f9-07c4449b540f'

const own = (object: JsonObject): JsonObject => {
  const inside = isJsonObject(object.extensions) ? object.extensions[draftCommentExtension] : undefined
  return isJsonObject(inside) ? inside : {}
}

const acceptsTheseBytes: Rule = {
  says: 'Who accepts says the hash of what is accepted.',
  check(object, report) {
    const { says, sha256 } = own(object)
    if (says === 'accepts' && sha256 === undefined)
      addProblem(report, 'required_with', { name: 'sha256', other: 'says' }, 'extensions', draftCommentExtension, 'sha256')
  },
}

export const draftComment = defineKind({
  name: 'draft-comment',
  title: 'Word about a clause',
  purpose:
    'A comment on a version of a clause, or that its author’s party accepts or rejects exactly these words, or that a comment is settled. It speaks for its own party only.',
  on: 'note',
  extension: draftCommentExtension,
  fields: {
    draft_ref: reference('Draft', ['note'], { required: true, usually: ['joint-draft'] }),
    about_ref: reference('About', ['note'], { required: true, usually: ['draft-clause', 'draft-comment'] }),
    says: choice(
      'What it does',
      { comments: 'Comments', accepts: 'Accepts', rejects: 'Rejects', settles: 'Settles a comment' },
      { required: true, short: true },
    ),
    sha256: text('SHA-256 of the clause', { coded: true, maxLength: 64, pattern: /^[0-9a-f]{64}$/ }),
  },
  native: {
    content: { label: 'In words', personal: false, maxLength: 4000, short: true },
    object_refs: { label: 'Draft' },
  },
  rules: [acceptsTheseBytes],
  shows: ['draft_ref', 'about_ref', 'says', 'sha256', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: accepted',
    content: 'FICTIONAL EXAMPLE. These words, and no others.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    draft_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
    about_ref: 'note--6d2f8b41-90c3-4e75-b1a8-25e7d4c06f39',
    says: 'accepts',
    sha256: '4d1f0a3c5b7e92d8641fa0c3b5e7d92816f4a0c3b5e7d928164fa0c3b5e7d928',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Drafting of a joint statement', person_status: 'none' },
})
