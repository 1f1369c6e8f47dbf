import type { StatementVerdict } from '@enlace/proof/node'
import type { Catalogue } from './catalogue.ts'
import { mark } from './describe.ts'

/** A released statement's verdict in sentences: its title and hash, each check, who said that it published, and what is not proved. */
export function describeStatement(verdict: StatementVerdict, say: Catalogue): string {
  const { statement, sha256, at, steps, published, ownKeys } = verdict
  const title = statement === null ? [] : [`${statement.title.es} / ${statement.title.en}`]
  const lines = [...title, `SHA-256 ${sha256}`, '']
  for (const { code, ok, values } of steps) lines.push(mark(ok, say(`statement.${code}${ok ? '' : '.failed'}`, values)))
  if (!verdict.ok || at === null) return [...lines, '', say('statement.proves.nothing')].join('\n')
  const instant = (ms: number) => new Date(ms).toISOString()
  return [
    ...lines,
    '',
    say('statement.proves', { by: verdict.certified.join(', '), at: instant(at) }),
    ...published.map(({ by, made }) =>
      say('statement.published', { by, at: instant(made), late: Math.max(0, Math.floor((made - at) / 1000)) }),
    ),
    ...(statement?.parties ?? [])
      .filter((party) => !published.some(({ by }) => by === party))
      .map((party) => say('statement.unseen', { by: party })),
    say('statement.does_not_prove'),
    say(ownKeys ? 'result.given' : 'result.embedded'),
  ].join('\n')
}
