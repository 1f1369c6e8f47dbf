import { deflateSync } from 'node:zlib'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { type BenchResult, type Figure, quantile } from '../figure.ts'
import { type LoneNode, startLoneNode } from '../lone-node.ts'
import { postAll, tokenOf } from '../publish.ts'
import { makeRecords, type NewRecord, toLines } from '../records.ts'

const documents = 60
const rounds = 3
const bar = { is: 'at most', value: 10 } as const

/** How long the package of a request with sixty documents takes from the question to its last byte, in both languages and formats. */
export async function benchPrint(): Promise<BenchResult> {
  await using node = await startLoneNode()
  const enclosed = ['seizure', 'list-entry', 'mirror-alert'].flatMap((kind) => makeRecords(kind, documents / 3))
  const request = written('request', {
    form: 'extradition',
    to_party: 'us',
    urgency: 'routine',
    sought: 'FICTIONAL: surrender of Example Person.',
    facts: 'FICTIONAL facts. '.repeat(100),
    offence: 'FICTIONAL offence, article 1',
  })
  const step = written(
    'request-step',
    {
      step: 'document',
      document: 'warrant',
      document_state: 'translated',
      happened_at: new Date().toISOString(),
      gives: enclosed.map(({ object }) => object.id),
    },
    request.object.id,
  )
  await postAll(node, 'sspc', [toLines(enclosed)])
  for (const one of [request, step]) await postAll(node, 'sspc', [toLines([one])])
  const path = `/api/v1/records/${request.object.id}/package`
  const figures: Figure[] = []
  for (const [name, query] of [
    ['PDF, Spanish beside English', 'format=pdf&language=both'],
    ['PDF, Spanish', 'format=pdf&language=es'],
    ['DOCX, Spanish beside English', 'format=docx&language=both'],
  ]) {
    const first = await ask(node, `${path}?${query}`)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push((await ask(node, `${path}?${query}`)).seconds)
    const pages = first.bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
    const size = `${Math.round(first.bytes.length / 1024).toLocaleString('en')} KiB${pages === 0 ? '' : `, ${pages} pages`}`
    figures.push({
      name: `request package of ${documents} documents, ${name}`,
      value: Math.max(first.seconds, ...times),
      unit: 's',
      bar,
      floor: {
        name: 'reading the same records one by one and compressing as many bytes once',
        value: await floorOf(node, enclosed, first.bytes),
      },
      note: `${size}; the slowest of ${rounds + 1}, median ${quantile(times, 0.5).toFixed(2)} s`,
    })
  }
  return { bench: 'print', figures }
}

function written(kindName: string, says: object, about?: string): NewRecord {
  const kind = kinds.get(kindName) as Kind
  const { object, envelope } = exampleOf(kind)
  const at = new Date().toISOString()
  const own = { [String(kind.extension)]: { extension_type: 'property-extension', ...says } }
  const refs = about === undefined ? {} : { object_refs: [about] }
  return { object: { ...object, created: at, modified: at, ...refs, id: `note--${crypto.randomUUID()}`, extensions: own }, envelope }
}

async function ask(node: LoneNode, path: string): Promise<{ readonly seconds: number; readonly bytes: Buffer }> {
  const startedAt = performance.now()
  const answer = await fetch(`${node.api}${path}`, { headers: { authorization: `Bearer ${tokenOf(node, 'sspc', 'analyst')}` } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (!answer.ok) throw new Error(bytes.toString())
  return { seconds: (performance.now() - startedAt) / 1000, bytes }
}

async function floorOf(node: LoneNode, enclosed: readonly NewRecord[], bytes: Uint8Array): Promise<number> {
  const startedAt = performance.now()
  for (const { object } of enclosed) await ask(node, `/api/v1/records/${object.id}`)
  deflateSync(bytes)
  return (performance.now() - startedAt) / 1000
}
