import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validateObject } from '@enlace/records'
import { groupScenes } from './group-scenes.ts'
import { indicatorScenes } from './indicator-scenes.ts'
import { composeScene } from './play-scene.ts'
import { programmeScenes } from './programme-scenes.ts'
import { readingScenes } from './reading-scenes.ts'
import { sealedScenes } from './sealed-scenes.ts'

const arrested = new Date('2026-06-01T12:00:00Z')

for (const scene of [...groupScenes, ...programmeScenes, ...indicatorScenes, ...sealedScenes, ...readingScenes]) {
  test(`${scene.name}: a node would take it, and what is no published act is marked fictional`, () => {
    const { object } = composeScene(scene, arrested)
    const checked = validateObject(object, { from: 'own' })
    assert.ok(checked.ok, checked.ok ? '' : JSON.stringify(checked.problems))
    assert.equal(checked.value.kind?.name, scene.kind)
    const fictional = (object.labels as readonly string[]).includes('fictional')
    assert.equal(fictional, /FICTI/.test(JSON.stringify(object)))
  })
}
