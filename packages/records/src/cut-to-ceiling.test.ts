import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromUtf8, isJsonObject, type Json, type JsonObject, utf8 } from '@enlace/core'
import fc from 'fast-check'
import { fieldMarksOf, labelOfMarking, markingOfLabel, objectLabelOf, translatedMarks } from './field-marks.ts'
import { kinds } from './kinds/index.ts'
import { markingSchemes, type TlpLabel, tlpLabels } from './marking.ts'
import { removeFields } from './remove-fields.ts'
import { removedFieldsOf } from './removed-fields.ts'
import { tearLinesExtension, tearLinesOf, tornFieldsOf, withTearLines } from './tear-lines.ts'
import { validateObject } from './validate-object.ts'

const alert = kinds.get('mirror-alert')!.example
const own = `extensions.${kinds.get('mirror-alert')!.extension}`
const mark = (label: TlpLabel, ...selectors: string[]): Json => ({ marking_ref: markingOfLabel(label), selectors })
const marked = (object: JsonObject, ...marks: Json[]): JsonObject => ({ ...object, granular_markings: marks })
const mayReadUpTo = (ceiling: TlpLabel) => (label: TlpLabel) => tlpLabels.indexOf(label) <= tlpLabels.indexOf(ceiling)

function cut(object: JsonObject, ceiling: TlpLabel, names: readonly string[] = []) {
  const mayRead = mayReadUpTo(ceiling)
  const above = fieldMarksOf(object).filter(({ label }) => !mayRead(label))
  return removeFields(utf8(JSON.stringify(object)), names, { marked: above.map(({ selector }) => selector), mayRead })
}

function copyOf(object: JsonObject, ceiling: TlpLabel, names?: readonly string[]): JsonObject {
  const reduced = cut(object, ceiling, names)
  assert.ok(reduced.ok, JSON.stringify(reduced))
  return JSON.parse(fromUtf8(reduced.value.bytes) as string) as JsonObject
}

test('a marking is read as TLP 1, TLP 2.0 or a national scheme, and one that nobody knows as red', () => {
  assert.equal(labelOfMarking('marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'), 'clear')
  assert.equal(labelOfMarking(markingOfLabel('amber+strict')), 'amber+strict')
  for (const scheme of Object.values(markingSchemes)) assert.equal(labelOfMarking(scheme.definition!), scheme.tlp)
  assert.equal(labelOfMarking('marking-definition--11111111-1111-4111-8111-111111111111'), 'red')
})

test('of two marks on one part the narrower holds, and a language marks nothing', () => {
  const object = marked(alert, mark('green', 'name', 'description'), mark('amber', 'name'), { lang: 'es', selectors: ['name'] })
  assert.deepEqual(fieldMarksOf(object), [
    { selector: 'name', label: 'amber' },
    { selector: 'description', label: 'green' },
  ])
  assert.equal(objectLabelOf({ object_marking_refs: [markingOfLabel('green'), markingOfLabel('amber')] }), 'amber')
  assert.equal(objectLabelOf(alert), undefined)
})

test('a field above the ceiling is gone with its mark, its name listed; a field at the ceiling stays with its mark', () => {
  const copy = copyOf(marked(alert, mark('red', `${own}.safety_notes`), mark('amber', 'description')), 'amber')
  assert.deepEqual(removedFieldsOf(copy), ['safety_notes'])
  assert.deepEqual(copy.granular_markings, [mark('amber', 'description')])
  assert.equal(copy.description, alert.description)
})

test('an item of a list goes alone, and marks of the items behind it follow', () => {
  const object = marked({ ...alert, labels: ['first', 'second', 'third'] }, mark('red', 'labels.[0]'), mark('green', 'labels.[2]'))
  const copy = copyOf(object, 'amber')
  assert.deepEqual(copy.labels, ['second', 'third'])
  assert.deepEqual(copy.granular_markings, [mark('green', 'labels.[1]')])
})

test('what is not valid without a marked field, or what holds the record together, is withheld whole', () => {
  for (const selector of ['id', 'extensions', own, `${own}.direction`]) {
    const reduced = cut(marked(alert, mark('red', selector)), 'amber')
    assert.equal(reduced.ok ? 'cut' : reduced.reason, 'invalid_after_redaction', selector)
  }
})

const torn = withTearLines(marked(alert, mark('red', 'description')), [{ selector: 'description', text: 'Sanitised.', tlp: 'green' }], [])

test('a tear-line takes the place of the text that is too narrow, and the copy says so', () => {
  const copy = copyOf(torn, 'amber')
  assert.equal(copy.description, 'Sanitised.')
  assert.deepEqual(tornFieldsOf(copy), ['description'])
  assert.deepEqual([tearLinesOf(copy), removedFieldsOf(copy), copy.granular_markings], [[], [], undefined])
})

test('whoever may read the full text gets it; whoever may read neither gets neither', () => {
  assert.equal(copyOf(torn, 'red').description, alert.description)
  const copy = copyOf(torn, 'clear')
  assert.equal(copy.description, undefined)
  assert.ok(!JSON.stringify(copy).includes('Sanitised.'))
  assert.deepEqual(removedFieldsOf(copy), ['description'])
})

test('a struck field takes its tear-line with it', () => {
  assert.ok(!JSON.stringify(copyOf(torn, 'amber', ['description'])).includes('Sanitised.'))
})

const mistakes: readonly (readonly [string, JsonObject, string])[] = [
  ['no mark on the full text', withTearLines(alert, [{ selector: 'description', text: 'x', tlp: 'green' }], []), 'required_with'],
  ['as narrow as the full text', withTearLines(torn, [{ selector: 'description', text: 'x', tlp: 'red' }], []), 'wrong_value'],
  ['a text that is not there', withTearLines(torn, [{ selector: 'abstract', text: 'x', tlp: 'green' }], []), 'dangling_selector'],
]
test('a tear-line that would protect nothing is refused from its author, and read as it is from a partner', () => {
  assert.ok(validateObject(torn).ok)
  for (const [name, object, code] of mistakes) {
    const checked = validateObject(object)
    assert.ok(!checked.ok && checked.problems.some((problem) => problem.code === code), name)
    assert.ok(validateObject(object, { from: 'partner' }).ok, name)
  }
})

test('what is marked in a record is marked in each language of its translation', () => {
  const translation = { contents: { es: { description: 'Sólo para nosotros' }, fr: { name: 'Titre' } } }
  assert.deepEqual(translatedMarks([{ selector: 'description', label: 'red' }], translation), [
    { selector: 'contents.es.description', label: 'red' },
    { selector: 'contents.fr.description', label: 'red' },
  ])
})

/** Every selector of an object that leads to something. */
function selectorsOf(value: Json, at = ''): string[] {
  const below = (step: string, item: Json) => selectorsOf(item, at === '' ? step : `${at}.${step}`)
  const here = at === '' ? [] : [at]
  if (Array.isArray(value)) return [...here, ...(value as readonly Json[]).flatMap((item, i) => below(`[${i}]`, item))]
  if (!isJsonObject(value)) return here
  return [...here, ...Object.entries(value).flatMap(([name, item]) => below(name, item as Json))]
}

/** Each text of the object becomes a word of its own, so that it can be looked for. */
function withTokens(value: Json, count: { n: number }): Json {
  if (typeof value === 'string') return `TOKEN${count.n++}END`
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => withTokens(item, count))
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTokens(item as Json, count)]))
    : value
}

test('whatever is marked above the ceiling, nothing of it is in the bytes that leave', () => {
  const word = fc.stringMatching(/^[a-z]{3,6}$/)
  const tree = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      word,
      fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
      fc.dictionary(word, tie('value'), { minKeys: 1, maxKeys: 4 }),
    ),
  })).value
  let left = 0
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('x_one', 'x_two', 'x_three'), tree, { minKeys: 1 }),
      fc.array(fc.record({ at: fc.nat(), label: fc.constantFrom(...tlpLabels), tear: fc.boolean() }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom<TlpLabel>('clear', 'green', 'amber'),
      (given, choices, ceiling) => {
        const extras = withTokens(given, { n: 0 }) as JsonObject
        const all = selectorsOf(extras)
        const chosen = choices.map(({ at, label, tear }) => ({ selector: all[at % all.length] as string, label, tear }))
        const lines = chosen.filter(({ tear }) => tear).map(({ selector }, i) => ({ selector, text: `TEAR${i}END`, tlp: 'green' as const }))
        const bare = { type: 'mutex', spec_version: '2.1', id: 'mutex--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a35', name: 'kept', ...extras }
        const object = withTearLines(marked(bare, ...chosen.map(({ selector, label }) => mark(label, selector))), lines, [])
        const reduced = cut(object, ceiling)
        if (!reduced.ok) return
        left += 1
        const bytes = fromUtf8(reduced.value.bytes) as string
        const mayRead = mayReadUpTo(ceiling)
        for (const { selector, label } of fieldMarksOf(object)) {
          if (mayRead(label)) continue
          const words = JSON.stringify(at(extras, selector)).match(/TOKEN\d+END/g) ?? []
          for (const each of words) assert.ok(!bytes.includes(each), `${selector} ${each} in ${bytes}`)
        }
        if (!mayRead('green')) assert.ok(!/TEAR\d+END/.test(bytes))
        const copy = JSON.parse(bytes) as JsonObject
        for (const { selector } of fieldMarksOf(copy)) assert.ok(selectorsOf(copy).includes(selector), selector)
        assert.ok(fieldMarksOf(copy).every(({ label }) => mayRead(label)))
      },
    ),
    { numRuns: 400, seed: 20_261_122 },
  )
  assert.ok(left > 300, `${left} left`)
})

function at(value: Json, selector: string): Json {
  return selector.split('.').reduce<Json>((now, step) => {
    if (step.startsWith('[')) return (now as readonly Json[])[Number(step.slice(1, -1))] as Json
    return (now as JsonObject)[step] as Json
  }, value)
}

test('the extension that carries tear-lines goes with the last of them', () => {
  const copy = copyOf(torn, 'clear')
  assert.equal((copy.extensions as JsonObject)[tearLinesExtension], undefined)
})
