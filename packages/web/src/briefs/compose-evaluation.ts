import type { Json } from '@enlace/core'
import { type InTwo, readInTwo } from '../programme/read-in-two.ts'

/** A finding as it is written down: what was found, what is advised, to whom it goes, and by when. */
export type FindingDraft = { readonly found: InTwo; readonly advised: InTwo; readonly to: string; readonly due: string }

export type EvaluationDraft = {
  readonly name: string
  readonly evaluator: string
  readonly standing: string
  readonly question: InTwo
  readonly method: InTwo
  readonly limits: string
  readonly publishedOn: string
  readonly findings: readonly FindingDraft[]
}

/** The fields of the record, findings numbered in their order; undefined while a part is missing without which nobody can answer it. */
export function composeEvaluation(draft: EvaluationDraft): Readonly<Record<string, Json>> | undefined {
  const said = (words: InTwo) => {
    const read = readInTwo(words, [])
    return read === undefined || Object.keys(read).length === 0 ? undefined : read
  }
  const [question, method, name, evaluator] = [said(draft.question), said(draft.method), draft.name.trim(), draft.evaluator.trim()]
  const findings = draft.findings.map(({ found, advised, to, due }, i) => {
    const [finding, recommendation] = [said(found), said(advised)]
    if (finding === undefined || to === '') return undefined
    return {
      number: String(i + 1),
      finding,
      ...(recommendation === undefined ? {} : { recommendation }),
      addressee: to,
      ...(due === '' ? {} : { due }),
    }
  })
  if (question === undefined || method === undefined || name === '' || evaluator === '' || findings.includes(undefined)) return undefined
  const optional = { independence: draft.standing, limits: draft.limits.trim(), published_on: draft.publishedOn }
  return {
    abstract: name,
    content: name,
    question,
    evaluator,
    method,
    ...Object.fromEntries(Object.entries(optional).filter(([, words]) => words !== '')),
    ...(findings.length === 0 ? {} : { findings: findings.filter((one) => one !== undefined) }),
  }
}
