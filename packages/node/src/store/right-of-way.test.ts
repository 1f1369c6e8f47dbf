import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { openRightOfWay } from './right-of-way.ts'

/** A right of way whose clock only the test moves. */
function opened() {
  let ms = 0
  const sleeping: (() => void)[] = []
  const way = openRightOfWay({ now: () => ms, pause: () => new Promise<void>((resolve) => sleeping.push(resolve)) })
  /** Lets everybody who waits look once, at that time. */
  const at = async (time: number): Promise<void> => {
    ms = time
    await turn()
    for (const wake of sleeping.splice(0)) wake()
    await turn()
  }
  const give = () => {
    const waiting = { through: false }
    void way.giveWay().then(() => {
      waiting.through = true
    })
    return waiting
  }
  return { way, give, at }
}

test('nobody waits while nothing is under way', async () => {
  const { give, at } = opened()
  const waiting = give()
  await at(0)
  assert.equal(waiting.through, true)
})

test('what can wait does, until all that cannot is through and told', async () => {
  const { way, give, at } = opened()
  way.claim('one')
  way.claim('other')
  const waiting = give()
  way.done('one')
  await at(61)
  assert.equal(waiting.through, false, 'the other is still under way')
  way.done('other')
  await at(120)
  assert.equal(waiting.through, false, 'the pages are still being told')
  await at(121)
  assert.equal(waiting.through, true)
})

test('a claim that nobody ends is over after its time', async () => {
  const { way, give, at } = opened()
  way.claim('never ended')
  await at(1_000)
  const waiting = give()
  await at(1_000)
  assert.equal(waiting.through, true)
})

test('who claims without end leaves the rest as much time as it takes', async () => {
  const { way, give, at } = opened()
  way.claim('flood')
  const first = give()
  await at(249)
  assert.equal(first.through, false)
  await at(250)
  assert.equal(first.through, true)
  way.claim('flood')
  await at(499)
  const free = give()
  await at(499)
  assert.equal(free.through, true, 'as long again it waits for nobody')
  await at(500)
  const later = give()
  await at(500)
  assert.equal(later.through, false)
})

test('the end of what was never claimed claims nothing', async () => {
  const { way, give, at } = opened()
  way.done('unknown')
  const waiting = give()
  await at(0)
  assert.equal(waiting.through, true)
})
