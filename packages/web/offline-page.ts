import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname

/** Name of the page among the built files. */
export const offlinePageName = 'check-result.html'

/** Builds the one page that checks a sealed result without a server: a single file that can be saved and opened where there is no network. */
export async function buildOfflinePage(): Promise<string> {
  const { build } = await import('vite')
  const built = await build({
    root: here,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      target: 'es2023',
      write: false,
      lib: { entry: join(here, 'src/offline/check-result.ts'), formats: ['iife'], name: 'check' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  const chunk = output !== undefined && 'output' in output ? output.output.find((one) => one.type === 'chunk') : undefined
  if (chunk?.type !== 'chunk') throw new Error('the page that checks results was not built')
  const words = Object.fromEntries(['es', 'en'].map((tag) => [tag, wordsOf(tag)]))
  // What ends a script inside of one would end it here.
  const code = `const words=${JSON.stringify(words)};${chunk.code}`.replaceAll(/<(?=[/!])/g, '\\x3c')
  return frame(code, wordsOf('es'))
}

/** The page's own words, and those of the verifier for units. */
function wordsOf(tag: string): Readonly<Record<string, string>> {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(here, `../../packs/locales/${tag}/${name}.json`), 'utf8')) as Record<string, string>
  return {
    ...read('check-result'),
    ...Object.fromEntries(Object.entries(read('verify')).filter(([key]) => key.startsWith('result.unit.'))),
  }
}

function frame(code: string, words: Readonly<Record<string, string>>): string {
  const part = (tag: string, key: string, more = '') => `<${tag}${more} data-say="${key}">${words[key] ?? ''}</${tag}>`
  return `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title ?? ''}</title>
<link rel="icon" href="data:,">
<style>:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#4d5660;--bad:#8f1d14;--good:#1c5c34}@media(prefers-color-scheme:dark){:root{--ink:#e9edf1;--paper:#14181d;--soft:#b3bcc6;--bad:#ff9d92;--good:#8fdcae}}html{font:100%/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}body{margin:0 auto;max-width:44rem;padding:1rem}label{display:block;font-weight:600;margin-top:1rem}input,textarea{font:inherit;width:100%;box-sizing:border-box;margin-top:.25rem}.good h2{color:var(--good)}.bad h2,.bad>p:first-child{color:var(--bad)}dt{color:var(--soft);margin-top:.5rem}dd{margin:0;overflow-wrap:anywhere}</style>
</head>
<body>
<main>
${part('h1', 'title')}
${part('p', 'lead')}
${part('label', 'file', ' for="file"')}<input id="file" type="file" accept=".json,application/json">
${part('label', 'keys', ' for="keys"')}<textarea id="keys" rows="3" spellcheck="false" aria-describedby="keys-help"></textarea>
${part('p', 'keys.help', ' id="keys-help"')}
<div id="shown" role="status"></div>
</main>
<script>${code}</script>
</body>
</html>
`
}
