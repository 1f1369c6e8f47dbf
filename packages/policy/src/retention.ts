import { accept, parseJson, type Result, refuse } from '@enlace/core'
import type { BothLanguages } from './agreement.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'

/** What happens when the period of a rule is over: the keys are overwritten by the node itself, or a person has to look. */
export const retentionEnds = ['erase', 'review'] as const
export type RetentionEnd = (typeof retentionEnds)[number]

/** How long what is kept under. `days` null: as long as it is current. */
export type RetentionPeriod = { readonly days: number | null; readonly atEnd: RetentionEnd }

/**
 * How long the records of one class are kept, where that stands, and whether anybody verified it. `kind` and `agency` narrow the rule; of the rules
 * that fit a record the narrowest holds, and of two equally narrow ones the first.
 */
export type RetentionRule = RetentionPeriod & {
  readonly id: string
  /** Retention class of the envelope. */
  readonly class: string
  readonly kind: string | null
  readonly agency: string | null
  /** `law`: stands in a statute; `agreed`: in an agreement; `proposed`: nobody decided it. */
  readonly standing: 'law' | 'agreed' | 'proposed'
  readonly verified: boolean
  readonly title: BothLanguages
  readonly basis: BothLanguages
  readonly source: string
}

export type RetentionPack = { readonly id: string; readonly note: BothLanguages; readonly rules: readonly RetentionRule[] }

/** The longest period that a rule may name: a hundred years. */
export const maxRetentionDays = 36_500
const code = /^[a-z][a-z0-9_-]{0,63}$/

/** Reads `packs/retention/<id>.json`. Never throws; a rule that cannot be read refuses the whole pack, because erasing by half a rule cannot be undone. */
export function parseRetentionPack(json: Uint8Array): Result<RetentionPack, 'retention_pack_not_json' | 'retention_pack_invalid'> {
  const parsed = parseJson(json, { maxBytes: 262_144, maxDepth: 8 })
  if (!parsed.ok) return refuse('retention_pack_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const read = readMembers(parsed.value.value, '', problems)
  const words = (value: ReturnType<ReturnType<typeof readMembers>['member']>): BothLanguages => {
    const both = readMembers(value.value, value.at, problems)
    return { es: both.text('es'), en: both.text('en') }
  }
  const rules = read.list('rules', 1, (item, at): RetentionRule => {
    const rule = readMembers(item, at, problems)
    return {
      id: rule.text('id', code),
      class: rule.text('class', code),
      kind: rule.has('kind') ? rule.text('kind', code) : null,
      agency: rule.has('agency') ? rule.text('agency', code) : null,
      days: rule.has('days') ? rule.count('days', 1, maxRetentionDays) : null,
      atEnd: rule.choice('at_end', retentionEnds),
      standing: rule.choice('standing', ['law', 'agreed', 'proposed']),
      verified: rule.flag('verified'),
      title: words(rule.member('title')),
      basis: words(rule.member('basis')),
      source: rule.text('source'),
    }
  })
  const pack = { id: read.text('id', code), note: words(read.member('note')), rules }
  if (new Set(rules.map(({ id }) => id)).size !== rules.length) problems.push({ field: '/rules', wanted: 'each id once' })
  const [problem] = problems
  return problem === undefined ? accept(pack) : refuse('retention_pack_invalid', problem)
}

/** The rules of one agency, narrowest first, with the periods that it set itself in place of the pack's. */
export function rulesOfAgency(
  rules: readonly RetentionRule[],
  agency: string,
  own: ReadonlyMap<string, RetentionPeriod>,
): readonly RetentionRule[] {
  const width = (rule: RetentionRule) => (rule.kind === null ? 2 : 0) + (rule.agency === null ? 1 : 0)
  return rules
    .filter((rule) => rule.agency === null || rule.agency === agency)
    .toSorted((a, b) => width(a) - width(b))
    .map((rule) => ({ ...rule, ...own.get(rule.id) }))
}
