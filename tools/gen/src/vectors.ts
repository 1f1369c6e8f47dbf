import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { courierVectors } from './courier-vectors.ts'
import { evidenceVectors } from './evidence-vectors.ts'
import { invalidVectors } from './invalid-vectors.ts'
import { keyVectors } from './key-vectors.ts'
import { resultVectors } from './result-vectors.ts'
import { statementVectors } from './statement-vectors.ts'
import { validVectors } from './valid-vectors.ts'

// Files from which others can implement the formats: keys from fixed seeds, fixed salts and times, so that they never change by chance.
const files: readonly (readonly [name: string, content: object])[] = [
  ...Object.entries(validVectors()).map(([name, content]) => [`valid/${name}`, content] as const),
  ...Object.entries(invalidVectors()).map(([name, content]) => [`invalid/${name}`, content] as const),
  ...Object.entries(evidenceVectors()),
  ...Object.entries(keyVectors()),
  ...Object.entries(courierVectors()),
  ...Object.entries(resultVectors()),
  ...Object.entries(statementVectors()),
]

// With --check nothing is written: exit code 1 says that a file is not what the code makes.
const checking = process.argv.includes('--check')
for (const [name, content] of files) {
  const target = new URL(`../../../vectors/${name}`, import.meta.url)
  const printed = content instanceof Uint8Array ? content : Buffer.from(`${JSON.stringify(content, null, 1)}\n`)
  if (!checking) {
    mkdirSync(new URL('.', target), { recursive: true })
    writeFileSync(target, printed)
  } else if (!existsSync(target) || !readFileSync(target).equals(printed)) {
    console.error(`vectors/${name} is stale: npm run gen`)
    process.exitCode = 1
  }
}
