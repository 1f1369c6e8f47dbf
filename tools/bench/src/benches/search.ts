import type { JsonObject } from '@enlace/core'
import { waitUntil } from '@enlace/fleet'
import { reachDatabase } from '@enlace/node'
import { type BenchResult, type Figure, quantile } from '../figure.ts'
import { type LoneNode, startLoneNode } from '../lone-node.ts'
import { postAll, tokenOf } from '../publish.ts'
import { makeRecords, type NewRecord, toLines } from '../records.ts'

const batchSize = 500
const rounds = 40
const bar = { is: 'at most', value: 200 } as const

/** How long a search, its facets and a suggestion take over many records, and what the index of beginnings costs. */
export async function benchSearch(records = 100_000): Promise<BenchResult> {
  await using node = await startLoneNode()
  const words = inventWords(4000)
  await postAll(node, 'sspc', bodiesOf(records, words))
  await using database = await reachDatabase(node.dataDir, undefined)
  const { sql } = database
  const startedAt = performance.now()
  const position = async () =>
    (await sql<{ at: number | null }[]>`select position as at from follower where name = 'catalogue'`)[0]?.at ?? -1
  const from = await position()
  const last = (await sql<{ last: number }[]>`select max(seq) as last from version`)[0]?.last ?? 0
  await waitUntil('the catalogue caught up', async () => (await position()) >= last, 1_800_000)
  const behind = last - from
  const rate = behind < 1000 ? 0 : behind / ((performance.now() - startedAt) / 1000)
  await sql`analyze`
  const held = `${records.toLocaleString('en')} records`
  const ask = asker(node)
  const searches: readonly (readonly [string, (i: number) => string])[] = [
    ['search for a name of two words', (i) => `search?q=${words[i * 7]}+${words[i * 7 + 1]}`],
    ['search for one word in some hundred records', (i) => `search?q=${words[i]}`],
    ['search for a word in every record', () => 'search?q=ficticio'],
    ['search for a word in every record, with facets', () => 'search?q=ficticio&facets=1'],
    ['search for a plate', (i) => `search?q=${plateOf(i * 131)}`],
    ['search for a name spelled otherwise', (i) => `search?q=${respell(words[i * 11] ?? '')}`],
    ['suggestion after three letters', (i) => `search/suggestions?q=${words[i * 13]?.slice(0, 3)}`],
    ['suggestion after five letters', (i) => `search/suggestions?q=${words[i * 13]?.slice(0, 5)}`],
    ['suggestion for a beginning that every record has', () => 'search/suggestions?q=fict'],
    ['suggestion for two beginnings', (i) => `search/suggestions?q=fict+${words[i * 17]?.slice(0, 4)}`],
  ]
  const figures: Figure[] = []
  for (const [name, path] of searches) {
    const times: number[] = []
    for (let i = 0; i < rounds + 5; i++) {
      const ms = await ask(path(i))
      if (i >= 5) times.push(ms)
    }
    figures.push({
      name: `${name}, p95, ${held}`,
      value: quantile(times, 0.95),
      unit: 'ms',
      bar,
      note: `p50 ${quantile(times, 0.5).toFixed(1)} ms`,
    })
  }
  const [size] = await sql<{ keys: number; words: number; all: number }[]>`select pg_total_relation_size('name_key')::float8 as keys,
    pg_total_relation_size('search')::float8 as words, pg_database_size(current_database())::float8 as all`
  const each = (bytes: number) => bytes / records
  figures.push({
    name: 'beginnings and sounds of names',
    value: each(size?.keys ?? 0),
    unit: 'bytes a record',
    note: `words and identifiers ${Math.round(each(size?.words ?? 0))}, whole database ${Math.round(each(size?.all ?? 0))}`,
  })
  if (rate > 0) figures.push({ name: 'catalogue catching up', value: rate, unit: 'records a second' })
  return { bench: 'search', figures }
}

function asker(node: LoneNode): (path: string) => Promise<number> {
  const authorization = `Bearer ${tokenOf(node, 'sspc', 'analyst')}`
  return async (path) => {
    const startedAt = performance.now()
    const answer = await fetch(`${node.api}/api/v1/${path}`, { headers: { authorization } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return performance.now() - startedAt
  }
}

/** Half list entries with other names, half alerts with a plate; every one holds the word «ficticio» and two words of the vocabulary in its name. */
function* bodiesOf(count: number, words: readonly string[]): Generator<string> {
  for (let done = 0; done < count; done += batchSize) {
    const lines: NewRecord[] = []
    for (let i = done; i < Math.min(count, done + batchSize); i++) lines.push(i % 2 === 0 ? entryOf(i, words) : alertOf(i, words))
    yield toLines(lines)
  }
}

function entryOf(i: number, words: readonly string[]): NewRecord {
  const name = `FICTICIO ${wordAt(words, i)} ${wordAt(words, i * 3 + 1)}`
  return changed(
    'list-entry',
    { name },
    { entry_number: String(i), aliases: [{ name: `${wordAt(words, i * 5 + 2)} ${wordAt(words, i * 7 + 3)}` }] },
  )
}

function alertOf(i: number, words: readonly string[]): NewRecord {
  const name = `FICTICIO: ${wordAt(words, i)} ${wordAt(words, i * 3 + 1)} rumbo al norte`
  return changed('mirror-alert', { name }, { identifiers: [{ type: 'plate', value: plateOf(i), country: 'MX', state: 'CHH' }] })
}

function changed(kind: string, native: JsonObject, fields: JsonObject): NewRecord {
  const [record] = makeRecords(kind, 1)
  if (record === undefined) throw new Error(kind)
  const extensions = Object.entries(record.object.extensions as Readonly<Record<string, JsonObject>>)
  const filled = Object.fromEntries(extensions.map(([key, extension]) => [key, { ...extension, ...fields }]))
  return { ...record, object: { ...record.object, ...native, extensions: filled } }
}

// A few words are common and most are rare, as in names.
function wordAt(words: readonly string[], i: number): string {
  const part = ((i * 2_654_435_761) % 4_294_967_296) / 4_294_967_296
  return words[Math.floor(part ** 2 * words.length)] ?? 'ficticio'
}

/** Words that name nobody, the same in every run. */
function inventWords(count: number): string[] {
  const [starts, middles, ends] = [
    'bra cor den fil gar jul lem mor nav ped quin ros sal tor vil zam',
    'a e i o u ar en il on ul',
    'bez dano fuz gano lla mira nez quez rra tez',
  ].map((list) => list.split(' ')) as [string[], string[], string[]]
  const words = new Set<string>()
  for (let i = 0; words.size < count; i++) {
    const pick = (list: readonly string[], step: number) => list[Math.floor(i / step) % list.length] ?? ''
    words.add(
      pick(starts, 1) +
        pick(middles, 16) +
        pick(starts, 160).slice(0, 2) +
        pick(middles, 2560) +
        pick(ends, 25_600 % 7) +
        (i > 25_600 ? 'o' : ''),
    )
  }
  return [...words]
}

function plateOf(i: number): string {
  const letter = (n: number) => 'ABCDEFGHJKLMNPRSTUVWXYZ'[n % 23] ?? 'A'
  return `${letter(i)}${letter(Math.floor(i / 23))}${letter(Math.floor(i / 529))}-${String(i % 1000).padStart(3, '0')}-${letter(i * 7)}`
}

function respell(word: string): string {
  return word.replace('v', 'b').replace('z', 's').replace('ll', 'y')
}
