import { languages } from './model.ts'

/** What the site answers to a path below its address. */
export type Answered = { readonly status: number; readonly type: string; readonly body: string }

/** One file of the site written down: its place below the folder, with slashes. */
export type WrittenFile = { readonly path: string; readonly body: string }

/** More files than any programme publishes: a site that never ends is a fault. */
const mostFiles = 200_000
const isPage = (type: string) => type.startsWith('text/html')

/**
 * The whole site as files that work from a plain folder, without a server: everything that links lead to from the first page, each page as it is served, with links told relative to
 * it. What needs a server, searching and writing to us, leads to `forms`, the address of one; without it both are left out and the page says so (`noForms`). Throws on a dead link.
 */
export async function* writeDown(
  ask: (path: string) => Promise<Answered>,
  options: { readonly forms: string | null; readonly noForms: Readonly<Record<string, string>> },
): AsyncGenerator<WrittenFile> {
  const answers = new Map<string, Answered>()
  const wanted = ['/style.css', '/robots.txt', '/sitemap.xml', ...languages.map((one) => `/${one}`)]
  const seen = new Set(wanted)
  for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) {
    const answer = await ask(path)
    if (answer.status !== 200 && answer.status !== 410) throw new Error(`${path} answers ${answer.status}`)
    answers.set(path, answer)
    if (answers.size > mostFiles) throw new Error('the site does not end')
    if (!isPage(answer.type)) continue
    for (const [, link = ''] of answer.body.matchAll(/ href="([^"]*)"/g)) {
      const place = placeOf(link)
      if (place === undefined || seen.has(place.path)) continue
      seen.add(place.path)
      wanted.push(place.path)
    }
  }
  const fileOf = (path: string) => {
    const answer = answers.get(path)
    if (answer === undefined) return undefined
    return isPage(answer.type) && !path.endsWith('.html') ? `${path.slice(1)}/index.html` : path.slice(1)
  }
  for (const [path, { type, body }] of answers) {
    const file = fileOf(path) ?? ''
    yield { path: file, body: isPage(type) && !path.endsWith('.html') ? relative(body, file) : body }
  }
  yield { path: 'index.html', body: chooseLanguage }

  function relative(body: string, file: string): string {
    const language = /^([a-z]{2})\//.exec(file)?.[1] ?? 'en'
    const up = '../'.repeat(file.split('/').length - 1)
    const linked = body.replaceAll(/ href="([^"]*)"/g, (whole, link: string) => {
      const place = placeOf(link)
      if (place !== undefined) return ` href="${up}${fileOf(place.path) ?? ''}${place.rest}"`
      // Writing to us needs a server: without one, the page about the site says how.
      if (/^\/[a-z]{2}\/report(?:\?|$)/.test(link))
        return ` href="${options.forms === null ? `${up}${language}/about/index.html` : `${options.forms}${link}`}"`
      return whole
    })
    if (options.forms !== null)
      return linked.replaceAll(/ action="(\/[^"]*)"/g, (_, action: string) => ` action="${options.forms}${action}"`)
    return linked.replaceAll(/<form [\s\S]*?<\/form>/g, `<p class="note">${options.noForms[language] ?? ''}</p>`)
  }
}

/** A link to a page or file of the site, and what stands behind its path; undefined for what leads elsewhere, is no path, or needs a server. */
function placeOf(link: string): { readonly path: string; readonly rest: string } | undefined {
  const [, path = '', rest = ''] = /^(\/(?!\/)[^?#]*)((?:#.*)?)$/.exec(link) ?? []
  if (path === '' || /^\/[a-z]{2}\/report$/.test(path)) return undefined
  return { path: path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path, rest }
}

const chooseLanguage = `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Español / English</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<main>
<h1>Español / English</h1>
<p><a href="es/index.html">Español</a></p>
<p lang="en"><a href="en/index.html">English</a></p>
</main>
</body>
</html>
`
