import type { Json, JsonObject } from '@enlace/core'
import pack from '../../../../packs/terms/labels.json' with { type: 'json' }
import { readDesignation } from './read-designation.ts'

/** How a record uses a label of another party's law. `code`: as its own classification; `words`: in what it says. */
export type BorrowedLabel = { readonly label: string; readonly owner: string; readonly as: 'code' | 'words' }

/** What describes groups in its author's own voice. A claim is not among them: it says who speaks. */
const ownVoice: ReadonlySet<string> = new Set(['intrusion-set', 'threat-actor', 'campaign', 'identity', 'grouping', 'report', 'incident'])
const codedIn = ['labels', 'threat_actor_types', 'infrastructure_types', 'report_types'] as const
const saidIn = ['description', 'goals', 'abstract'] as const

/**
 * Labels of other parties that a record by `author` carries as if they were the author's own (`packs/terms/labels.json`), and a designation made in another's
 * name. Names and aliases are left out: a name is what somebody is called. Pure.
 */
export function borrowedLabels(object: JsonObject, author: string): readonly BorrowedLabel[] {
  const designation = readDesignation(object)
  if (designation !== undefined) {
    return designation.by === author ? [] : [{ label: 'designation', owner: designation.by, as: 'code' }]
  }
  const codes = codedIn.flatMap((name) => textsOf(object[name])).map((code) => code.toLowerCase())
  const said = ownVoice.has(String(object.type))
    ? saidIn
        .flatMap((name) => textsOf(object[name]))
        .join(' ')
        .toLowerCase()
    : ''
  return pack.labels
    .filter((label) => label.owner !== author && label.not_used_by.includes(author))
    .flatMap(({ id: label, owner, codes: known, words }): BorrowedLabel[] => {
      if (codes.some((code) => known.includes(code))) return [{ label, owner, as: 'code' }]
      return words.some((word) => said.includes(word)) ? [{ label, owner, as: 'words' }] : []
    })
}

function textsOf(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
