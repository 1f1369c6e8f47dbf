import { isJsonObject, type Json, type RefusalDetail } from '@enlace/core'

/** One thing wrong in a pack: where (JSON Pointer) and what was wanted there. */
export type PackProblem = RefusalDetail & { readonly field: string; readonly wanted: string }

/**
 * Reads the members of one JSON object of a data pack. Every method answers with a usable value, so that a parser reads straight down;
 * what was wrong is added to `problems`, and a parser whose `problems` are not empty refuses. Names nobody reads are kept out, not refused:
 * a newer pack may say more than this node understands.
 */
export function readMembers(value: Json | undefined, at: string, problems: PackProblem[]) {
  if (!isJsonObject(value)) problems.push({ field: at, wanted: 'object' })
  const members = isJsonObject(value) ? value : {}
  const wrong = (name: string, wanted: string) => problems.push({ field: `${at}/${name}`, wanted })

  const texts = (name: string, shape: RegExp, least: number): readonly string[] => {
    const list = members[name]
    const good = Array.isArray(list) && list.length >= least && list.every((item) => typeof item === 'string' && shape.test(item))
    if (!good) wrong(name, 'list of text')
    return good ? (list as readonly string[]) : []
  }
  return {
    names: Object.keys(members),
    has: (name: string) => members[name] !== undefined && members[name] !== null,
    text: (name: string, shape: RegExp = /\S/): string => {
      const text = members[name]
      if (typeof text === 'string' && shape.test(text)) return text
      wrong(name, 'text')
      return ''
    },
    day: (name: string): string => {
      const day = members[name]
      if (typeof day === 'string' && isDay(day)) return day
      wrong(name, 'day')
      return ''
    },
    count: (name: string, least: number, most: number): number => {
      const count = members[name]
      if (typeof count === 'number' && Number.isSafeInteger(count) && count >= least && count <= most) return count
      wrong(name, `whole number from ${least} to ${most}`)
      return least
    },
    flag: (name: string): boolean => {
      const flag = members[name]
      if (typeof flag !== 'boolean') wrong(name, 'true or false')
      return flag === true
    },
    choice: <T extends string>(name: string, choices: readonly T[]): T => {
      const choice = choices.find((value) => value === members[name])
      if (choice === undefined) wrong(name, choices.join(' | '))
      return choice ?? (choices[0] as T)
    },
    choices: <T extends string>(name: string, choices: readonly T[], least: number): readonly T[] => {
      const list = texts(name, /\S/, least)
      const known = choices.filter((choice) => list.includes(choice))
      if (known.length !== list.length) wrong(name, `list of ${choices.join(' | ')}`)
      return known
    },
    texts,
    list: <T>(name: string, least: number, read: (item: Json, at: string) => T): readonly T[] => {
      const list = members[name]
      if (Array.isArray(list) && list.length >= least) return list.map((item: Json, i) => read(item, `${at}/${name}/${i}`))
      wrong(name, 'list')
      return []
    },
    each: <T>(name: string, read: (item: Json, at: string) => T): Readonly<Record<string, T>> => {
      const record = members[name]
      if (isJsonObject(record))
        return Object.fromEntries(Object.keys(record).map((key) => [key, read(record[key]!, `${at}/${name}/${key}`)]))
      wrong(name, 'object')
      return {}
    },
    member: (name: string) => ({ value: members[name], at: `${at}/${name}` }),
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}
