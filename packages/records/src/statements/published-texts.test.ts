import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sharedFolder } from '@enlace/fleet/shared-data'
import { cutFurniture } from './cut-furniture.ts'
import { proposeFrom } from './propose-from.ts'
import { nearCopyFrom, overlapOf } from './shingles.ts'
import { splitText } from './split-text.ts'
import { languageOfText, toClauses } from './to-clauses.ts'

const shared = sharedFolder()
const skip = shared === undefined ? 'the folder of published data is not here' : false

function read(path: string) {
  const split = splitText(readFileSync(join(shared ?? '', 'data/texts', path), 'utf8'))
  const blocks = cutFurniture(split.blocks)
  const kept = blocks.filter(({ cut }) => cut === undefined)
  const language = languageOfText(blocks)
  const clauses = 'tag' in language && language.tag === 'es' ? toClauses(kept, []) : toClauses([], kept)
  return { ...split, blocks, kept, language, clauses }
}

test('the five founding texts: language, what stays and what is cut', { skip }, () => {
  const said = ['S0', 'S1', 'S2', 'S3', 'S4'].map((name) => {
    const { language, kept, blocks } = read(`founding/${name}.txt`)
    return [name, 'tag' in language ? language.tag : language.refused, kept.length, blocks.length - kept.length]
  })
  assert.deepEqual(said, [
    ['S0', 'en', 6, 0],
    ['S1', 'en', 7, 18],
    ['S2', 'en', 10, 0],
    ['S3', 'en', 8, 5],
    ['S4', 'es', 8, 0],
  ])
})

test('two founding texts are one article, and no other two are near copies', { skip }, () => {
  const texts = ['S0', 'S1', 'S2', 'S3', 'S4'].map((name) => read(`founding/${name}.txt`).clauses)
  const near = texts.flatMap((one, i) =>
    texts.flatMap((other, j) => (i < j && overlapOf(one, other) >= nearCopyFrom ? [`S${i} S${j}`] : [])),
  )
  assert.deepEqual(near, ['S0 S1'])
})

test('the promise of «the coming weeks» is found in the founding text that makes it', { skip }, () => {
  const found = proposeFrom(read('founding/S2.txt').clauses, { publishedOn: '2026-01-23' }).filter(
    (one) => one.what === 'commitment' && one.isPublication,
  )
  assert.equal(found.length, 1)
})

test('statements of the White House: every one is dated, titled, in English and split, and the rules propose what they proposed before', {
  skip,
}, () => {
  const files = readdirSync(join(shared ?? '', 'data/texts/en_whitehouse'))
  const counts: Record<string, number> = { files: files.length, clauses: 0, cut: 0 }
  const count = (name: string, more: number) => {
    counts[name] = (counts[name] ?? 0) + more
  }
  for (const file of files) {
    const { title, date, sourceUrl, language, clauses, blocks, kept } = read(`en_whitehouse/${file}`)
    assert.deepEqual(language, { tag: 'en' }, file)
    assert.ok(title !== undefined && date !== undefined && sourceUrl !== undefined, file)
    count('clauses', clauses.length)
    count('cut', blocks.length - kept.length)
    for (const { what } of proposeFrom(clauses, { publishedOn: date })) count(what, 1)
  }
  assert.deepEqual(counts, { files: 60, clauses: 886, cut: 52, commitment: 235, person: 217, date: 223, figure: 227, label: 76 })
})
