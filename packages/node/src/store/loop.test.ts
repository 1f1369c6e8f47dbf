import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Loop, retryDelayMs, startLoop } from './loop.ts'

/** A loop whose step is answered by the test, one call at a time. */
function scripted(
  options: {
    readonly waitAskedMs?: (cause: unknown) => number
    readonly maxDelayMs?: (cause: unknown) => number
    readonly restMs?: number
    readonly leadMs?: number
  } = {},
) {
  const calls: { readonly answer: (more: boolean) => void; readonly fail: (cause: unknown) => void }[] = []
  let called: (() => void) | undefined
  const errors: unknown[] = []
  const loop: Loop = startLoop({
    step: () =>
      new Promise((answer, fail) => {
        calls.push({ answer, fail })
        called?.()
      }),
    onError: (cause) => errors.push(cause),
    everyMs: 3_600_000,
    maxDelayMs: 3_600_000,
    ...options,
  })
  const call = async (index: number) => {
    while (calls.length <= index) await new Promise<void>((resolve) => (called = resolve))
    return calls[index]!
  }
  return { loop, call, errors, count: () => calls.length }
}

/** Lets everything that is ready run. */
const settle = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))

test('a loop runs on while more waits, and then sleeps until it is poked', async () => {
  const { loop, call, count } = scripted()
  ;(await call(0)).answer(true)
  ;(await call(1)).answer(false)
  await settle()
  assert.equal(count(), 2)
  loop.poke()
  ;(await call(2)).answer(false)
  await loop.stop()
  assert.equal(count(), 3)
})

test('a poke during a step is not lost', async () => {
  const { loop, call } = scripted()
  const first = await call(0)
  loop.poke()
  first.answer(false)
  ;(await call(1)).answer(false)
  await loop.stop()
})

test('the longest wait after an error may depend on the error, however many went before', async () => {
  const near = new Error('our own trouble')
  const { loop, call } = scripted({ waitAskedMs: () => 3_600_000, maxDelayMs: (cause) => (cause === near ? 1 : 3_600_000) })
  for (let i = 0; i < 30; i++) (await call(i)).fail(near)
  ;(await call(30)).answer(false)
  await loop.stop()
})

test('pokes never cut the wait after an error, so a failing step does not spin however busy its writer is', async () => {
  const { loop, call, errors, count } = scripted({ waitAskedMs: () => 3_600_000 })
  const cause = new Error('down')
  ;(await call(0)).fail(cause)
  for (let i = 0; i < 100; i++) {
    loop.poke()
    await settle()
  }
  assert.deepEqual(errors, [cause])
  assert.equal(count(), 1)
  await loop.stop()
})

test('a retry ends the wait after an error, but not its first fifth of a second', async () => {
  const { loop, call, count } = scripted({ waitAskedMs: () => 3_600_000 })
  const began = performance.now()
  ;(await call(0)).fail(new Error('down'))
  for (let i = 0; i < 20; i++) {
    loop.retry()
    await settle()
  }
  assert.equal(count(), 1)
  ;(await call(1)).answer(false)
  assert.ok(performance.now() - began >= 190)
  await loop.stop()
})

test('a retry while the loop only sleeps is a poke', async () => {
  const { loop, call } = scripted()
  ;(await call(0)).answer(false)
  await settle()
  loop.retry()
  ;(await call(1)).answer(false)
  await loop.stop()
})

test('stopping waits for the step under way and ends every wait', async () => {
  const { loop, call, count } = scripted({ waitAskedMs: () => 3_600_000 })
  const step = await call(0)
  let stopped = false
  const stopping = loop.stop().then(() => {
    stopped = true
  })
  await settle()
  assert.equal(stopped, false)
  step.answer(true)
  await stopping
  assert.equal(count(), 1)
  const failing = scripted({ waitAskedMs: () => 3_600_000 })
  ;(await failing.call(0)).fail(new Error('down'))
  await settle()
  await failing.loop.stop()
})

test('an error while stopping is nobody’s trouble any more', async () => {
  const { loop, call, errors } = scripted()
  const step = await call(0)
  const stopping = loop.stop()
  step.fail(new Error('closed'))
  await stopping
  assert.deepEqual(errors, [])
})

test('waits grow with each failure, with full jitter, up to the bound', () => {
  assert.equal(retryDelayMs(1, 60_000, 0), 0)
  assert.equal(retryDelayMs(1, 60_000, 0.5), 500)
  assert.equal(retryDelayMs(3, 60_000, 0.5), 2000)
  assert.equal(retryDelayMs(7, 60_000, 0.5), 30_000)
  assert.equal(retryDelayMs(1_000_000, 60_000, 0.5), 30_000)
})

test('a loop that rests meets the first poke at once and gathers those that come after a step', async () => {
  const { loop, call, count } = scripted({ restMs: 3_600_000 })
  ;(await call(0)).answer(true)
  ;(await call(1)).answer(false)
  loop.poke()
  await settle()
  assert.equal(count(), 2)
  await loop.stop()
  assert.equal(count(), 2)
  const brief = scripted({ restMs: 1 })
  ;(await brief.call(0)).answer(false)
  brief.loop.poke()
  ;(await brief.call(1)).answer(false)
  await brief.loop.stop()
})

test('a loop with a lead meets the first poke after it, with all that came meanwhile, and a retry at once', async () => {
  const { loop, call, count } = scripted({ leadMs: 1 })
  ;(await call(0)).answer(false)
  await settle()
  loop.poke()
  loop.poke()
  ;(await call(1)).answer(false)
  await settle()
  assert.equal(count(), 2)
  await loop.stop()
  const long = scripted({ leadMs: 3_600_000 })
  ;(await long.call(0)).answer(false)
  await settle()
  long.loop.poke()
  await settle()
  assert.equal(long.count(), 1)
  long.loop.retry()
  ;(await long.call(1)).answer(false)
  await settle()
  long.loop.poke()
  await settle()
  await long.loop.stop()
  assert.equal(long.count(), 2)
})
