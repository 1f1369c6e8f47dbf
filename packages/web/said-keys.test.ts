import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { saidKeys } from './said-keys.ts'

test('keys count where a module or what it imports says them, whole or by their beginning, and not where it is fetched later', () => {
  const folder = mkdtempSync(join(tmpdir(), 'enlace-said-'))
  after(() => rmSync(folder, { recursive: true }))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('page.tsx', "import { a } from './part.ts'\nimport type { T } from './types.ts'\ntext('inbox.title')\nimport('./later.tsx')\n")
  write('part.ts', "import {\n  b,\n} from './deep.ts'\ntext(`inbox.group.$" + '{code}`)\n')
  write('deep.ts', "export { c } from './page.tsx'\nconst label = 'people.nav.roster'\n")
  write('types.ts', "text('never.types')")
  write('later.tsx', "text('never.later')")
  const said = saidKeys([join(folder, 'page.tsx')])
  for (const key of ['inbox.title', 'inbox.group.clock', 'people.nav.roster']) assert.ok(said.has(key), key)
  for (const key of ['inbox.titles', 'inbox.groups', 'never.types', 'never.later']) assert.ok(!said.has(key), key)
})
