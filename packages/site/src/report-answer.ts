import type { Language, Say, SiteModel } from './model.ts'
import { reportPage } from './other-pages.ts'
import { frame } from './page-frame.ts'

/** The page that answers a sent form. */
export function reportAnswer(
  model: SiteModel,
  language: Language,
  say: Say,
  about: string,
  state: 'empty' | 'busy' | { readonly number: number },
): string {
  const context = { model, language, say, path: '/report', part: 1 }
  return frame(context, reportPage(context, about, state))
}
