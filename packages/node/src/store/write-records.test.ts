import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RecordDraft } from './record-draft.ts'
import { type Judged, judgeBatch, judgeVersion, type Keyed, type KnownVersion } from './write-records.ts'

const now = new Date('2026-11-21T10:00:00Z')
const context = { now, ownParty: 'mx' }
const bytes = (text: string) => new TextEncoder().encode(text)

function keyed(over: Partial<RecordDraft> = {}, content = 'a'): Keyed {
  const draft: RecordDraft = {
    id: 'incident--1',
    objectBytes: bytes(content),
    object: {},
    envelopeBytes: bytes('{}'),
    envelope: {},
    kind: 'mirror-alert',
    agency: 'sspc',
    fromParty: 'mx',
    modified: new Date('2026-01-02T00:00:00Z'),
    tlp: 'amber',
    retention: 'alert',
    personal: true,
    revoked: false,
    words: [],
    identifiers: [],
    references: [],
    flags: [],
    ...over,
  }
  return { draft, rid: bytes(draft.id), digest: bytes(content) }
}

function known(over: Partial<KnownVersion> = {}, content = 'a'): KnownVersion {
  const modified = new Date('2026-01-02T00:00:00Z')
  return {
    rid: bytes('incident--1'),
    digest: bytes(content),
    modified,
    seq: 5,
    fromParty: 'mx',
    agency: 'sspc',
    latest: true,
    erased: false,
    ...over,
  }
}

const older = new Date('2026-01-01T00:00:00Z')
const fresh = (latest: boolean, flags: string[] = []): Judged => ({
  outcome: 'new',
  latest,
  flags,
  modified: new Date('2026-01-02T00:00:00Z'),
})

const cases: readonly [string, Keyed, readonly KnownVersion[], Judged][] = [
  ['nothing known: it is new', keyed(), [], fresh(true)],
  ['the same bytes change nothing', keyed(), [known()], { outcome: 'unchanged', seq: 5, modified: known().modified }],
  ['an older version is replaced as the latest', keyed(), [known({ modified: older }, 'b')], fresh(true)],
  ['a newer version stays the latest', keyed(), [known({ modified: now }, 'b')], fresh(false)],
  ['other bytes under the same version are kept and flagged', keyed(), [known({}, 'b')], fresh(false, ['same_version_other_bytes'])],
  ['what was erased does not come back', keyed(), [known({ erased: true })], { outcome: 'erased' }],
  ["another agency's record is not ours to version", keyed(), [known({ agency: 'uif' })], { outcome: 'conflict' }],
  ["a partner's record is not ours to version", keyed(), [known({ fromParty: 'us' })], { outcome: 'conflict' }],
  ['a partner under an id of ours stands beside it, flagged', keyed({ fromParty: 'us' }), [known()], fresh(true, ['id_of_another_owner'])],
]

for (const [name, draft, versions, expected] of cases) {
  test(name, () => assert.deepEqual(judgeVersion(draft, versions, context), expected))
}

test('two agencies may hold the same observable, which is named after its content', () => {
  const observable = keyed({ modified: undefined })
  assert.deepEqual(judgeVersion(observable, [known({ agency: 'uif' })], context), {
    outcome: 'new',
    latest: true,
    flags: [],
    modified: now,
  })
  assert.equal(judgeVersion(observable, [known()], context).outcome, 'unchanged')
})

test('within one batch a repeated record counts once and only its newest version is the latest', () => {
  const first = keyed()
  const second = keyed({ modified: now }, 'b')
  const judged = judgeBatch([first, first, second], new Map(), context)
  assert.deepEqual(
    judged.map((verdict) => [verdict.outcome, verdict.outcome === 'new' && verdict.latest]),
    [
      ['new', false],
      ['unchanged', false],
      ['new', true],
    ],
  )
})
