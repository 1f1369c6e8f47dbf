import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { listCatalogueFiles } from './catalogues.ts'
import { buildOfflinePage, offlinePageName } from './offline-page.ts'

const here = import.meta.dirname
const root = join(here, '../..')
const stampName = '.source-hash'

/** Where the built pages lie. */
export const webDistFolder: string = join(here, 'dist')

/**
 * Builds the pages unless `dist` already holds a build of the same sources; says whether it built, and how long it took in ms.
 * Safe to call at every start of the demo: an unchanged tree costs one hash of some hundred small files.
 */
export async function ensureWebBuilt(
  options: { readonly force?: boolean } = {},
): Promise<{ readonly built: boolean; readonly tookMs: number }> {
  const startedAt = performance.now()
  const hash = sourceHash()
  const stamp = join(webDistFolder, stampName)
  const current = existsSync(stamp) && existsSync(join(webDistFolder, 'index.html')) && readFileSync(stamp, 'utf8') === hash
  if (current && options.force !== true) return { built: false, tookMs: performance.now() - startedAt }

  // Loaded only when needed: the bundler is a third of a second and a development dependency.
  const { build } = await import('vite')
  const { default: config } = await import('./vite.config.ts')
  await build({ ...config, logLevel: 'error' })
  writeFileSync(join(webDistFolder, offlinePageName), await buildOfflinePage())
  // Last, so that a build cut short is never taken for a whole one.
  writeFileSync(stamp, hash)
  return { built: true, tookMs: performance.now() - startedAt }
}

/** SHA-256 over the names and bytes of everything that goes into the pages. */
export function sourceHash(): string {
  const hash = createHash('sha256')
  const files = [
    ...['core', 'proof', 'records', 'api', 'web'].flatMap((name) => listFiles(join(root, 'packages', name, 'src'))),
    ...listFiles(join(here, 'public')),
    ...listPackFolders().flatMap((pack) => listFiles(join(root, 'packs', pack))),
    ...['index.html', 'package.json', 'vite.config.ts', 'catalogues.ts', 'build.ts', 'offline-page.ts'].map((name) => join(here, name)),
    ...listCatalogueFiles(),
    ...['es', 'en'].map((tag) => join(root, 'packs/locales', tag, 'check-result.json')),
    join(root, 'package-lock.json'),
  ]
  for (const path of files.filter((name) => existsSync(name)).sort()) {
    const bytes = readFileSync(path)
    hash.update(`${relative(root, path)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/** Packs that pages may read; the words of the pages are counted file by file. */
function listPackFolders(): string[] {
  return readdirSync(join(root, 'packs')).filter((name) => name !== 'locales')
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

if (import.meta.main) {
  const { built, tookMs } = await ensureWebBuilt({ force: process.argv.includes('--force') })
  process.stdout.write(`web: ${built ? 'built' : 'already current'} in ${(tookMs / 1000).toFixed(1)} s\n`)
}
