import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalBytes } from '@enlace/core'
import { originHash } from '@enlace/proof/node'
import { protocolVersions } from '../store/protocol-versions.ts'
import { type LinkLane, openPartnerLink } from './partner-link.ts'
import type { Receiver } from './receive.ts'

const taken = async () => ({ status: 200 })
const receiver: Receiver = { addCheckpoint: taken, addBodies: taken, addBlob: taken, addEntries: taken, readCheckpoint: taken }

function laneOf(lane: 'routine' | 'flash', onStep: () => void): LinkLane {
  return {
    lane,
    mirrors: [{ origin: `in ${lane}`, receiver, read: taken, holds: async () => 0 }],
    owns: [
      {
        origin: `out ${lane}`,
        read: taken,
        recover: async () => false,
        sender: {
          step: async () => {
            onStep()
            return false
          },
          sent: () => 0,
          forget: () => undefined,
          meet: async () => undefined,
        },
      },
    ],
  }
}

test('what comes or goes by the flash lane has the right of way until it is through, and nothing else has', async () => {
  const told: string[] = []
  let through = Promise.withResolvers<void>()
  const hello = canonicalBytes({ protocols: [...protocolVersions] })
  const link = openPartnerLink({
    ...{ party: 'mx', partner: 'us', kinds: [], software: 'test', held: false, now: () => new Date() },
    ...{ ends: async () => [], onLanes: () => undefined, onSealed: () => undefined, onChange: () => undefined, onError: () => undefined },
    lanes: [laneOf('routine', () => told.push('sent routine')), laneOf('flash', () => told.push('sent flash'))],
    client: {
      request: async () => ({ status: 200, contentType: '', retryAfterMs: null, body: hello }),
      requestInOrder: () => [],
      close: async () => undefined,
    },
    rightOfWay: {
      claim: (who) => told.push(`claim ${who}`),
      done: (who) => {
        told.push(`done ${who}`)
        through.resolve()
      },
      giveWay: async () => undefined,
    },
  })
  await through.promise
  const fill = async (lane: string) => await link.answer('POST', `/x/v1/out/${originHash(`in ${lane}`)}/add-entries`, new Uint8Array(0))
  told.length = 0
  await fill('routine')
  assert.deepEqual(told, [])
  await fill('flash')
  assert.deepEqual(told.splice(0), ['claim in flash'])
  through = Promise.withResolvers<void>()
  link.poke('flash')
  await through.promise
  assert.deepEqual(told.splice(0), ['claim out flash', 'sent flash', 'done out flash'])
  await link.stop()
})
