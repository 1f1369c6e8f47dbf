import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { composeScene, indicatorScenes, type Publisher, publishByTwo, readingScenes } from '@enlace/fleet'
import { entryId } from '@enlace/wire'

const dataFolder = join(import.meta.dirname, '../../../data')
const kinds: ReadonlySet<unknown> = new Set(['programme', 'mechanism', 'session', 'session-item', 'statement', 'commitment'])
const dayMs = 86_400_000

/** Puts the public record on a node's public site, and announces one release. What is public already stays as it is. */
export async function publishRecord(node: Publisher): Promise<number> {
  const files = await Promise.all(
    ['group', 'bicentennial'].map((name) => readFile(join(dataFolder, `public-record.${name}.jsonl`), 'utf8')),
  )
  const lines = files
    .flatMap((text) => text.split('\n').filter((line) => line !== ''))
    .map((line) => JSON.parse(line) as { readonly kind?: string; readonly key?: string })
  return await publishByTwo(
    node,
    lines.flatMap(({ kind, key }) => (kinds.has(kind) && key !== undefined ? [entryId('note', 'public-record', key)] : [])),
  )
}

/** What is played beside the public record and marked public: how each party tells it, and a fictional figure, of which one value is announced for a later day. */
export async function publishPlayed(node: Publisher): Promise<number> {
  const idsOf = (scenes: typeof readingScenes) => scenes.map((scene) => composeScene(scene, new Date()).object.id)
  const told = await publishByTwo(node, idsOf(readingScenes))
  const [card, ...values] = idsOf(indicatorScenes)
  const last = values.at(-1)
  if (card === undefined || last === undefined) return told
  const counted = await publishByTwo(node, [card, ...values.slice(0, -1)])
  const publishAt = new Date(Math.ceil(Date.now() / dayMs) * dayMs + 7 * dayMs + 16 * 3_600_000).toISOString()
  return told + counted + (await publishByTwo(node, [last], { publishAt, announced }))
}

const announced = {
  es: 'FICTICIO: mediana de horas para contestar un rastreo, según la otra parte',
  en: 'FICTIONAL: median hours to answer a trace, as the other party counts them',
}
