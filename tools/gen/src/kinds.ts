import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { kindPages } from './kind-pages.ts'

// Prints docs/kinds from the definitions. With --check nothing is written: exit code 1 says that a page is not what they print.
const folder = new URL('../../../docs/kinds/', import.meta.url)
const catalogue = new URL('../../../packs/locales/es/kinds.json', import.meta.url)
const spanish = existsSync(catalogue) ? (JSON.parse(readFileSync(catalogue, 'utf8')) as Record<string, string>) : {}
const pages = kindPages(spanish)
const found = existsSync(folder) ? readdirSync(folder) : []
const stray = found.filter((name) => !pages.has(name))

if (process.argv.includes('--check')) {
  const stale = [...pages].filter(([name, text]) => !found.includes(name) || readFileSync(new URL(name, folder), 'utf8') !== text)
  for (const name of [...stray, ...stale.map(([name]) => name)]) console.error(`docs/kinds/${name} is stale: node tools/gen/src/kinds.ts`)
  if (stale.length + stray.length > 0) process.exitCode = 1
} else {
  mkdirSync(folder, { recursive: true })
  for (const name of stray) rmSync(new URL(name, folder))
  for (const [name, text] of pages) writeFileSync(new URL(name, folder), text)
}
