import { type Html, html } from './html.ts'
import type { Page, Section, Version } from './model.ts'
import { type Context, instant, words } from './page-frame.ts'

/** Versions that a page lists; the older ones stand in its JSON. */
const mostListed = 20

/** The version that the page shows now. */
export function currentOf<T>(page: Page<T>): Version<T> {
  return page.versions.at(-1) as Version<T>
}

/** Says on an older version that there is a newer one, and on a corrected one what was corrected. */
export function versionBanner<T>(context: Context, section: Section, page: Page<T>, version: Version<T>): Html {
  const { language, say } = context
  const isOld = version !== currentOf(page)
  const old = html`<p class="note" role="note">${say('version.old', { at: instant(version.from, language) })} <a href="/${language}/${section}/${page.id}">${say('version.current')}</a></p>`
  const corrected = html`<p class="note" role="note">${say('version.corrected', { at: instant(version.from, language) })} ${words(context, version.reason)}</p>`
  return html`${isOld ? old : ''}${version.does === 'correct' ? corrected : ''}`
}

/** The versions of a page, newest first, each under an address that stays. */
export function versionList<T>(context: Context, section: Section, page: Page<T>): Html {
  const { language, say } = context
  const older = page.versions.length - mostListed
  const list = html`<ul>${page.versions
    .slice(-mostListed)
    .toReversed()
    .map(
      ({ stamp, from, does, reason }) =>
        html`<li><a href="/${language}/${section}/${page.id}/v/${stamp}">${instant(from, language)}</a>${does === 'correct' ? html` (${say('version.correction')})` : ''}${Object.keys(reason).length === 0 ? '' : html`. ${words(context, reason)}`}</li>`,
    )}</ul>`
  return html`<h2>${say('versions')}</h2>${list}${older > 0 ? html`<p>${say('versions.older', { count: older })} <a href="/${language}/${section}/${page.id}.json">JSON</a></p>` : ''}`
}
