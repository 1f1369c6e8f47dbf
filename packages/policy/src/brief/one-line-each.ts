import type { BriefLine, LinePart } from './brief-line.ts'

/**
 * One line for each record and its words, where its first line stood: what is said of every other part of it follows in `also`, and what is said alike
 * of several parties is said once, so that nobody reads a commitment twice because two owe it. A finding has words of its own and stays apart.
 */
export function oneLineEach(lines: readonly BriefLine[]): readonly BriefLine[] {
  const same = Map.groupBy(lines, ({ kind, id, words }) => JSON.stringify([kind, id, Object.entries(words).toSorted()]))
  return [...same.values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    const [part, ...also] = saidOnce(all.map(partOf))
    return [{ ...first, ...part, isNew: all.some(({ isNew }) => isNew), also }]
  })
}

function saidOnce(parts: readonly LinePart[]): readonly LinePart[] {
  const alike = Map.groupBy(parts, ({ code, lastDay, mark, by, more, figure }) => JSON.stringify([code, lastDay, mark, by, more, figure]))
  return [...alike.values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    return [
      {
        ...first,
        parties: [...new Set(all.flatMap(({ parties }) => parties))],
        records: [...new Set(all.flatMap(({ records }) => records))],
      },
    ]
  })
}

function partOf({ code, party, parties, lastDay, days, mark, by, records, more, figure }: BriefLine): LinePart {
  return { code, party, parties, lastDay, days, mark, by, records, more, figure }
}
