import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Answered, writeDown } from '@enlace/site'
import { dataDirOf, readConfig } from '../config.ts'
import { type Command, misused, textOf } from './command.ts'

/** Something may be published while the site is read; then it is read again, so often. */
const attempts = 5

/**
 * `enlace site export FOLDER`: the public site of a running node as files that work without a server. What was exported there before is replaced as a whole; a folder that holds
 * anything else is left alone. `--from` reads another address; `--forms` names a served site that takes searches and reports, or `none`.
 */
export const siteCommand: Command = {
  options: { 'data-dir': { type: 'string' }, from: { type: 'string' }, forms: { type: 'string' } },
  run: async (given) => {
    const { terminal } = given
    const [what, folder, ...rest] = given.positionals
    if (what !== 'export' || folder === undefined || rest.length > 0) return misused(given, 'site')
    const asked = textOf(given, 'from')
    const place = asked === undefined ? readConfig(dataDirOf(textOf(given, 'data-dir'))).public : null
    const from = asked ?? (place === null ? null : `http://${place.host === '0.0.0.0' ? '127.0.0.1' : place.host}:${place.port}`)
    if (from === null) {
      terminal.say('site.none')
      return 1
    }
    const told = textOf(given, 'forms') ?? place?.origin ?? 'none'
    const forms = told === 'none' ? null : told.replace(/\/$/, '')
    const target = resolve(folder)
    if (existsSync(target) && !(await isExport(target))) {
      terminal.say('site.other_folder', { folder: target })
      return 1
    }
    const noForms = Object.fromEntries(['es', 'en'].map((tag) => [tag, terminal.messages.say(tag, 'site', 'files.no_forms')]))
    const draft = join(dirname(target), `.${process.pid}.site`)
    try {
      const files = await copySite(new URL(from).origin, draft, { forms, noForms })
      await rm(target, { recursive: true, force: true })
      await rename(draft, target)
      terminal.say('site.done', { files, folder: target })
      return 0
    } catch (cause) {
      terminal.say('site.failed', { reason: cause instanceof Error ? cause.message : String(cause) })
      return 1
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  },
}

/** Reads a served site and writes it below a folder, all as it stood at one time. Answers how many files. Throws where it does not answer, or where a link is dead. */
export async function copySite(
  origin: string,
  folder: string,
  options: { readonly forms: string | null; readonly noForms: Readonly<Record<string, string>> },
): Promise<number> {
  const ask = async (path: string): Promise<Answered> => {
    const response = await fetch(origin + path, { redirect: 'manual' })
    return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() }
  }
  // Everything new is in the feeds and the front page: while they stand as they did, so does the rest.
  const state = async () => (await Promise.all(['/es', '/es/feed.atom', '/es/corrections'].map(ask))).map(({ body }) => body).join('\n')
  for (let attempt = 1; ; attempt++) {
    await rm(folder, { recursive: true, force: true })
    const before = await state()
    let files = 0
    for await (const { path, body } of writeDown(ask, options)) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, body)
      files++
    }
    if ((await state()) === before) return files
    if (attempt === attempts) throw new Error('the site changes too often')
  }
}

async function isExport(folder: string): Promise<boolean> {
  const names = await readdir(folder)
  return names.length === 0 || ['es', 'en', 'style.css', 'sitemap.xml'].every((name) => names.includes(name))
}
