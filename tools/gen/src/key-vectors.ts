import { createHash } from 'node:crypto'
import { fromBase64 } from '@enlace/core'
import {
  formatVkey,
  type KeyStatement,
  keyStatementText,
  type NoteSigner,
  signKeyStatement,
  signTransportStatement,
  type TransportStatement,
  transportStatementText,
  vkeyOf,
} from '@enlace/proof/node'
import { steadySigner } from './seeded-signers.ts'

const root = [steadySigner('node.mx.sig.example/root', 0x01, 0x11), steadySigner('node.mx.sig.example/root', 0x06, 0x12)]
const name = 'node.mx.sig.example/out/us/1'
const old = [steadySigner(name, 0x01, 1), steadySigner(name, 0x06, 2)]
const fresh = [steadySigner(name, 0x01, 0x13), steadySigner(name, 0x06, 0x14)]
const thief = [steadySigner('node.mx.sig.example/root', 0x01, 0x15), steadySigner('node.mx.sig.example/root', 0x06, 0x16)]
const elsewhere = steadySigner('node.mx.sig.example/out/ca/1', 0x01, 0x17)
const at = Date.parse('2026-11-22T12:00:00.000Z')
const [day, seconds] = [86_400_000, at / 1000]
const add: KeyStatement & { what: 'add' } = {
  what: 'add',
  name,
  at,
  keys: fresh.map(vkeyOf),
  former: old.map(vkeyOf),
  until: at + 30 * day,
}
const revoke: KeyStatement & { what: 'revoke' } = {
  what: 'revoke',
  name,
  at,
  keys: [],
  former: old.map(vkeyOf),
  reason: 'compromised',
  cutoff: at - 3_600_000,
}

/** An Ed25519 certificate of node.mx.sig.example that signed itself, made once with OpenSSL: its bytes are what matters. */
const certificate = fromBase64(
  'MIIBUzCCAQWgAwIBAgIUKOdEQF39RnYg8VKwdownB1muQwEwBQYDK2VwMB4xHDAaBgNVBAMME25vZGUubXguc2lnLmV4YW1wbGUwIBcNMjYxMTIyMDgxMDUyWhgPMjEyNjEwMjkwODEwNTJaMB4xHDAaBgNVBAMME25vZGUubXguc2lnLmV4YW1wbGUwKjAFBgMrZXADIQADUnVgCbLTy40N+yWcjiQppI0TV84hzKAShv+jNuQPsKNTMFEwHQYDVR0OBBYEFOfHnN8FotrCC0/Knys4cJcq4vlwMB8GA1UdIwQYMBaAFOfHnN8FotrCC0/Knys4cJcq4vlwMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAsqwhvS+euQ6E1VrukASEtNc9QnKfKLfBVQf4aMiNnZY08PUzDg6IdVp9KeNx3iqKJnoR/oSMMHJjRHhaQZ/NDg==',
)!
const first = createHash('sha256').update('an earlier certificate').digest('hex')
const follows: TransportStatement & { what: 'add' } = {
  what: 'add',
  name: 'node.mx.sig.example/transport',
  at,
  certificates: [certificate],
  former: [first],
  until: at + 30 * day,
}
const stolen: TransportStatement & { what: 'revoke' } = {
  what: 'revoke',
  name: follows.name,
  at,
  certificates: [certificate],
  former: [first],
  reason: 'compromised',
  cutoff: at,
}

const stated = (statement: KeyStatement, by: readonly NoteSigner[]) => signKeyStatement(statement, by, seconds)
const carried = (statement: TransportStatement, by: readonly NoteSigner[]) => signTransportStatement(statement, by, seconds)
const vkeys = (list: readonly NoteSigner[]) => list.map((signer) => formatVkey(vkeyOf(signer)))
const known = { root: vkeys(root), current: vkeys(old) }

/** Statements about keys and transport certificates that are accepted, and those that are refused, each with the reason. */
export function keyVectors(): Readonly<Record<string, object>> {
  const accepted: readonly (readonly [string, string])[] = [
    [keyStatementText(add), stated(add, [...root, ...old])],
    [keyStatementText(add), stated(add, [...root, ...old.slice(0, 1)])],
    [keyStatementText({ ...add, until: at + day }), stated({ ...add, until: at + day }, [...root, ...old.slice(1)])],
    [keyStatementText(revoke), stated(revoke, root)],
    [keyStatementText({ ...revoke, keys: fresh.map(vkeyOf) }), stated({ ...revoke, keys: fresh.map(vkeyOf) }, root)],
  ]
  const whole = stated(add, [...root, ...old])
  const refused: readonly (readonly [string, string])[] = [
    ['root_signature_missing', stated(add, [...root.slice(0, 1), ...old])],
    ['root_signature_missing', stated(add, [...root.slice(1), ...old])],
    ['root_signature_missing', stated(add, [...thief, ...old])],
    ['root_signature_missing', stated(revoke, old)],
    ['root_signature_missing', whole.replace('2026-12-22', '2026-12-23')],
    ['former_signature_missing', stated(add, root)],
    ['former_signature_missing', stated(add, [...root, ...fresh])],
    ['key_refused', stated({ ...add, keys: old.map(vkeyOf) }, [...root, ...old])],
    ['key_refused', stated({ ...revoke, former: [] }, root)],
    ['key_refused', stated({ ...revoke, former: [vkeyOf(elsewhere)] }, root)],
    ['key_statement_malformed', stated({ ...add, until: at + day - 1 }, [...root, ...old])],
    ['key_statement_malformed', stated({ ...add, keys: [] }, [...root, ...old])],
    ['key_statement_malformed', stated({ ...revoke, cutoff: at + 1 }, root)],
    ['key_statement_malformed', whole.replace('"v":1', '"v": 1')],
    ['key_statement_malformed', whole.replace('"v":1', '"v":2')],
    ['key_refused', carried(follows, root)],
  ]
  const turned: readonly (readonly [string, string])[] = [
    ['root_signature_missing', carried(follows, root.slice(0, 1))],
    ['root_signature_missing', carried(follows, thief)],
    ['key_statement_malformed', carried({ ...follows, until: at + day - 1 }, root)],
    ['key_statement_malformed', carried({ ...follows, former: [] }, root)],
    ['key_statement_malformed', carried({ ...follows, former: [first.toUpperCase()] }, root)],
    ['key_statement_malformed', carried({ ...follows, certificates: [] }, root)],
    ['key_statement_malformed', carried({ ...stolen, cutoff: at + 1 }, root)],
    ['key_statement_malformed', stated(revoke, root)],
  ]
  return {
    'valid/key-statement.json': { ...known, statements: accepted.map(([text, note]) => ({ text, note })) },
    'invalid/key-statement.json': { ...known, statements: refused.map(([reason, note]) => ({ reason, note })) },
    'valid/transport-statement.json': {
      root: known.root,
      statements: [follows, stolen].map((one) => ({ text: transportStatementText(one), note: carried(one, root) })),
    },
    'invalid/transport-statement.json': { root: known.root, statements: turned.map(([reason, note]) => ({ reason, note })) },
  }
}
