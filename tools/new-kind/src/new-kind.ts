import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { scaffoldKind } from './scaffold.ts'

// npm run new-kind -- NAME
const folder = new URL('../../../packages/records/src/kinds/', import.meta.url)
const indexFile = new URL('index.ts', folder)
const made = scaffoldKind(process.argv[2] ?? '', randomUUID(), readFileSync(indexFile, 'utf8'))

if (!made.ok || existsSync(new URL(made.value.fileName, folder))) {
  console.error(`npm run new-kind -- NAME (lower case, hyphens): ${made.ok ? 'name_taken' : made.reason}`)
  process.exitCode = 1
} else {
  writeFileSync(new URL(made.value.fileName, folder), made.value.file)
  writeFileSync(indexFile, made.value.index)
  console.log(`packages/records/src/kinds/${made.value.fileName}: describe the kind there.
packages/records/src/kinds/index.ts: its one line stands there.
packs/locales/es/kinds.json: give it Spanish words. Then: npm run gen`)
}
