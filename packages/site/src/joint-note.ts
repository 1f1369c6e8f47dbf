import { type Html, html } from './html.ts'
import type { Statement } from './model.ts'
import { type Context, nameOf } from './page-frame.ts'

/** How a joint text came out: its hash, the instant, both certificates, whether the other was seen to publish, and how anybody checks all that. */
export function jointNote({ language, say, model }: Context, id: string, joint: NonNullable<Statement['joint']>): Html {
  const name = (party: string) => nameOf({ language, model }, party)
  const at = (time: string) => toTheSecond(time, language)
  const file = `/${language}/statements/${id}/statement.json`
  return html`<div class="note"><p>${say('joint.hash')} <code>${joint.hash}</code></p>
<p>${say(joint.lateSeconds < 1 ? 'joint.published' : 'joint.published.late', { party: name(model.party), at: at(joint.at), late: joint.lateSeconds })}</p>
${joint.others.map(({ party, publishedAt }) => html`<p>${publishedAt === null ? html`<strong>${say('joint.unseen', { party: name(party) })}</strong>` : say('joint.seen', { party: name(party), at: at(publishedAt) })}</p>`)}
${joint.certificates.map(({ party, at: signed }) => html`<p>${say('joint.certified', { party: name(party), at: at(signed) })}</p>`)}
${model.documents?.[id] === undefined ? '' : html`<p><a href="${file}" download>statement.json</a> ${say('joint.check')} <code>enlace-verify statement.json</code></p>`}</div>`
}

/** An instant to its second: whether two sites published at once is to be read off. */
function toTheSecond(text: string, language: string): string {
  const options = { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC', hourCycle: 'h23' } as const
  return `${new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en-US', options).format(Date.parse(text))} UTC`
}
