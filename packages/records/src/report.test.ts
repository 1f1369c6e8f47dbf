import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { addProblem, maxProblems, problemCodes, startReport, toPointer } from './report.ts'

test('every problem has its sentence in both languages', () => {
  for (const language of ['en', 'es']) {
    const url = new URL(`../../../packs/locales/${language}/faults.json`, import.meta.url)
    const sentences = JSON.parse(readFileSync(url, 'utf8')) as Record<string, string>
    const missing = problemCodes.filter((code) => sentences[`problem.${code}`] === undefined)
    assert.deepEqual(missing, [], language)
  }
})

test('a pointer escapes and cuts a stranger’s names', () => {
  assert.equal(toPointer([]), '')
  assert.equal(toPointer(['a/b', 'c~d', 0]), '/a~1b/c~0d/0')
  assert.equal(toPointer(['x'.repeat(500)]).length, 65)
})

test('a report stops counting after its bound and says so', () => {
  const report = startReport()
  for (let i = 0; i < maxProblems + 10; i++) addProblem(report, 'required', undefined, i)
  assert.equal(report.problems.length, maxProblems + 1)
  assert.deepEqual(report.problems.at(-1), { field: '', code: 'too_many_problems' })
})
