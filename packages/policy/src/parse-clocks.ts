import { accept, parseJson, type Result, refuse } from '@enlace/core'
import type { BothLanguages } from './agreement.ts'
import type { ClockRule } from './compute-clock.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'

/** A clock pack: the promises about time for one kind of work, where they come from, and whether anybody has agreed to them. */
export type ClockPack = {
  readonly id: string
  readonly kind: string
  /** `proposed`: a target nobody signed; `agreed`: stands in an agreement; `law`: stands in a statute or treaty. */
  readonly standing: 'proposed' | 'agreed' | 'law'
  readonly source: string
  readonly clocks: readonly (ClockRule & { readonly title: BothLanguages })[]
}

const code = /^[a-z][a-z0-9_-]{0,63}$/
const maxSeconds = 10 * 366 * 86_400

/** Reads `packs/clocks/<id>.json`. Never throws; a count of time that this node does not know is refused, because a wrong deadline is worse than none. */
export function parseClockPack(json: Uint8Array): Result<ClockPack, 'clock_pack_not_json' | 'clock_pack_invalid'> {
  const parsed = parseJson(json, { maxBytes: 262_144, maxDepth: 8 })
  if (!parsed.ok) return refuse('clock_pack_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const read = readMembers(parsed.value.value, '', problems)
  const pack: ClockPack = {
    id: read.text('id', code),
    kind: read.text('kind', code),
    standing: read.choice('standing', ['proposed', 'agreed', 'law']),
    source: read.text('source'),
    clocks: read.list('clocks', 1, (item, at) => {
      const clock = readMembers(item, at, problems)
      const title = readMembers(clock.member('title').value, `${at}/title`, problems)
      const target = readMembers(clock.member('target').value, `${at}/target`, problems)
      return {
        id: clock.text('id', code),
        title: { es: title.text('es'), en: title.text('en') },
        starts: clock.texts('starts', code, 1),
        stops: clock.texts('stops', code, 1),
        target: { count: target.choice('count', ['elapsed']), seconds: target.count('seconds', 1, maxSeconds) },
      }
    }),
  }
  const ids = pack.clocks.map((clock) => clock.id)
  if (new Set(ids).size !== ids.length) problems.push({ field: '/clocks', wanted: 'each id once' })
  const [problem] = problems
  return problem === undefined ? accept(pack) : refuse('clock_pack_invalid', problem)
}
