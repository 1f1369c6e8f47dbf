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
    say('result.value', { value: figure ?? '–', unit, events, ...period }),
    ...(mean === null ? [] : [say('result.mean', { value: mean, unit })]),
    '',
    ...lines,
    '',
    say(`result.proves.${proves}`, { by: signedBy.join(', '), at }),
    say(`result.cover.${cover}`),
    say('result.does_not_prove'),
    say(ownKeys ? 'result.given' : 'result.embedded'),
  ].join('\n')
}
