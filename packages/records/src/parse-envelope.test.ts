import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalText, fromUtf8, type Json, type JsonObject } from '@enlace/core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { type EnvelopeDefaults, envelopeBytes } from './envelope.ts'
import { exampleEnvelope } from './envelope-example.ts'
import { envelopeSchema } from './envelope-schema.ts'
import { kinds } from './kinds/index.ts'
import { parseEnvelope } from './parse-envelope.ts'

const good: JsonObject = {
  author_agency: 'sspc',
  marking: { scheme: 'mx-reservada', value: 'RESERVADA', authority: 'Fictional unit', until: '2031-01-14' },
  permitted_use: ['lead', 'no_onward'],
  grading: { scheme: 'admiralty', source: 'B', information: '2' },
  legal_basis: { instrument: 'FICTIONAL agreement', article: '4' },
  purpose: 'Arms trafficking',
  origin: 'human',
  retention: 'alert',
  to: [{ party: 'us', agency: 'dhs' }, { party: 'us' }],
  person_status: 'suspect',
}

type Row = readonly [name: string, change: JsonObject, problems: readonly string[]]
const rows: readonly Row[] = [
  ['a complete envelope passes', {}, []],
  ['an agency is a code', { author_agency: 'SSPC!' }, ['/author_agency name_malformed']],
  ['an agency is text', { author_agency: 7 }, ['/author_agency wrong_type']],
  ['a marking needs its value', { marking: { scheme: 'mx-reservada' } }, ['/marking/value required']],
  ['a blank marking is none', { marking: { scheme: 'mx-reservada', value: ' ' } }, ['/marking/value empty_text']],
  ['a scheme nobody knows is a mistake of the author', { marking: { scheme: 'xx-secret', value: 'X' } }, ['/marking/scheme not_a_choice']],
  [
    'a marking ends on a calendar day',
    { marking: { scheme: 'mx-publica', value: 'P', until: '2026-02-30' } },
    ['/marking/until not_a_date'],
  ],
  ['the label may be repeated when it is the derived one', { tlp: 'amber+strict' }, []],
  ['the label is never written by hand', { tlp: 'green' }, ['/tlp wrong_value']],
  ['a label outside TLP is refused', { tlp: 'white' }, ['/tlp not_a_choice']],
  ['a use outside the list is refused', { permitted_use: ['lead', 'anything'] }, ['/permitted_use/1 not_a_choice']],
  ['uses are a list', { permitted_use: 'lead' }, ['/permitted_use wrong_type']],
  ['an empty list of uses stays home but passes', { permitted_use: [] }, []],
  ['a use stands once', { permitted_use: ['lead', 'lead'] }, ['/permitted_use duplicate_item']],
  [
    'evidence that may not be shown in court is a contradiction',
    { permitted_use: ['evidence', 'no_court'] },
    ['/permitted_use not_together'],
  ],
  [
    'a source grade outside A to F is refused',
    { grading: { scheme: 'admiralty', source: 'G', information: '2' } },
    ['/grading/source not_a_choice'],
  ],
  [
    'information is a grade from 1 to 6',
    { grading: { scheme: 'admiralty', source: 'F', information: '7' } },
    ['/grading/information not_a_choice'],
  ],
  ['another scheme keeps its own value', { grading: { scheme: '4x4', value: 'B2' } }, []],
  ['another scheme needs its value', { grading: { scheme: '4x4' } }, ['/grading/value required']],
  ['no grading is no mistake', { grading: null }, []],
  ['no legal basis keeps it home but passes', { legal_basis: null }, []],
  ['a legal basis names its article', { legal_basis: { instrument: 'X' } }, ['/legal_basis/article required']],
  ['a purpose has a bound', { purpose: 'x'.repeat(501) }, ['/purpose too_long']],
  ['a purpose of the bound passes', { purpose: 'x'.repeat(500) }, []],
  ['an origin outside the list is refused', { origin: 'dream' }, ['/origin not_a_choice']],
  ['a retention class outside the list is refused', { retention: 'forever' }, ['/retention not_a_choice']],
  ['addressed to nobody passes', { to: [] }, []],
  ['an addressee names a party', { to: [{ agency: 'dhs' }] }, ['/to/0/party required']],
  ['a status outside the list is refused', { person_status: 'guilty' }, ['/person_status not_a_choice']],
  ['a status of the draft outside the list is refused', { draft_status: 'final' }, ['/draft_status not_a_choice']],
  ['a non-paper passes', { draft_status: 'non_paper' }, []],
  ['what is not known here is kept', { newer_member: { a: [1] } }, []],
]

const ajv = new Ajv2020({ strict: false, validateFormats: false })
const bySchema = ajv.compile(envelopeSchema)
// The schema cannot compute a label or a calendar.
const beyondSchema = new Set(['/tlp wrong_value', '/marking/until not_a_date'])

for (const [name, change, expected] of rows) {
  test(`envelope: ${name}`, () => {
    const value = { ...good, ...change }
    const parsed = parseEnvelope(value)
    assert.deepEqual(parsed.ok ? [] : parsed.problems.map((problem) => `${problem.field} ${problem.code}`), expected)
    if (!expected.some((problem) => beyondSchema.has(problem)))
      assert.equal(bySchema(value), expected.length === 0, ajv.errorsText(bySchema.errors))
  })
}

test('an empty envelope takes every default from the session', () => {
  const defaults: EnvelopeDefaults = { authorAgency: 'dhs', marking: { scheme: 'us-les', value: 'LES' }, retention: 'alert' }
  const parsed = parseEnvelope({}, defaults)
  assert.deepEqual(parsed, {
    ok: true,
    flags: [],
    value: {
      author_agency: 'dhs',
      marking: { scheme: 'us-les', value: 'LES' },
      tlp: 'amber',
      permitted_use: [],
      legal_basis: null,
      purpose: '',
      origin: 'unknown',
      retention: 'alert',
    },
  })
})

test('without a session an empty envelope lacks its agency and its marking', () => {
  const parsed = parseEnvelope({})
  assert.deepEqual(parsed.ok || parsed.problems.map((problem) => problem.field), ['/author_agency', '/marking'])
})

test('what a newer partner writes is kept, flagged and hashed whole', () => {
  const newer = {
    ...good,
    marking: { scheme: 'xx-secret', value: 'X', colour: 'blue' },
    permitted_use: ['no_cloning'],
    retention: 'century',
    seal: 'z',
  }
  const parsed = parseEnvelope(newer, { newerCodes: 'keep' })
  assert.ok(parsed.ok)
  assert.deepEqual([...parsed.flags].sort(), ['newer_code', 'newer_field'])
  assert.equal(parsed.value.tlp, 'red')
  assert.equal(fromUtf8(envelopeBytes(parsed.value)), canonicalText({ ...newer, tlp: 'red' }))
})

test('a partner may narrow the derived label and never widen it', () => {
  const read = (tlp: string) => {
    const parsed = parseEnvelope({ ...good, tlp }, { newerCodes: 'keep' })
    assert.ok(parsed.ok)
    return [parsed.value.tlp, parsed.flags]
  }
  assert.deepEqual(read('clear'), ['amber+strict', ['tlp_differs']])
  assert.deepEqual(read('red'), ['red', ['tlp_differs']])
})

test('the bytes of an envelope do not depend on the order in which it was written', () => {
  const turned = Object.fromEntries(Object.entries(good).reverse()) as JsonObject
  const [a, b] = [parseEnvelope(good), parseEnvelope(turned)]
  assert.ok(a.ok && b.ok)
  assert.deepEqual(envelopeBytes(a.value), envelopeBytes(b.value))
  const again = parseEnvelope(JSON.parse(fromUtf8(envelopeBytes(a.value)) as string) as Json)
  assert.ok(again.ok)
  assert.deepEqual(envelopeBytes(again.value), envelopeBytes(a.value))
})

test('the example envelope of every kind is accepted with nothing but the session added', () => {
  for (const kind of kinds.values()) {
    const parsed = parseEnvelope(exampleEnvelope(kind), { authorAgency: 'sspc', marking: { scheme: 'mx-reservada', value: 'RESERVADA' } })
    assert.ok(parsed.ok, `${kind.name}: ${JSON.stringify(parsed)}`)
    assert.equal(bySchema(exampleEnvelope(kind)), true, kind.name)
  }
})

test('parseEnvelope never throws, and what it accepts it accepts again', () => {
  const names = [...Object.keys(good), 'tlp', '__proto__', 'constructor', 'x']
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(good)))
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), odd)), fc.boolean(), (value, keep) => {
      const parsed = parseEnvelope(value as Json, {
        authorAgency: 'dhs',
        marking: { scheme: 'us-les', value: 'LES' },
        newerCodes: keep ? 'keep' : 'refuse',
      })
      if (!parsed.ok) return assert.ok(parsed.problems.length > 0)
      const again = parseEnvelope(JSON.parse(fromUtf8(envelopeBytes(parsed.value)) as string) as Json, {
        newerCodes: keep ? 'keep' : 'refuse',
      })
      assert.ok(again.ok)
    }),
    { numRuns: 3000 },
  )
})
