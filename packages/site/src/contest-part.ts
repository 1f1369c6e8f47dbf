import { type Html, html } from './html.ts'
import type { Contest, Position } from './model.ts'
import { type Context, day, instant, nameOf } from './page-frame.ts'

/** The contests about an indicator's values: until when each runs or how it ended, what both agree on, and what each party holds. */
export function contestPart(context: Context, contests: readonly Contest[]): Html {
  const { language, say } = context
  if (contests.length === 0) return html``
  return html`<h2 id="contests">${say('contest.title')}</h2><p class="soft">${say('contest.lead')}</p>${contests.map((one) => {
    const period =
      one.period === null
        ? ''
        : one.period
            .split(' – ')
            .map((end) => day(end, language))
            .join(' – ')
    return html`<section><h3>${period === '' ? say('contest.of.seal') : say('contest.of', { period })}</h3>
<p>${say('contest.opened', { party: nameOf(context, one.openedBy), at: instant(one.openedAt, language) })} ${say(`contest.reason.${one.reason}`)}</p>
<p><strong>${
      one.standing === 'running'
        ? say('contest.running', { at: instant(one.endsAt, language) })
        : say(`contest.ended.${one.endedBy ?? 'time'}`, { at: instant(one.endedAt ?? one.endsAt, language) })
    }</strong></p>
<dl><dt>${say('contest.core')}</dt><dd>${one.core === null ? say('contest.core.none') : told(one.core)}</dd>${one.positions.map(
      (position) => html`<dt>${say('contest.position', { party: nameOf(context, position.party) })}</dt><dd>${told(position)}</dd>`,
    )}${one.dissents.map((dissent) => html`<dt>${say('contest.dissent', { party: nameOf(context, dissent.party) })}</dt><dd>${told(dissent)}</dd>`)}</dl></section>`
  })}`
}

function told({ figure, words }: Position): Html {
  return html`${figure === null ? '' : html`<strong>${figure}</strong>${words === '' ? '' : ' · '}`}${words}`
}
