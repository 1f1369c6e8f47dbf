import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadStarters, publishSeries, type SeriesPlan, type SeriesProgress } from '@enlace/fleet'
import { importers, seriesSources } from '@enlace/wire'
import { askOf } from './ask-of.ts'
import type { Stage } from './play-story.ts'

const dataFolder = join(import.meta.dirname, '../../../data')

/** Of deaths two figures stand: those reported by now, and those that the source expects once late certificates have come. Of firearms, the last month is told by state. */
const plan: SeriesPlan = {
  '13-overdose-deaths': [
    {},
    { measure: 'deaths_reported', source: (publisher) => `${publisher}: reported so far / informadas hasta ahora` },
  ],
  'mx-federal-firearms': [{}, { by: 'state', since: '2025-07-01' }],
}

const owners = { mx: ['mx', 'sspc', 'analyst'], us: ['us', 'dhs', 'analyst'] } as const

/** Puts the real series that each node owns on its public site, with their cards; nothing of it is fictional. Answers how many records were published at each node. */
export async function publishFigures(
  stages: Readonly<Record<string, Stage>>,
  stop: AbortSignal,
  onProgress: (party: string, progress: SeriesProgress) => void,
): Promise<Readonly<Record<string, number>>> {
  const ask = askOf(stages, stop)
  await loadStarters(ask)
  const done = Object.entries(owners).map(async ([party, who]) => {
    const stage = stages[party]
    if (stage === undefined) return [party, 0] as const
    return [party, await publishSeries(ask, who, stage, readSeries, plan, (progress) => onProgress(party, progress))] as const
  })
  return Object.fromEntries(await Promise.all(done))
}

/** The figures of a series in every edition that is shipped, and of which places an edition says nothing. */
async function readSeries(series: string) {
  const names = (await readdir(dataFolder)).filter((name) => name.startsWith(`${series}.`) && name.endsWith('.jsonl'))
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(dataFolder, name)))] as const)),
  )
  const rows = [...(importers.get(series)?.read(files).rows ?? [])].map(({ object }) => object)
  const missing = new Map<string, readonly string[]>()
  for (const bytes of files.values()) {
    const [head = '{}'] = new TextDecoder().decode(bytes).split('\n')
    const { as_of: day, missing: places } = JSON.parse(head) as { readonly as_of?: string; readonly missing?: readonly string[] }
    if (day !== undefined && places !== undefined) missing.set(day, places)
  }
  return { figures: Object.hasOwn(seriesSources, series) ? rows.filter(({ type }) => type === 'note') : [], missing }
}
