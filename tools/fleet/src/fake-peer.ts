import { readFileSync } from 'node:fs'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { join } from 'node:path'
import { dataFolder, readConfig } from '@enlace/node'
import { type FakePartner, fakePartner } from '@enlace/node/test-partner'
import { loadSigner, type NoteSigner, originHash, type SignatureType, verifyCosignatures, vkeyOf } from '@enlace/proof/node'
import type { Fleet, FleetNode } from './start-fleet.ts'

export type PeerAnswer = { readonly status: number; readonly contentType: string; readonly text: string }

/** A party whose folder, keys, pairing and agreement are real and whose node is this test: it says to a real node whatever the test wants said. */
export type FakePeer = {
  readonly log: FakePartner
  /** The node's connection details for whoever speaks TLS by hand. */
  readonly tls: RequestOptions
  readonly path: (request: string) => string
  readonly request: (method: string, path: string, body?: Uint8Array) => Promise<PeerAnswer>
  readonly post: (request: 'add-checkpoint' | 'add-bodies' | 'add-blob' | 'add-entries', body: Uint8Array) => Promise<PeerAnswer>
  /** Sends all entries from `start` as an honest partner does; true when the answer is a receipt that verifies over everything. */
  readonly send: (start: number) => Promise<boolean>
  readonly isReceipt: (answer: PeerAnswer) => boolean
}

/** Speaks for `party` of a fleet in which its node does not run. `mldsa` lines are signed too, as by any node. */
export function fakePeer(fleet: Fleet, party: string, node: FleetNode): FakePeer {
  const own = dataFolder(join(fleet.root, party))
  const theirs = dataFolder(node.dataDir)
  const origin = `node.${party}.sig.example/out/${node.party}/1`
  const receiptName = `node.${node.party}.sig.example/in/${party}`
  const read = (name: string, type: SignatureType, file: string): NoteSigner => loadSigner(name, type, readFileSync(file, 'utf8'))
  const signers = [read(origin, 0x01, own.outboundKey(node.party, 'ed25519')), read(origin, 0x06, own.outboundKey(node.party, 'ml-dsa-44'))]
  const receiptKeys = [
    vkeyOf(read(receiptName, 0x04, theirs.receiptKey(party, 'ed25519'))),
    vkeyOf(read(receiptName, 0x06, theirs.receiptKey(party, 'ml-dsa-44'))),
  ]
  const log = fakePartner(origin, signers)
  const tls: RequestOptions = {
    host: '127.0.0.1',
    port: readConfig(node.dataDir, {}).exchange.port,
    key: readFileSync(own.transportKey),
    cert: readFileSync(own.transportCertificate),
    ca: readFileSync(theirs.transportCertificate),
    agent: false,
  }
  const path = (request: string): string => `/x/v1/out/${originHash(origin)}/${request}`
  const request: FakePeer['request'] = (method, target, body) => exchange({ ...tls, method, path: target }, body)
  const post: FakePeer['post'] = (name, body) => request('POST', path(name), body)
  const isReceipt = (answer: PeerAnswer): boolean => answer.status === 200 && verifyCosignatures(log.head(), answer.text, receiptKeys).ok
  return {
    log,
    tls,
    path,
    request,
    post,
    isReceipt,
    send: async (start) => {
      const offered = await post('add-checkpoint', log.addCheckpoint(start))
      const staged = await post('add-bodies', log.addBodies(start))
      const entered = await post('add-entries', log.addEntries(start))
      return offered.status === 200 && staged.status === 200 && isReceipt(entered)
    },
  }
}

const limitMs = 20_000

function exchange(options: RequestOptions, body: Uint8Array | undefined): Promise<PeerAnswer> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/octet-stream', 'content-length': body.length }
    const asked = httpsRequest({ ...options, headers, timeout: limitMs }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      )
    })
    asked.once('error', reject)
    asked.once('timeout', () => asked.destroy(new Error('no answer')))
    asked.end(body)
  })
}
