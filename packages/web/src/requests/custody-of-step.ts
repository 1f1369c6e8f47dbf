import type { RequestDetail } from '@enlace/api'

type Step = Pick<RequestDetail['steps'][number], 'step' | 'at' | 'happened' | 'day' | 'place' | 'court' | 'number' | 'handoverAt'>

/** Change of custody that a step means. */
const events: Readonly<Record<string, string>> = {
  arrest: 'detained',
  release_person: 'released',
  surrender: 'handed_over',
  surrender_temporarily: 'lent',
  returned: 'returned',
}
/** Steps whose day is that of what is still to come. */
const ahead: readonly string[] = ['surrender_temporarily']

/** What a step says of the custody of the person, as the custody event of a case asks for it; undefined for a step that changes none. */
export function custodyOfStep({ step, at, happened, day, place, court, number, handoverAt }: Step) {
  const event = events[step]
  if (event === undefined) return undefined
  const said = (ahead.includes(step) ? null : day) ?? happened ?? at
  // An hour that is known is more than a day.
  const when = handoverAt ?? (happened?.includes('T') === true && happened.slice(0, 10) === said.slice(0, 10) ? happened : said)
  return {
    event,
    at: when,
    ...(ahead.includes(step) && day !== null ? { back: day } : {}),
    ...(place === null ? {} : { place }),
    ...(court === null ? {} : { court }),
    ...(number === null ? {} : { number }),
  }
}
