import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CountTable, crossTable } from './count-tables.ts'
import { type SafeTable, type Suppressed, suppress } from './suppress.ts'

/** What the attacker found out about a withheld cell. */
type Found = { readonly edition: number; readonly id: string; readonly count: number; readonly low: number; readonly high: number }

type Solver = { readonly solve: (program: string) => { readonly Status: string; readonly ObjectiveValue: number } }

// Its types describe the module as the other module system sees it.
const load: () => Promise<Solver> = createRequire(import.meta.url)('highs')
const highs = load()

const places = ['A', 'B', 'C']
const drugs = ['x', 'y', 'z']

test('a count below ten is withheld, one of ten is shown, and so is nothing at all', () => {
  for (const [count, shown] of [
    [0, 0],
    [1, null],
    [9, null],
    [10, 10],
  ] as const) {
    assert.equal(shownIn(suppress([row([count, 50, 60])]), 'n?place=A'), shown)
  }
})

test('beside one small cell of a row another is withheld, or the total would give it away', async () => {
  const safe = suppress([row([4, 50, 60])])
  assert.deepEqual(withheld(safe), ['n?place=A', 'n?place=B'])
  assert.deepEqual(safe.tables[0]?.cells.map(({ why }) => why).filter(Boolean), ['small', 'complementary'])
  assert.deepEqual(await pinned([row([4, 50, 60])], safe), [])
})

test('without the second cell the attacker wins', async () => {
  const naive = smallOnly([row([4, 50, 60])])
  assert.deepEqual(await pinned([row([4, 50, 60])], naive), ['0 n?place=A 4..4'])
})

test('small cells that make up a small rest together are not left alone', async () => {
  const tables = [row([2, 3, 60])]
  assert.deepEqual((await pinned(tables, smallOnly(tables))).length, 2)
  assert.deepEqual(await pinned(tables, suppress(tables)), [])
})

test('tables that share totals are looked at together', async () => {
  const byPlace = row([4, 50, 60], 'place', places)
  const byDrug = row([4, 50, 60], 'drug', drugs)
  const cross = crossTable(
    {
      id: 'cross',
      measure: 'n',
      edition: 0,
      dimensions: [
        { name: 'place', classes: places },
        { name: 'drug', classes: drugs },
      ],
    },
    places.flatMap((p, i) => drugs.map((d, k) => ({ at: [p, d], count: i === k ? ([4, 50, 60][i] ?? 0) : 0 }))),
  )
  const tables = [byPlace, byDrug, cross]
  assert.deepEqual(await pinned(tables, suppress(tables)), [])
})

test('a later edition does not give away what an earlier one withheld', async () => {
  const first = row([4, 50, 60])
  const out = publish([first])
  // The small cell has grown out of being small; its neighbour, unchanged, would give the old value away.
  const second = { ...row([14, 50, 60]), edition: 1 }
  const naive: Suppressed = { tables: [...suppress(out).tables, ...smallOnly([second]).tables], exposed: [] }
  assert.deepEqual(await pinned([...out, second], naive), ['0 n?place=A 4..4'])
  const safe = suppress([...out, second])
  assert.deepEqual(await pinned([...out, second], safe), [])
  assert.equal(shownIn({ tables: safe.tables.slice(1), exposed: [] }, 'n?place=B'), null)
})

test('what an earlier edition has given away is said, not hidden', () => {
  const out = { ...row([4, 50, 60]), withheld: new Set(['n?place=A']) }
  assert.deepEqual(suppress([out]).exposed, ['0 n?place=A'])
})

test('a rest that no table lists counts as a cell', async () => {
  const cells = [
    { id: 't', count: 63 },
    { id: 'a', count: 60 },
    { id: 'rest', count: 3, isHidden: true },
  ]
  const tables = [{ id: 'r', edition: 0, cells, sums: [{ total: 't', parts: ['a', 'rest'] }] }]
  const safe = suppress(tables)
  assert.deepEqual(await pinned(tables, safe), [])
  assert.notDeepEqual(withheld(safe), [])
})

test('a sum that does not add up is refused', () => {
  const { cells, ...table } = row([4, 50, 60])
  assert.throws(() => suppress([{ ...table, cells: cells.map((one) => ({ ...one, count: one.count + 1 })) }]), /do not add up/)
})

test('no small cell can be worked out from random linked tables with groups, edition after edition', async () => {
  const count = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 60 }))
  const edition = fc.array(count, { minLength: 12, maxLength: 12 })
  const change = fc.array(fc.tuple(fc.nat(11), fc.integer({ min: -3, max: 15 })), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(edition, fc.array(change, { maxLength: 2 }), async (first, changes) => {
      let counts = first
      let out: readonly CountTable[] = []
      for (const [e, changed] of [[], ...changes].entries()) {
        counts = counts.map((one, i) => Math.max(0, one + changed.reduce((all, [at, by]) => all + (at === i ? by : 0), 0)))
        const tables = [...out, ...linked(counts, e)]
        const safe = suppress(tables)
        assert.deepEqual(safe.exposed, [])
        assert.deepEqual(await pinned(tables, safe), [])
        out = publish(tables)
      }
    }),
    { numRuns: 12, seed: 7 },
  )
})

test('two hundred and seventy cells with their totals take less than ten seconds', () => {
  const names = Array.from({ length: 20 }, (_, i) => `p${i}`)
  const months = Array.from({ length: 12 }, (_, i) => `m${i}`)
  const table = crossTable(
    {
      id: 'big',
      measure: 'n',
      edition: 0,
      dimensions: [
        { name: 'place', classes: names },
        { name: 'month', classes: months },
      ],
    },
    names.flatMap((p, i) => months.map((m, k) => ({ at: [p, m], count: (i * 7 + k * 13) % 41 }))),
  )
  const before = performance.now()
  assert.deepEqual(suppress([table]).exposed, [])
  assert.ok(performance.now() - before < 10_000)
})

function row(counts: readonly number[], name = 'place', classes: readonly string[] = places): CountTable {
  return crossTable(
    { id: name, measure: 'n', edition: 0, dimensions: [{ name, classes }] },
    counts.map((count, i) => ({ at: [classes[i] ?? ''], count })),
  )
}

/** Place by drug with places in two regions, and places alone: 4 places, 3 drugs. */
function linked(counts: readonly number[], edition: number): readonly CountTable[] {
  const four = ['A', 'B', 'C', 'D']
  const place = { name: 'place', classes: four, groupOf: { A: 'north', B: 'north', C: 'south', D: 'south' } }
  const cells = counts.map((count, i) => ({ at: [four[Math.floor(i / 3)] ?? '', drugs[i % 3] ?? ''], count }))
  const byPlace = four.map((p) => ({ at: [p], count: cells.filter(({ at }) => at[0] === p).reduce((all, one) => all + one.count, 0) }))
  return [
    crossTable({ id: 'cross', measure: 'n', edition, dimensions: [place, { name: 'drug', classes: drugs }] }, cells),
    crossTable({ id: 'places', measure: 'n', edition, dimensions: [{ name: 'place', classes: four }] }, byPlace),
  ]
}

/** The same tables, as they stand once they are out. */
function publish(tables: readonly CountTable[]): readonly CountTable[] {
  const safe = suppress(tables)
  return tables.map((table, i) => ({
    ...table,
    withheld: new Set(safe.tables[i]?.cells.filter(({ count }) => count === null).map(({ id }) => id)),
  }))
}

function smallOnly(tables: readonly CountTable[]): Suppressed {
  const cells = (table: CountTable) =>
    table.cells.map(({ id, count }) => {
      const isSmall = count > 0 && count < 10
      return { id, count: isSmall ? null : count, why: isSmall ? ('small' as const) : null }
    })
  return { tables: tables.map((table) => ({ id: table.id, edition: table.edition, cells: cells(table) })), exposed: [] }
}

function shownIn({ tables }: Suppressed, id: string): number | null | undefined {
  return tables[0]?.cells.find((cell) => cell.id === id)?.count
}

function withheld({ tables }: Suppressed): readonly string[] {
  return tables.flatMap(({ cells }) => cells.filter(({ count }) => count === null).map(({ id }) => id))
}

async function pinned(tables: readonly CountTable[], safe: Suppressed): Promise<readonly string[]> {
  const none = tables.map(({ id, edition, cells }) => ({
    ...{ id, edition },
    cells: cells.map((cell) => ({ id: cell.id, count: cell.count === 0 ? 0 : null, why: null })),
  }))
  const best = new Map((await attack(tables, none)).map(({ edition, id, low }) => [`${edition} ${id}`, low]))
  return (await attack(tables, safe.tables)).flatMap(({ edition, id, count, low, high }) =>
    count > 0 && count < 10 && (low > (best.get(`${edition} ${id}`) ?? 0) || high < 9) ? [`${edition} ${id} ${low}..${high}`] : [],
  )
}

/**
 * The attacker of the tests, who shares no code with what it attacks: writes down everything published as a linear program (every shown count, every sum, what a number that
 * did not change in truth tells of other editions, withheld counts at least 1) and has HiGHS find the least and the greatest that each withheld count can be.
 */
async function attack(tables: readonly CountTable[], published: readonly SafeTable[]): Promise<readonly Found[]> {
  const solver = await highs
  const names = new Map<string, string>()
  const nameOf = (edition: number, id: string) => {
    const key = `${edition} ${id}`
    const name = names.get(key) ?? `v${names.size}`
    names.set(key, name)
    return name
  }
  const lines: string[] = []
  const floors = new Map<string, number>()
  const unknown = new Map<string, { edition: number; id: string; count: number }>()
  const known = new Set<string>()
  tables.forEach(({ edition, cells, sums }, t) => {
    for (const { id, count, isHidden } of cells) {
      const name = nameOf(edition, id)
      const shown = published[t]?.cells.find((cell) => cell.id === id)?.count ?? null
      if (shown === null) {
        floors.set(name, Math.max(floors.get(name) ?? 0, isHidden ? 0 : 1))
        unknown.set(name, { edition, id, count })
      } else {
        known.add(name)
        lines.push(`${name} = ${shown}`)
      }
    }
    for (const { total, parts } of sums) {
      lines.push(`${parts.map((part) => nameOf(edition, part)).join(' + ')} - ${nameOf(edition, total)} = 0`)
    }
  })
  const truth = new Map<string, { edition: number; count: number }[]>()
  for (const { edition, cells } of tables) {
    for (const { id, count } of cells) {
      const all = truth.get(id) ?? []
      if (!all.some((one) => one.edition === edition)) truth.set(id, [...all, { edition, count }])
    }
  }
  for (const [id, all] of truth) {
    all
      .toSorted((a, b) => a.edition - b.edition)
      .forEach(({ edition, count }, i, sorted) => {
        const before = sorted[i - 1]
        if (before === undefined) return
        const [a, b] = [nameOf(before.edition, id), nameOf(edition, id)]
        const apart = count === before.count ? 0 : Math.abs(count - before.count) + 9
        lines.push(`${a} - ${b} <= ${apart}`, `${b} - ${a} <= ${apart}`)
      })
  }
  const program = (sense: string, name: string) =>
    `${sense}\n obj: ${name}\nSubject To\n${lines.map((line, i) => ` c${i}: ${line}`).join('\n')}\nBounds\n${[...floors].map(([one, floor]) => ` ${one} >= ${floor}`).join('\n')}\nEnd`
  const found: Found[] = []
  for (const [name, cell] of unknown) {
    if (known.has(name)) {
      found.push({ ...cell, low: cell.count, high: cell.count })
      continue
    }
    if (cell.count >= 10) continue
    const ends = ['Minimize', 'Maximize'].map((sense) => solver.solve(program(sense, name)))
    const [low, high] = ends.map(({ Status, ObjectiveValue }) => (Status === 'Unbounded' ? Number.POSITIVE_INFINITY : ObjectiveValue))
    for (const { Status } of ends) if (Status !== 'Optimal' && Status !== 'Unbounded') throw new Error(`the attacker is stuck: ${Status}`)
    found.push({ ...cell, low: Math.round((low ?? 0) * 1e6) / 1e6, high: Math.round((high ?? 0) * 1e6) / 1e6 })
  }
  return found
}
