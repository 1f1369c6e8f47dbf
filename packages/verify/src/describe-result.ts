import { figuresOfSeal, type ResultVerdict } from '@enlace/proof/node'
import type { Catalogue } from './catalogue.ts'
import { mark } from './describe.ts'

/** A sealed result's verdict in sentences: the number, each check, and last what is proved, how much was seen and what is not proved. */
export function describeResult(verdict: ResultVerdict, say: Catalogue): string {
  const { seal, steps, proves, cover, signedBy, ownKeys } = verdict
  const lines = steps.map(({ code, ok, values }) => mark(ok, say(`result.${code}${ok ? '' : '.failed'}`, values)))
  if (seal === null || !verdict.ok) return [...lines, '', say('result.proves.nothing')].join('\n')
  const { unit, count: events, period } = seal
  const at = new Date(seal.at).toISOString().replace('.000Z', 'Z')
  const { figure, mean } = figuresOfSeal(seal)
  return [
    say('result.value', { amount: amountOf(figure ?? '–', unit, say), events, ...period }),
    ...(mean === null ? [] : [say('result.mean', { amount: amountOf(mean, unit, say) })]),
    '',
    ...lines,
    '',
    say(`result.proves.${proves}`, { by: signedBy.join(', '), at }),
    say(`result.cover.${cover}`),
    say('result.does_not_prove'),
    say(ownKeys ? 'result.given' : 'result.embedded'),
  ].join('\n')
}

/** A figure with its unit: “3 steps”, “36.4 kg”; a unit that nobody wrote words for stays as it is. */
function amountOf(n: string, unit: string, say: Catalogue): string {
  const key = `result.unit.${unit}${n === '1' ? '.one' : ''}`
  const said = say(key, { n })
  return said === key ? `${n} ${unit}` : said
}
