import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Json, JsonObject } from '@enlace/core'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { type BenchResult, type Figure, quantile } from '../figure.ts'
import { startLoneNode } from '../lone-node.ts'
import { postAll, tokenOf } from '../publish.ts'
import { type NewRecord, toLines } from '../records.ts'

const rounds = 5
const bar = { is: 'at most', value: 2 } as const
const forms = [
  ['page', 'programme/brief/ministerial'],
  ['PDF, Spanish', 'list-document?list=brief-ministerial&format=pdf&language=es'],
  ['DOCX, Spanish', 'list-document?list=brief-ministerial&format=docx&language=es'],
] as const

/** How long the ministerial brief takes at the server with 500 commitments, two words said about each, and forty figures: as a page and on paper. */
export async function benchBrief(commitments = 500): Promise<BenchResult> {
  await using node = await startLoneNode()
  const records = agreed(commitments)
  const batches = Array.from({ length: Math.ceil(records.length / 500) }, (_, i) => records.slice(i * 500, i * 500 + 500))
  await postAll(node, 'sspc', batches.map(toLines), 1)
  const authorization = `Bearer ${tokenOf(node, 'sspc', 'analyst')}`
  const ask = async (path: string) => {
    const startedAt = performance.now()
    const answer = await fetch(`${node.api}/api/v1/${path}`, { headers: { authorization } })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${bytes}`)
    return { seconds: (performance.now() - startedAt) / 1000, bytes }
  }
  const figures: Figure[] = []
  for (const [name, path] of forms) {
    const first = await ask(path)
    const times: number[] = []
    for (let i = 0; i < rounds; i++) times.push((await ask(path)).seconds)
    figures.push({
      name: `ministerial brief of ${commitments} commitments, ${name}`,
      value: Math.max(first.seconds, ...times),
      unit: 's',
      bar,
      floor: {
        name: 'opening as many sealed records, reading them as JSON, and compressing as many bytes once',
        value: floorOf(records, first.bytes),
      },
      note: `${Math.round(first.bytes.length / 1024).toLocaleString('en')} KiB; the slowest of ${rounds + 1}, median ${quantile(times, 0.5).toFixed(2)} s`,
    })
  }
  return { bench: 'brief', figures }
}

/** Commitments that are verified, late, at work and to come, and indicators with two years of quarters. */
function agreed(commitments: number): readonly NewRecord[] {
  const about = Array.from({ length: commitments }, (_, i) => {
    const due = `202${5 + (i % 3)}-${String(1 + (i % 12)).padStart(2, '0')}`
    const text = { en: `FICTIONAL: the parties will do example ${i}.`, es: `FICTICIO: las partes harán el ejemplo ${i}.` }
    const one = written('commitment', { due, agreed_text: text, owners: [{ party: 'mx' }, { party: 'us' }] })
    const begun = written('commitment-status', { status: 'in_progress' }, one.object.id)
    const said = written('commitment-status', { status: i % 2 === 0 ? 'delivered' : 'in_progress' }, one.object.id)
    return [one, begun, said]
  })
  const figures = Array.from({ length: 20 }, (_, i) => {
    const card = written('indicator-card', { code: `example-${i}` })
    const values = Array.from({ length: 8 }, (_unused, quarter) => {
      const [year, month] = [2024 + Math.floor(quarter / 4), 1 + 3 * (quarter % 4)]
      const day = (offset: number) => new Date(Date.UTC(year, month - 1 + offset, offset === 0 ? 1 : 0)).toISOString().slice(0, 10)
      const period = { period_start: day(0), period_end: day(3), as_of: day(3), value: 10 + quarter }
      return written('indicator-value', { card_ref: card.object.id, ...period }, card.object.id)
    })
    return [card, ...values]
  })
  return [...about, ...figures].flat()
}

function written(kindName: string, says: Readonly<Record<string, Json>>, about?: string): NewRecord {
  const kind = kinds.get(kindName) as Kind
  const { object, envelope } = exampleOf(kind)
  const id = String(kind.extension)
  const inside = (object.extensions as JsonObject)[id] as JsonObject
  const refs = about === undefined ? {} : { object_refs: [about] }
  return {
    object: { ...object, ...refs, id: `note--${crypto.randomUUID()}`, extensions: { [id]: { ...inside, ...says } } },
    envelope,
  }
}

/** The least that anybody must do who keeps records sealed and answers from them: seconds. */
function floorOf(records: readonly NewRecord[], answer: Uint8Array): number {
  const [key, nonce] = [randomBytes(32), randomBytes(12)]
  const sealed = records.map((record) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    return { bytes: Buffer.concat([cipher.update(JSON.stringify(record)), cipher.final()]), tag: cipher.getAuthTag() }
  })
  const startedAt = performance.now()
  for (const { bytes, tag } of sealed) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag)
    JSON.parse(Buffer.concat([decipher.update(bytes), decipher.final()]).toString())
  }
  deflateSync(answer)
  return (performance.now() - startedAt) / 1000
}
