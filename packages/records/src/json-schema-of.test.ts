import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { exampleMutations } from './example-mutations.ts'
import { jsonSchemaOf } from './json-schema-of.ts'
import { kinds } from './kinds/index.ts'
import { validateObject } from './validate-object.ts'

const ajv = new Ajv2020({ strict: false, unicodeRegExp: false, validateFormats: false })

test('the served schema refuses nothing that the check accepts, and most of what it refuses', () => {
  let [refused, both] = [0, 0]
  for (const kind of kinds.values()) {
    const accepts = ajv.compile(jsonSchemaOf(kind))
    assert.ok(accepts(kind.example), `${kind.name}: ${JSON.stringify(accepts.errors)}`)
    for (const { change, field, object } of exampleMutations(kind)) {
      const verdict = validateObject(object)
      if (verdict.ok && verdict.value.kind === kind)
        assert.ok(accepts(object), `${kind.name} ${field}: ${change} ${JSON.stringify(accepts.errors)}`)
      if (verdict.ok) continue
      refused++
      if (!accepts(object)) both++
    }
  }
  assert.ok(both / refused > 0.98, `${both} of ${refused}`)
})

test('a schema names the required fields of the extension', () => {
  const schema = JSON.stringify(jsonSchemaOf(kinds.get('mirror-alert')!))
  assert.match(schema, /"required":\["extension_type","object_kind","direction","seen_at","requested_action"\]/)
})
