import { readFileSync, writeFileSync } from 'node:fs'
import { openApiOf, routes } from '@enlace/api'

const target = new URL('../../../docs/openapi.json', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
const printed = `${JSON.stringify(openApiOf(routes, { title: 'Enlace node API', version }), null, 1)}\n`

// With --check nothing is written: exit code 1 says that the file is not what the routes print.
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== printed) {
    console.error('docs/openapi.json is stale: npm run gen')
    process.exitCode = 1
  }
} else writeFileSync(target, printed)
