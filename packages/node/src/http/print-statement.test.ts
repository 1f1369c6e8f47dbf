import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { Json, JsonObject } from '@enlace/core'
import { readDocxText, readPdfText } from '@enlace/documents'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())

/** Stores the example of a kind with changes; `says` are fields of its own. */
async function write(name: string, object: JsonObject, says: Record<string, Json | undefined>) {
  const kind = kinds.get(name) as Kind
  const example = exampleOf(kind)
  const own = { ...((example.object.extensions as JsonObject)[String(kind.extension)] as JsonObject), ...says }
  const inside = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as JsonObject
  const id = `note--${randomUUID()}`
  const send = {
    object: { ...example.object, extensions: { [String(kind.extension)]: inside }, ...object, id },
    envelope: example.envelope,
  }
  const answer = await node.ask('POST', '/api/v1/records', { as: ['sspc', 'secretariat'], send })
  assert.equal(answer.status, 201, answer.text)
  return id
}

async function print(list: string, id: string, format: 'pdf' | 'docx', language: string): Promise<string> {
  const answer = await fetch(`${node.url}/api/v1/list-document?list=${list}&id=${id}&format=${format}&language=${language}`, {
    headers: { authorization: `Bearer ${node.tokenOf('sspc', 'minister')}` },
  })
  assert.equal(answer.status, 200)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const read = format === 'docx' ? readDocxText(bytes) : await readPdfText(bytes)
  assert.ok(read.ok)
  return read.value.replaceAll(/\s+/g, ' ')
}

const draft = await write('joint-draft', { abstract: 'FICTIONAL draft' }, { session_ref: undefined })
const words = { es: 'FICTICIO: las partes contestarán en 48 horas.', en: 'FICTIONAL: the parties will answer within 72 hours.' }
await write('draft-clause', { object_refs: [draft] }, { draft_ref: draft, replaces_refs: undefined, place: 1, words })

test('a minister prints a draft: each clause by its number in both languages, who is awaited, where they differ, and that it is a draft', async () => {
  for (const format of ['docx', 'pdf'] as const) {
    const both = await print('joint', draft, format, 'both')
    for (const said of [
      `1. ${words.es}`,
      `1. ${words.en}`,
      'BORRADOR. No es un texto publicado.',
      'Números distintos: «48» / “72”',
      'Espera a Estados Unidos',
    ])
      assert.ok(both.includes(said), `${format}: ${said}\n${both}`)
  }
  const spanish = await print('joint', draft, 'docx', 'es')
  assert.ok(spanish.includes(words.es) && !spanish.includes(words.en), spanish)
})

test('a statement is printed with who says it, its clauses, and that the account of the other party was not found', async () => {
  const id = await write(
    'statement',
    { abstract: 'FICTIONAL account of one party' },
    {
      statement_type: 'readout',
      issued_by: ['mx'],
      speaker: 'FICTIONAL spokesperson',
      clauses: [{ number: '1', part: 'paragraph', words: { es: words.es } }],
    },
  )
  const said = await print('statement', id, 'docx', 'es')
  for (const one of [`1. ${words.es}`, 'FICTIONAL spokesperson', 'Relato de una reunión por una parte', 'no se halló su propio relato'])
    assert.ok(said.includes(one), `${one}\n${said}`)
})

test('what is no draft is not printed as one', async () => {
  const answer = await node.ask('GET', `/api/v1/list-document?list=joint&format=pdf&id=note--${randomUUID()}`, { as: ['sspc', 'minister'] })
  assert.equal(answer.status, 404)
})
