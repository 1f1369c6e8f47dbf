import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { parseSelector, valueAt } from './selector.ts'

export type Steps = readonly (string | number)[]

/** For each list that lost items, by where it lay: the new place of each old item, undefined for those that are gone. */
type MovedTo = ReadonlyMap<string, readonly (number | undefined)[]>

const keyOf = (steps: Steps) => JSON.stringify(steps)

/**
 * What is left of a value without what these paths lead to; an object or list left empty goes too. `movedTo` says where the items of shortened
 * lists went, so that what names them by place can follow.
 */
export function withoutPaths(value: Json, paths: readonly Steps[]): { readonly left: Json | undefined; readonly movedTo: MovedTo } {
  const movedTo = new Map<string, readonly (number | undefined)[]>()
  return { left: prune(value, paths, [], movedTo), movedTo }
}

function prune(value: Json, paths: readonly Steps[], at: Steps, movedTo: Map<string, readonly (number | undefined)[]>): Json | undefined {
  if (paths.length === 0) return value
  if (paths.some((path) => path.length === 0)) return undefined
  const inner = (step: string | number, item: Json) =>
    prune(
      item,
      paths.filter((path) => path[0] === step).map((path) => path.slice(1)),
      [...at, step],
      movedTo,
    )
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item, i) => inner(i, item))
    let next = 0
    const places = items.map((item) => (item === undefined ? undefined : next++))
    movedTo.set(keyOf(at), places)
    const filled = items.filter((item) => item !== undefined)
    return filled.length === 0 ? undefined : filled
  }
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const left = inner(name, member as Json)
    return left === undefined ? [] : [[name, left] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** Where a selector of the whole leads in what is left; undefined when its part is gone. */
export function movedSelector(left: JsonObject, selector: string, movedTo: MovedTo): string | undefined {
  const steps = parseSelector(selector)
  if (steps === undefined) return undefined
  const moved: (string | number)[] = []
  for (const [i, step] of steps.entries()) {
    const places = movedTo.get(keyOf(steps.slice(0, i)))
    const place = typeof step === 'number' && places !== undefined ? places[step] : step
    if (place === undefined) return undefined
    moved.push(place)
  }
  if (valueAt(left, moved) === undefined) return undefined
  return moved.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('.')
}
