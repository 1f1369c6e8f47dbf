import type { Statement } from '@enlace/records'

/** A joint text as statements are read: each clause a paragraph under its number, issued by all that drafted it. */
export function jointAsStatement({
  id,
  parties,
  title,
  clauses,
  publishedOn,
  sessionRef,
}: {
  readonly id: string
  readonly parties: readonly string[]
  readonly title: Readonly<Record<'es' | 'en', string>>
  readonly clauses: readonly Readonly<Record<'es' | 'en', string>>[]
  readonly publishedOn: string | undefined
  readonly sessionRef?: string | undefined
}): Statement {
  return {
    ...{ id, title, publishedOn, sessionRef, type: 'joint', issuedBy: parties },
    ...{ digitalSourceType: 'digitalCreation', besideRef: undefined, copyOfRef: undefined, cut: [] },
    clauses: clauses.map((words, i) => ({ number: String(i + 1), part: 'paragraph', words })),
  }
}
