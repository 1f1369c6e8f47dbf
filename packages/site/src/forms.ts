import { escaped } from './html.ts'
import { inLanguage, languages, type Page, type Say, type Section, type SiteModel, sections } from './model.ts'
import { latest } from './other-pages.ts'
import { currentOf } from './versions.ts'

/** A page as data: exactly what it shows, with all its versions. */
export function jsonOf(model: SiteModel, section: Section, page: Page<unknown>): string {
  return `${JSON.stringify({ format: 'enlace-public/1', party: model.party, section, ...page }, null, 1)}\n`
}

/** A section as data: the current version of each page. */
export function jsonListOf(model: SiteModel, section: Section): string {
  const items = (model[section] as readonly Page<unknown>[]).map((page) => ({ id: page.id, ...currentOf(page) }))
  return `${JSON.stringify({ format: 'enlace-public/1', party: model.party, section, items }, null, 1)}\n`
}

/** Lines of comma-separated values (RFC 4180) with a head. A cell that a spreadsheet would take for a formula is told as text. */
export function csv(rows: readonly Readonly<Record<string, string | number | null>>[]): string {
  const head = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cell = (value: string | number | null | undefined) => {
    const text = value === null || value === undefined ? '' : String(value)
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return [head, ...rows.map((row) => head.map((name) => row[name]))].map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

/** A section, or one page of it, as a table; undefined where it is no table. */
export function csvOf(model: SiteModel, section: Section, language: string, id?: string): string | undefined {
  const of = <T>(pages: readonly Page<T>[]) => pages.filter((page) => id === undefined || page.id === id)
  if (section === 'commitments')
    return csv(
      of(model.commitments).flatMap((page) => {
        const { stamp, from, content } = currentOf(page)
        return content.owners.map((owner) => ({
          ...{ id: page.id, version: stamp, public_since: from },
          ...{ text_en: content.text.en ?? null, text_es: content.text.es ?? null, due: content.due },
          ...{
            party: owner.party,
            office: owner.office,
            status: owner.status,
            overdue: owner.isOverdue ? 'yes' : 'no',
            inherited: content.isInherited ? 'yes' : 'no',
            as_of: owner.asOf,
          },
        }))
      }),
    )
  if (section === 'indicators')
    return csv(
      of(model.indicators).flatMap((page) => {
        const { stamp, content } = currentOf(page)
        return content.values.map((value) => ({
          ...{ id: page.id, version: stamp, title: inLanguage(content.title, language).text, unit: content.unit, period: value.period },
          ...value.classes,
          ...{
            party: value.party,
            given_by: value.by,
            source: value.sourceName,
            value: value.value,
            low: value.low,
            high: value.high,
            missing: value.missing,
            level: value.level,
          },
          ...{ others_hold: value.held.length === 0 ? null : value.held.map(({ by, figure }) => `${by} ${figure}`).join('; ') },
          ...{
            as_of: value.asOf,
            restated: value.isRestated ? 'yes' : 'no',
            revised: value.revised,
            reason: inLanguage(value.reason, language).text,
          },
          ...{
            reported: value.reporters?.reported ?? null,
            of: value.reporters?.of ?? null,
            not_reported: value.reporters?.missing.join('; ') ?? null,
          },
          ...{ result: value.sealed === null ? null : `${model.origin}/${language}/indicators/${page.id}/results/${value.sealed}.json` },
        }))
      }),
    )
  if (section === 'statements')
    return csv(
      of(model.statements).flatMap((page) => {
        const { stamp, content } = currentOf(page)
        return content.clauses.map((clause) => ({
          id: page.id,
          version: stamp,
          clause: clause.number,
          en: clause.words.en ?? null,
          es: clause.words.es ?? null,
        }))
      }),
    )
  return csv(
    latest(model)
      .filter((one) => one.section === section)
      .map((one) => ({ id: one.id, version: one.stamp, public_since: one.at, title: inLanguage(one.title, language).text })),
  )
}

/** An Atom feed (RFC 4287): of everything, or of one page, whose entries are its versions. */
export function atom(
  model: SiteModel,
  language: string,
  say: Say,
  only?: { readonly section: Section; readonly page: Page<{ readonly title: Readonly<Record<string, string>> }> },
): string {
  const root = `${model.origin}/${language}`
  const rows =
    only === undefined
      ? latest(model)
          .slice(0, 100)
          .map((one) => ({
            path: `${one.section}/${one.id}`,
            stamp: one.stamp,
            at: one.at,
            title: inLanguage(one.title, language).text,
            words: '',
          }))
      : only.page.versions.toReversed().map((version) => ({
          path: `${only.section}/${only.page.id}`,
          stamp: version.stamp,
          at: version.from,
          title: inLanguage(version.content.title, language).text,
          words: inLanguage(version.reason, language).text,
        }))
  const self = only === undefined ? `${root}/feed.atom` : `${root}/${only.section}/${only.page.id}/feed.atom`
  const title = only === undefined ? say('site', { party: inLanguage(model.partyName, language).text }) : (rows[0]?.title ?? '')
  const entry = (row: (typeof rows)[number]) =>
    `<entry><id>${escaped(`${root}/${row.path}/v/${row.stamp}`)}</id><title>${escaped(row.title)}</title><updated>${escaped(row.at)}</updated><link href="${escaped(`${root}/${row.path}/v/${row.stamp}`)}"/><summary>${escaped(row.words === '' ? row.title : row.words)}</summary></entry>`
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><id>${escaped(self)}</id><title>${escaped(title)}</title><updated>${escaped(rows[0]?.at ?? model.at)}</updated><author><name>${escaped(inLanguage(model.partyName, language).text)}</name></author><link rel="self" href="${escaped(self)}"/>${rows.map(entry).join('')}</feed>\n`
}

/** Every address that a search engine may know (sitemaps.org 0.9). */
export function sitemap(model: SiteModel): string {
  const paths = [
    '',
    ...sections.map((one) => `/${one}`),
    '/calendar',
    '/corrections',
    '/about',
    ...latest(model).map(({ section, id }) => `/${section}/${id}`),
  ]
  const urls = languages.flatMap((language) =>
    paths.map((path) => `<url><loc>${escaped(`${model.origin}/${language}${path}`)}</loc></url>`),
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>\n`
}
