import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeCard } from './place-card.ts'

const card = { width: 350, height: 200 }
const wide = { width: 1280, height: 900 }
const phone = { width: 390, height: 844 }

test('the card stands beside its target, below where there is no room beside, above where there is none below', () => {
  assert.deepEqual(placeCard({ left: 12, top: 100, width: 220, height: 40 }, card, wide), { left: 244, top: 100 })
  assert.deepEqual(placeCard({ left: 1000, top: 20, width: 250, height: 40 }, card, wide), { left: 918, top: 72 })
  assert.deepEqual(placeCard({ left: 0, top: 790, width: 390, height: 54 }, card, phone), { left: 12, top: 578 })
})

test('the card is never partly outside the window', () => {
  const place = placeCard({ left: 0, top: 0, width: 390, height: 844 }, card, phone)
  assert.ok(place.left >= 0 && place.left + card.width <= phone.width && place.top >= 0 && place.top + card.height <= phone.height)
})
