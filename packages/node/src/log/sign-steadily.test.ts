import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signSteadily } from './sign-steadily.ts'

test('a signature that failed is tried again, although nothing more is appended', async () => {
  const told: unknown[] = []
  const trouble = new Error('the database is starting')
  const signed = Promise.withResolvers<number>()
  let tries = 0
  const steady = signSteadily({
    checkpoints: {
      sign: async (logId) => {
        tries++
        if (tries === 1) throw trouble
        signed.resolve(logId)
        return undefined
      },
    },
    logId: 7,
    everyMs: 1,
    onError: (cause) => told.push(cause),
  })
  steady.poke()
  assert.equal(await signed.promise, 7)
  assert.deepEqual(told, [trouble])
  await steady.stop()
})
