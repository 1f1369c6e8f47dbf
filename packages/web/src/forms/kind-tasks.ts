import { type Kind, kinds } from '@enlace/records'

/** The kinds by what an officer wants to do, ours before STIX's own; read from the kinds themselves, so a new kind stands somewhere. */
export type KindTask = {
  readonly task: 'now' | 'record' | 'people' | 'judgement' | 'technical' | 'machinery'
  readonly kinds: readonly Kind[]
}

const people: ReadonlySet<string> = new Set(['identity', 'location', 'threat-actor', 'intrusion-set', 'campaign', 'infrastructure', 'tool'])
const judgement: ReadonlySet<string> = new Set(['note', 'opinion', 'report', 'grouping', 'course-of-action', 'sighting', 'relationship'])

/** Sorts every kind under its task. */
export function kindTasks(): readonly KindTask[] {
  const taskOf = (kind: Kind): KindTask['task'] => {
    if (!kind.native) return kind.clocks.length > 0 ? 'now' : 'record'
    if (people.has(kind.name)) return 'people'
    if (judgement.has(kind.name)) return 'judgement'
    return kind.family === 'meta' ? 'machinery' : 'technical'
  }
  const all = [...kinds.values()]
  return (['now', 'record', 'people', 'judgement', 'technical', 'machinery'] as const)
    .map((task) => ({ task, kinds: all.filter((kind) => taskOf(kind) === task) }))
    .filter((group) => group.kinds.length > 0)
}
