import { type Language, languages, type Say, type SiteModel, sections } from './model.ts'
import { latest, reportPage } from './other-pages.ts'
import { frame } from './page-frame.ts'

/** The page that answers a sent form. */
export function reportAnswer(
  model: SiteModel,
  language: Language,
  say: Say,
  about: string,
  state: 'empty' | 'busy' | { readonly number: number },
): string {
  const context = { model, language, say, path: '/report' }
  return frame(context, reportPage(context, about, state))
}

/** Every path that the site answers for a model, for writing it down as files. Searches and forms need a server and are left out. */
export function pathsOf(model: SiteModel): readonly string[] {
  const found = latest(model)
  const ofPages = found.flatMap(({ section, id, n }) => [
    `/${section}/${id}`,
    `/${section}/${id}.json`,
    ...(section === 'sessions' || section === 'facts' ? [] : [`/${section}/${id}.csv`]),
    `/${section}/${id}/feed.atom`,
    ...Array.from({ length: n }, (_, i) => `/${section}/${id}/v/${i + 1}`),
  ])
  const gone = model.gone.map(({ section, id }) => `/${section}/${id}`)
  const ofSections = sections.flatMap((one) => [`/${one}`, `/${one}.json`, `/${one}.csv`])
  const all = ['', '/calendar', '/corrections', '/about', '/feed.atom', ...ofSections, ...ofPages, ...gone]
  return ['/style.css', '/robots.txt', '/sitemap.xml', ...languages.flatMap((language) => all.map((path) => `/${language}${path}`))]
}
