import { accept, parseJson, type Result, refuse } from '@enlace/core'
import type { BothLanguages } from './agreement.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'

/** A promise that one side may ask of the other, in the words of both languages; `ground`: the refusal that it answers. */
export type Assurance = {
  readonly id: string
  readonly title: BothLanguages
  readonly text: BothLanguages
  readonly instrument: string
  /** What the instrument is called, where it has no pack of its own. */
  readonly law?: BothLanguages
  readonly article: string
  readonly verified: boolean
  readonly ground?: string
}

export type AssuranceLibrary = { readonly id: string; readonly assurances: readonly Assurance[] }

const code = /^[a-z][a-z0-9_-]{0,63}$/

/** Reads `packs/assurances/<id>.json`. Never throws; names the first member that is wrong. */
export function parseAssurances(json: Uint8Array): Result<AssuranceLibrary, 'assurances_not_json' | 'assurances_invalid'> {
  const parsed = parseJson(json, { maxBytes: 262_144, maxDepth: 8 })
  if (!parsed.ok) return refuse('assurances_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const read = readMembers(parsed.value.value, '', problems)
  const library: AssuranceLibrary = {
    id: read.text('id', code),
    assurances: read.list('assurances', 1, (item, at) => {
      const one = readMembers(item, at, problems)
      const both = (name: string) => {
        const { value, at: place } = one.member(name)
        const words = readMembers(value, place, problems)
        return { es: words.text('es'), en: words.text('en') }
      }
      return {
        id: one.text('id', code),
        title: both('title'),
        text: both('text'),
        instrument: one.text('instrument', code),
        ...(one.has('law') ? { law: both('law') } : {}),
        article: one.text('article'),
        verified: one.flag('verified'),
        ...(one.has('ground') ? { ground: one.text('ground', code) } : {}),
      }
    }),
  }
  const [problem] = problems
  return problem === undefined ? accept(library) : refuse('assurances_invalid', problem)
}
