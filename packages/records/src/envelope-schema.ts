import type { JsonObject } from '@enlace/core'
import { draftStatuses, origins, personStatuses, retentionClasses } from './envelope.ts'
import { informationGrades, sourceGrades } from './grading.ts'
import { markingSchemes, tlpLabels } from './marking.ts'
import { envelopeLimits } from './parse-envelope.ts'
import { permittedUses } from './permitted-use.ts'

const code = { type: 'string', pattern: '^[a-z0-9][a-z0-9_+.-]{0,63}$' }
const words = { type: 'string', pattern: '\\S', maxLength: envelopeLimits.words }

/**
 * JSON Schema (2020-12) of an envelope as an own author hands it in. It says what `parseEnvelope` checks, except that `tlp` must be the
 * derived label. Members that it does not name are allowed: a newer node may have written them.
 */
export const envelopeSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Enlace envelope',
  type: 'object',
  maxProperties: envelopeLimits.members,
  properties: {
    author_agency: { ...code, description: 'Compartment that wrote the record. The node fills in the session’s.' },
    marking: {
      type: 'object',
      description: 'National marking as its owner wrote it. The node fills in the agency’s usual one.',
      required: ['scheme', 'value'],
      properties: {
        scheme: { enum: Object.keys(markingSchemes) },
        value: words,
        authority: words,
        until: { type: 'string', format: 'date' },
      },
    },
    tlp: { enum: [...tlpLabels], description: 'Derived from the marking; when given it must be the derived label.', readOnly: true },
    permitted_use: {
      type: 'array',
      items: { enum: Object.keys(permittedUses) },
      uniqueItems: true,
      maxItems: envelopeLimits.uses,
      default: [],
      not: { allOf: [{ contains: { const: 'evidence' } }, { contains: { const: 'no_court' } }] },
      description: 'May be empty at home; a release needs at least one.',
    },
    grading: {
      description: 'The originator’s own scheme and value.',
      anyOf: [
        { type: 'null' },
        {
          type: 'object',
          required: ['scheme', 'source', 'information'],
          properties: {
            scheme: { const: 'admiralty' },
            source: { enum: Object.keys(sourceGrades) },
            information: { enum: Object.keys(informationGrades) },
          },
        },
        { type: 'object', required: ['scheme', 'value'], properties: { scheme: { ...code, not: { const: 'admiralty' } }, value: words } },
      ],
    },
    legal_basis: {
      description: 'Law under which it may be passed on; null keeps it at home.',
      default: null,
      anyOf: [{ type: 'null' }, { type: 'object', required: ['instrument', 'article'], properties: { instrument: words, article: words } }],
    },
    purpose: { type: 'string', maxLength: envelopeLimits.words, default: '', description: 'Offence or purpose.' },
    origin: { enum: Object.keys(origins), default: 'unknown' },
    retention: { enum: Object.keys(retentionClasses), default: 'operational' },
    to: {
      type: 'array',
      maxItems: envelopeLimits.addressees,
      items: { type: 'object', required: ['party'], properties: { party: code, agency: code } },
      description:
        'Absent: what is about a record of another party goes to the agency that wrote it, all else to whoever an agreement allows. Empty: to nobody.',
    },
    person_status: { enum: Object.keys(personStatuses) },
    draft_status: {
      enum: Object.keys(draftStatuses),
      description: 'Only for negotiated texts. What is not agreed leaves only as a draft.',
    },
  },
}
