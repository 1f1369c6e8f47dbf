import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { composeScene, indicatorScenes, type Publisher, publishByTwo, readingScenes, sealedScenes } from '@enlace/fleet'
import { entryId } from '@enlace/wire'

const dataFolder = join(import.meta.dirname, '../../../data')
const kinds: ReadonlySet<unknown> = new Set(['programme', 'mechanism', 'session', 'session-item', 'statement', 'commitment'])
const dayMs = 86_400_000

type Keyed = { readonly key: string }
type ClaimsLine = { readonly document?: Keyed; readonly matter?: Keyed & { readonly matter_type: string }; readonly transfer?: Keyed }
const claimsList = 'claims-founding'
const publicMatters: ReadonlySet<string> = new Set(['trend', 'document', 'text', 'meeting'])

/** Puts the public record on a node's public site, and announces one release. What is public already stays as it is. */
export async function publishRecord(node: Publisher): Promise<number> {
  const files = await Promise.all(
    ['group', 'bicentennial'].map((name) => readFile(join(dataFolder, `public-record.${name}.jsonl`), 'utf8')),
  )
  const lines = files
    .flatMap((text) => text.split('\n').filter((line) => line !== ''))
    .map((line) => JSON.parse(line) as { readonly kind?: string; readonly key?: string })
  const record = lines.flatMap(({ kind, key }) => (kinds.has(kind) && key !== undefined ? [entryId('note', 'public-record', key)] : []))
  const { sources, matters } = await listMatters()
  // A source alone: what it is a source of may be about a named person.
  return (await publishByTwo(node, record)) + (await publishByTwo(node, sources, 'alone')) + (await publishByTwo(node, matters))
}

/** Public matters of who says what, with their sources: those about a named person stay at the desk. */
async function listMatters(): Promise<{ readonly sources: readonly string[]; readonly matters: readonly string[] }> {
  const texts = await Promise.all([claimsList, `${claimsList}.rivals`].map((name) => readFile(join(dataFolder, `${name}.jsonl`), 'utf8')))
  const lines = texts
    .join('\n')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ClaimsLine)
  return {
    sources: lines.flatMap(({ document }) => (document === undefined ? [] : [entryId('note', claimsList, document.key)])),
    matters: lines.flatMap(({ matter, transfer }) => {
      if (transfer !== undefined) return [entryId('grouping', claimsList, `transfer.${transfer.key}`)]
      return matter !== undefined && (publicMatters.has(matter.matter_type) || matter.key.startsWith('transfer-'))
        ? [entryId('grouping', claimsList, matter.key)]
        : []
    }),
  }
}

/** What is played beside the public record and marked public: how each party tells it, a sealed result, and a fictional figure, of which one value is announced for a later day. */
export async function publishPlayed(node: Publisher): Promise<number> {
  const idsOf = (scenes: typeof readingScenes) => scenes.map((scene) => composeScene(scene, new Date()).object.id)
  const told = await publishByTwo(node, idsOf(readingScenes))
  const [sealed] = idsOf(sealedScenes)
  const result = sealed === undefined ? 0 : await publishByTwo(node, [sealed])
  const [card, ...values] = idsOf(indicatorScenes.filter(({ kind }, i) => i === 0 || kind === 'indicator-value'))
  const last = values.at(-1)
  if (card === undefined || last === undefined) return told + result
  const counted = await publishByTwo(node, [card, ...values.slice(0, -1)], 'alone')
  const publishAt = new Date(Math.ceil(Date.now() / dayMs) * dayMs + 7 * dayMs + 16 * 3_600_000).toISOString()
  return told + result + counted + (await publishByTwo(node, [last], { publishAt, announced }))
}

const announced = {
  es: 'FICTICIO: mediana de horas para contestar un rastreo, según la otra parte',
  en: 'FICTIONAL: median hours to answer a trace, as the other party counts them',
}
