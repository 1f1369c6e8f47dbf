import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBasis, lawOf, lawsLike } from './law-options.ts'

const laws = [
  { value: 'extradition-law-mx-1975', label: 'Ley de Extradición Internacional', detail: 'DOF 29-12-1975' },
  { value: 'extradition-treaty-1978', label: 'Tratado de extradición de 1978', detail: '31 UST 5059' },
]

test('a law that is named in full is kept by its code, and words of one’s own as they stand', () => {
  assert.equal(lawOf('tratado de extradicion de 1978', laws), 'extradition-treaty-1978')
  assert.equal(lawOf('extradition-treaty-1978', laws), 'extradition-treaty-1978')
  assert.equal(lawOf('DOF 29-12-1975', laws), 'extradition-law-mx-1975')
  assert.equal(lawOf('Tratado de extradición', laws), 'Tratado de extradición')
  assert.equal(lawOf('Ley local (ficticia)', laws), 'Ley local (ficticia)')
  assert.equal(lawOf('', laws), '')
})

test('laws are found by part of a name without its accents, and all of them where one is chosen', () => {
  const codes = (typed: string) => lawsLike(typed, laws).map(({ value }) => value)
  assert.deepEqual(codes('extradicion int'), ['extradition-law-mx-1975'])
  assert.deepEqual(codes('Ley local'), [])
  assert.equal(codes('').length, 2)
  assert.equal(codes('Tratado de extradición de 1978').length, 2)
})

test('nobody is held under a service level', () => {
  assert.deepEqual(
    ['treaty', 'statute', 'service_level', 'directive'].map((character) => isBasis({ character })),
    [true, true, false, false],
  )
})
