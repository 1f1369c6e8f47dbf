import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** One file of the built pages, ready to send. */
export type PageFile = {
  readonly bytes: Uint8Array
  /** The same bytes in the best encoding that an Accept-Encoding header (RFC 9110 section 12.5.3) takes; undefined where none helps. */
  readonly encode: (accepted: string) => Promise<Encoded | undefined>
  readonly contentType: string
  readonly cacheControl: string
  readonly etag: string
}

export type Encoded = { readonly encoding: 'br' | 'gzip'; readonly bytes: Uint8Array }

export type Pages = {
  /** The file at a URL path, or undefined. Only names found when the folder was read exist: a path never reaches the disk. */
  readonly find: (path: string) => Promise<PageFile | undefined>
  /** The page itself with this answer's nonce in place; undefined when the pages were not built. */
  readonly index: (nonce: string) => Promise<string | undefined>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.geojson': 'application/geo+json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
const compressible = new Set(['.js', '.css', '.json', '.geojson', '.svg', '.txt'])

/** What the page's tags carry instead of a nonce until an answer is made. */
const noncePlaceholder = '__CSP_NONCE__'

/**
 * Serves the folder that the web build wrote. Files whose names carry a hash (`assets/`) may be kept for ever. The folder is read anew when its page has
 * changed: a page that names files of a build that is gone would never come up, however often it is loaded.
 */
export async function openPages(folder: string): Promise<Pages> {
  let built = await readBuild(folder)
  return {
    async find(path) {
      const file = path === '/index.html' ? undefined : built.names.get(path)
      if (file === undefined) return undefined
      const known = built.files.get(path) ?? readPageFile(file, path)
      built.files.set(path, known)
      return await known
    },
    async index(nonce) {
      if ((await changedAt(folder)) !== built.changedAt) built = await readBuild(folder)
      return built.page?.replaceAll(noncePlaceholder, nonce)
    },
  }
}

/** When the page was written, in ms; undefined when there is none. */
async function changedAt(folder: string): Promise<number | undefined> {
  return (await stat(join(folder, 'index.html')).catch(() => undefined))?.mtimeMs
}

/** The names in the folder, its page, and what was read of the other files so far. */
async function readBuild(folder: string) {
  const at = await changedAt(folder)
  const names = new Map<string, string>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const file = join(entry.parentPath, entry.name)
    names.set(`/${relative(folder, file).split(sep).join('/')}`, file)
  }
  const file = names.get('/index.html')
  const page = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined)
  return { changedAt: at, names, page, files: new Map<string, Promise<PageFile>>() }
}

async function readPageFile(file: string, path: string): Promise<PageFile> {
  const bytes = await readFile(file)
  const extension = extname(file)
  const helps = compressible.has(extension) && bytes.length > 1024
  const made = new Map<Encoded['encoding'], Promise<Encoded>>()
  return {
    bytes,
    encode: async (accepted) => {
      const encoding = helps ? chooseEncoding(accepted) : undefined
      if (encoding === undefined) return undefined
      const known = made.get(encoding) ?? encodings[encoding](bytes).then((encoded) => ({ encoding, bytes: encoded }))
      made.set(encoding, known)
      return await known
    },
    contentType: types[extension] ?? 'application/octet-stream',
    cacheControl: path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  }
}

// Browsers take Brotli over TLS and from their own machine. Above 9 it takes ten times as long for a twentieth less.
const encodings: Readonly<Record<Encoded['encoding'], (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
}

function chooseEncoding(accepted: string): Encoded['encoding'] | undefined {
  const refused = /;\s*q=0(\.0*)?\s*$/
  const names = accepted.split(',').flatMap((part) => (refused.test(part) ? [] : [part.split(';')[0]?.trim().toLowerCase()]))
  return (['br', 'gzip'] as const).find((encoding) => names.includes(encoding))
}
