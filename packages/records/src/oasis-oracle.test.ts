import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { exampleMutations } from './example-mutations.ts'
import { kinds } from './kinds/index.ts'
import { validateObject } from './validate-object.ts'

// The schemas and examples that OASIS publishes are the oracle here and nowhere else: nothing of them is shipped.
const shared = sharedFolder()
const options = shared === undefined ? { skip: 'the folder "shared" is not beside this repository' } : {}
const stix = join(shared ?? '', 'data/stix')

test('every published STIX 2.1 object gets the verdict of the published schemas', options, () => {
  const oracle = loadOracle()
  const objects = jsonFiles(stix)
    .filter((path) => !path.includes('json_schemas_2.1') && !path.endsWith('.schema.json'))
    .flatMap((path) => objectsIn(JSON.parse(readFileSync(path, 'utf8')) as Json))
  const accepted = objects.filter((object) => validateObject(object).ok)
  const oracleAccepted = objects.filter((object) => oracle(object))
  const disagreements = objects.filter((object) => validateObject(object).ok !== oracle(object)).map((object) => object.id)
  console.log(`published objects: run ${objects.length}, accepted ${accepted.length}, refused ${objects.length - accepted.length}`)
  assert.deepEqual(disagreements, [])
  // The two refused ones are STIX 2.0: they carry no spec_version (section 3.2).
  assert.deepEqual([objects.length, accepted.length, oracleAccepted.length], [597, 595, 595])
})

/** Where the standard's text and the published schemas part, and why we follow the text. `field` is the last step of what was changed. */
type Difference = {
  readonly why: string
  readonly we: 'accept' | 'refuse'
  readonly when: (mutation: Mutation) => boolean
  readonly times: number
}
type Mutation = { readonly kind: string; readonly change: string; readonly field: string; readonly codes: readonly string[] }

const refused =
  (...codes: readonly string[]) =>
  (mutation: Mutation) =>
    codes.some((code) => mutation.codes.includes(code))

const differences: readonly Difference[] = [
  {
    why: '2.13 and RFC 3339 5.7: 30 February does not exist; the schemas look at digits only',
    we: 'refuse',
    when: ({ change, codes }) => change === 'a day that does not exist' && codes.includes('not_an_instant'),
    times: 88,
  },
  {
    why: '4.2 to 6.12: the later of two moments is not before the earlier, a rule between properties',
    we: 'refuse',
    when: refused('earlier_than'),
    times: 5,
  },
  {
    why: '3.2: lang is an RFC 5646 language tag; the schemas take any text',
    we: 'refuse',
    when: ({ field, codes }) => field === 'lang' && codes.includes('not_a_language'),
    times: 115,
  },
  {
    why: '3.2: object_marking_refs names marking definitions only',
    we: 'refuse',
    when: ({ field, codes }) => field === 'object_marking_refs' && codes.includes('target_type_wrong'),
    times: 41,
  },
  {
    why: '4 to 6: a reference is an identifier of the types its property names; the schemas often take any text',
    we: 'refuse',
    when: ({ field, codes }) => /_refs?$/.test(field) && (codes.includes('target_type_wrong') || codes.includes('not_an_id')),
    times: 123,
  },
  {
    why: '3.1: names of properties have no hyphen; the pattern of the schemas is not anchored at its end',
    we: 'refuse',
    when: ({ change, codes }) => change === 'named with-hyphen' && codes.includes('name_malformed'),
    times: 42,
  },
  {
    why: '7.2 and 3.1: a marking definition follows the same rules of names and values; its schema forgets them',
    we: 'refuse',
    when: ({ kind, field, codes }) =>
      kind === 'marking-definition' && codes.some((code) => code.startsWith('name_') || (field === 'x_custom' && /null|empty/.test(code))),
    times: 9,
  },
  {
    why: '11.2: a type outside the standard needs an extension definition; the schemas know only the core of it',
    we: 'refuse',
    when: ({ field, codes }) => field === 'type' && codes.includes('kind_unknown'),
    times: 23,
  },
  {
    why: '4.6: incident has kill_chain_phases; its schema forgets them',
    we: 'refuse',
    when: ({ kind, field }) => kind === 'incident' && field === 'kill_chain_phases',
    times: 15,
  },
  {
    why: '4.10 and 6.12: a precision in metres, a count of bytes or of packets is not negative',
    we: 'refuse',
    when: ({ kind, codes }) => /^(location|network-traffic)$/.test(kind) && codes.includes('below_minimum'),
    times: 5,
  },
  {
    why: '6.4: a domain name is not empty',
    we: 'refuse',
    when: ({ kind, field, change }) => kind === 'domain-name' && field === 'value' && change === 'empty text',
    times: 1,
  },
  {
    why: '6.7.3: alternate data streams are objects; the schema does not say so',
    we: 'refuse',
    when: ({ field, codes }) => field === 'alternate_data_streams' && codes.includes('wrong_type'),
    times: 3,
  },
  {
    why: '6.16.2: a group number is an integer',
    we: 'refuse',
    when: ({ field, change }) => field === 'gid' && change === 'a half',
    times: 1,
  },
  {
    why: '7.1: translations stand under language tags; the schema takes any dictionary',
    we: 'refuse',
    when: ({ kind, field }) => kind === 'language-content' && field === 'contents',
    times: 1,
  },
  {
    why: '6.6: headers of other shapes are kept; the schema takes texts and lists of two or more',
    we: 'accept',
    when: ({ field }) => field === 'additional_header_fields',
    times: 1,
  },
  {
    why: '6.7.5 and 6.13.2: dictionaries have free names; the schemas list some',
    we: 'accept',
    when: ({ field }) => field === 'exif_tags' || field === 'startup_info',
    times: 2,
  },
  {
    why: '6.14: a language tag of RFC 5646 may have four letters or more; the pattern of the schema stops at three',
    we: 'accept',
    when: ({ field }) => field === 'languages',
    times: 1,
  },
]

test('changed examples of every STIX 2.1 type part from the published schemas only where the text of the standard does', options, () => {
  const oracle = loadOracle()
  const met = new Map<Difference, number>()
  const unexplained: string[] = []
  const counts = { run: 0, accepted: 0, oracle: 0 }
  for (const kind of [...kinds.values()].filter(({ native }) => native)) {
    assert.ok(oracle(kind.example), `the schemas accept the example of ${kind.name}`)
    for (const { change, field, object } of exampleMutations(kind)) {
      const verdict = validateObject(object)
      const theirs = oracle(object)
      counts.run++
      if (verdict.ok) counts.accepted++
      if (theirs) counts.oracle++
      if (verdict.ok === theirs) continue
      const mutation = { kind: kind.name, change, field, codes: verdict.ok ? [] : verdict.problems.map((problem) => problem.code) }
      const difference = differences.find(({ we, when }) => (we === 'accept') === verdict.ok && when(mutation))
      if (difference === undefined)
        unexplained.push(`${kind.name} ${field}: ${change} (${verdict.ok ? 'accepted' : mutation.codes.join()})`)
      else met.set(difference, (met.get(difference) ?? 0) + 1)
    }
  }
  console.log(`changed examples: run ${counts.run}, accepted ${counts.accepted}, the schemas ${counts.oracle}`)
  assert.deepEqual(unexplained, [])
  assert.deepEqual(
    differences.map((difference) => [difference.why, met.get(difference) ?? 0]),
    differences.map((difference) => [difference.why, difference.times]),
  )
  assert.deepEqual(counts, { run: 14_942, accepted: 1748, oracle: 2216 })
})

function loadOracle(): (object: JsonObject) => boolean {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: false, validateSchema: false })
  formats.default(ajv)
  ajv.addFormat('idn-hostname', true)
  const ids = new Map<string, string>()
  for (const path of jsonFiles(join(stix, 'json_schemas_2.1'))) {
    // Two published patterns nest a repetition in a repetition: 30 letters and a `!` take seconds. Same language, one way to match.
    const text = readFileSync(path, 'utf8').replaceAll('^([a-z][a-z0-9]*)+(-[a-z0-9]+)*', '^[a-z][a-z0-9]*(-[a-z0-9]+)*')
    const schema = JSON.parse(text) as { $id: string }
    ajv.addSchema(schema)
    ids.set(path.slice(path.lastIndexOf('/') + 1, -'.json'.length), schema.$id)
  }
  return (object) => {
    // Per type: the published bundle schema refuses every custom object.
    const type = typeof object.type === 'string' && object.type !== 'core' ? object.type : ''
    const accepts = ajv.getSchema(ids.get(type) ?? (ids.get('core') as string))
    assert.ok(accepts)
    return accepts(object) === true
  }
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name))
}

function objectsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(objectsIn)
  if (!isJsonObject(value)) return []
  const { type, id } = value
  const isObject = typeof type === 'string' && typeof id === 'string' && id.includes('--') && type !== 'bundle'
  return isObject ? [value] : Object.values(value).flatMap(objectsIn)
}
