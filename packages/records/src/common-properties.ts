import {
  anything,
  boolean,
  choice,
  dictionary,
  externalReference,
  type Field,
  group,
  instant,
  integer,
  language,
  reference,
  text,
} from './field.ts'
import type { Family } from './kind.ts'

/** STIX 2.1 section 2.9 and 3.2: identity of an object and of its version. */
export function identityProperties(stixType: string, family: Family): Readonly<Record<string, Field>> {
  const versioned = family === 'sdo' || family === 'sro' || stixType === 'language-content' || stixType === 'extension-definition'
  return {
    type: { ...text('Type', { required: true }), constant: stixType },
    spec_version: choice('STIX version', specVersions, { required: family !== 'sco' }),
    id: reference('Identifier', [stixType], { required: true }),
    ...(family === 'sco' ? {} : { created: { ...instant('Created', { required: true, facet: true }), minFraction: versioned ? 3 : 0 } }),
    ...(versioned ? { modified: { ...instant('Modified', { required: true, facet: true }), minFraction: 3 } } : {}),
  }
}

// 2.0 is what an older producer writes and the standard's own schemas still take (section 3.2 lists 2.1 only).
const specVersions = { '2.1': '2.1', '2.0': '2.0' }

/** STIX 2.1 section 3.2: what else every object of the family may carry. */
export function sharedProperties(family: Family): Readonly<Record<string, Field>> {
  const markings = {
    object_marking_refs: reference('Markings', ['marking-definition'], { many: true }),
    granular_markings: granularMarkings,
  }
  if (family === 'sco') return { ...markings, defanged: boolean('Defanged') }
  return {
    created_by_ref: reference('Author', ['identity']),
    revoked: boolean('Revoked'),
    labels: text('Labels', { many: true, find: true }),
    confidence: integer('Confidence', { min: 0, max: 100 }),
    lang: language('Language'),
    external_references: externalReference('External references', { many: true }),
    ...markings,
  }
}

/** STIX 2.1 section 3.2 and 7.3; its inside is checked extension by extension. */
export const extensionsProperty = dictionary('Extensions', { names: /^[a-z][a-z0-9-]*$/, values: anything('Extension') })

// Section 7.2.3.1: a marking or a language for the parts of an object that selectors name.
const granularMarkings = group(
  'Markings of parts',
  {
    lang: language('Language'),
    marking_ref: reference('Marking', ['marking-definition']),
    selectors: text('Parts', { many: true, required: true }),
  },
  { many: true },
)
