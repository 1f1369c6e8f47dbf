import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delegationOf } from './delegation-lines.ts'

const cases: readonly [string, string, readonly object[]][] = [
  ['nothing', ' \n', []],
  [
    'a name with an office',
    'Ana Ejemplo, Secretaria, de Ejemplos',
    [{ party: 'mx', name: 'Ana Ejemplo', office: { es: 'Secretaria, de Ejemplos' }, head: true }],
  ],
  ['an office that nobody is named for', ', Oficina de ejemplo', [{ party: 'mx', office: { es: 'Oficina de ejemplo' }, head: true }]],
  [
    'who is first leads',
    'Ana Ejemplo\n\nBeto Ejemplo',
    [
      { party: 'mx', name: 'Ana Ejemplo', head: true },
      { party: 'mx', name: 'Beto Ejemplo' },
    ],
  ],
]
for (const [what, lines, members] of cases) {
  test(`a delegation from lines: ${what}`, () => assert.deepEqual(delegationOf('mx', lines, 'es'), members))
}
