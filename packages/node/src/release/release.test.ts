import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '@enlace/core'
import type { Actor, Agreement } from '@enlace/policy'
import { type Body, generateSigner, isSealedLeaf, type Leaf, parseLeaf, vkeyOf } from '@enlace/proof/node'
import { kinds, markingOfLabel, personalFieldsIn, removedFieldsOf, tearLinesExtension, tornFieldsOf } from '@enlace/records'
import { createErase } from '../intake/erase-record.ts'
import { createSubmit } from '../intake/submit-records.ts'
import { openBody } from '../store/bodies.ts'
import { findTokensInText } from '../store/find-tokens.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { freezeLog, openLog, readBodies, readEntries, readLog } from '../store/logs.ts'
import { openReleaseSigner, verifyRelease } from '../store/release-signature.ts'
import type { StepName } from '../store/steps.ts'
import { testStore } from '../store/test-store.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import type { ReleasePartner } from './judged.ts'
import { createRelease } from './release.ts'

const agreement = demoAgreement()
const at = new Date('2026-11-21T12:00:00.000Z')
const officer: Actor = { party: 'mx', agency: 'sspc', role: 'releasing-officer', user: 'ana' }
const alert = kinds.get('mirror-alert')!
const alertExtension = alert.extension!
const releaseSigner = generateSigner('node.mx.sig.example/release/sspc', 0x01).signer

/** The node mx with intake, release and erasure; partner us unless a test names others. */
async function node(options: { readonly agreement?: Agreement | undefined; readonly now?: Date; readonly joined?: true } = {}) {
  // Of the partner's agencies, one for records that a test writes in its name.
  const store = await testStore('mx', 'us', ['sspc', 'uif', 'doj'])
  const { sql, writer, keystore, searchKey, journal, out } = store
  const hooks: { onStep?: (name: StepName) => void } = {}
  const damage: number[] = []
  const terms = 'agreement' in options ? options.agreement : agreement
  const partners: ReleasePartner[] = [{ party: 'us', agreement: terms, outLogId: out.logId, seen: () => 7 }]
  const releaseBy = (by: LogWriter) =>
    createRelease({
      sql,
      writer: by,
      keystore,
      journalId: journal.logId,
      party: 'mx',
      classification: 'demo-unclassified',
      partners: () => partners,
      now: () => options.now ?? at,
      pass: (name) => hooks.onStep?.(name),
      onDamage: (seq) => damage.push(seq),
      signRelease: openReleaseSigner(new Map([['sspc', [releaseSigner]]])),
    })
  const release = releaseBy(writer)
  await release.begin()
  const submitAs = (party: string) =>
    createSubmit({
      writer,
      journal,
      searchKey,
      party,
      envelopeDefaults: () => ({}),
      now: () => at,
      pass: () => undefined,
      maxItemBytes: 1_000_000,
      alongside: party === 'mx' && options.joined ? release.join : undefined,
    })
  const handed = (kind: string, name: string, change: Parameters<typeof exampleRecord>[2] = {}) => {
    const home = { author_agency: 'sspc', marking: { scheme: 'mx-reservada', value: 'Reservada' }, ...change.envelope }
    const { object, envelope, items } = exampleRecord(kind, name, { ...change, envelope: home })
    const given = Object.fromEntries(Object.entries(envelope).filter(([, value]) => value !== undefined)) as JsonObject
    return { objectBytes: items[0]!, object, envelope: given, agency: String(given.author_agency) }
  }
  const writeAs = async (party: string, ...record: Parameters<typeof handed>) => {
    const given = handed(...record)
    const outcome = await submitAs(party).submit(given)
    assert.ok(outcome.ok, outcome.ok ? '' : JSON.stringify(outcome.fault.problems))
    return { id: String(given.object.id), seq: outcome.value.position.seq, bytes: given.objectBytes }
  }
  const write = (...record: Parameters<typeof handed>) => writeAs('mx', ...record)
  const entriesOf = async (logId: number) => {
    const log = await readLog(sql, logId)
    const [entries, bodies] = await Promise.all([readEntries(sql, logId, 0, log.size), readBodies(sql, logId, 0, log.size)])
    const bodyOf = new Map(bodies.map((body) => [body.seq, openBody(keystore, log.origin, body)]))
    return entries.map((entry) => {
      const leaf = parseLeaf(entry.leaf)
      assert.ok(leaf.ok)
      return { leaf: leaf.value, body: bodyOf.get(entry.seq) }
    })
  }
  const bodyOf = (entry: { readonly body: Body | string | undefined } | undefined): Body => {
    assert.ok(entry !== undefined && typeof entry.body === 'object')
    return entry.body
  }
  return {
    store,
    release,
    releaseBy,
    hooks,
    damage,
    partners,
    handed,
    submitMany: submitAs('mx').submitMany,
    write,
    writeAs,
    bodyOf,
    settle: async () => {
      while (await release.step('us'));
    },
    sent: () => entriesOf(out.logId),
    journaled: async (): Promise<Leaf[]> => (await entriesOf(journal.logId)).map((entry) => entry.leaf),
    documents: async () =>
      (await entriesOf(journal.logId))
        .filter(({ leaf }) => leaf.t === 'decision')
        .flatMap((entry) => bodyOf(entry).items.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as JsonObject)),
    decisions: async () =>
      (
        await sql<{ version: number; outcome: string; reason: string | null; outSeq: number | null; partner: string }[]>`
        select version_seq as version, outcome, reason, out_seq as "outSeq", partner from decision order by decision_id`
      ).map((row) => ({ ...row })),
    tasks: async () =>
      (
        await sql<
          { id: number; closed: boolean }[]
        >`select task_id as id, closed_by is not null as closed from release_task order by task_id`
      ).map((row) => ({
        ...row,
      })),
    erase: createErase({ sql, writer, keystore, searchKey, journalId: journal.logId, now: () => at }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

const withheld: readonly (readonly [string, string, Parameters<typeof node>[0], Parameters<typeof exampleRecord>[2]])[] = [
  ['there is no agreement', 'no_agreement', { agreement: undefined }, {}],
  ['the agreement ended the day before', 'agreement_ended', { now: new Date('2031-01-01T00:00:00.000Z') }, {}],
  ['the agreement begins the day after', 'agreement_not_started', { now: new Date('2024-12-31T23:59:59.999Z') }, {}],
  ['the agreement is with others', 'no_agreement', { agreement: { ...agreement, parties: ['mx', 'ca'] } }, {}],
  [
    'no rule covers the kind',
    'kind_not_covered',
    { agreement: { ...agreement, rules: agreement.rules.filter((rule) => !rule.kinds.includes('mirror-alert')) } },
    {},
  ],
  [
    'the rule lets only the partner’s out',
    'direction_not_covered',
    { agreement: { ...agreement, rules: agreement.rules.filter((rule) => rule.from === 'us') } },
    {},
  ],
  ['there is no legal basis', 'no_legal_basis', {}, { envelope: { legal_basis: null } }],
  ['there is no permitted use', 'no_permitted_use', {}, { envelope: { permitted_use: [] } }],
  ['it is addressed to nobody', 'home_only', {}, { envelope: { to: [] } }],
  ['it is addressed to somebody else', 'addressed_elsewhere', {}, { envelope: { to: [{ party: 'ca' }] } }],
  ['it was never sent and is already recalled', 'revoked', {}, { object: { revoked: true } }],
]
for (const [name, reason, options, change] of withheld) {
  test(`nothing leaves when ${name}, and the decision stands in the journal`, async () => {
    await using mx = await node(options)
    const { seq } = await mx.write('mirror-alert', name, change)
    await mx.settle()
    assert.deepEqual(await mx.sent(), [])
    assert.deepEqual(await mx.decisions(), [{ version: seq, outcome: 'withhold', reason, outSeq: null, partner: 'us' }])
    assert.deepEqual(
      (await mx.journaled()).map((leaf) => leaf.t),
      ['record', 'decision'],
    )
    assert.deepEqual(await mx.tasks(), [])
  })
}

test('what cannot wait goes by the flash log, to a partner that keeps one; a frozen log of either lane holds release up', async () => {
  await using mx = await node()
  const { sql } = mx.store
  const origin = 'node.mx.sig.example/out/us/flash/1'
  const flash = await openLog(sql, { origin, role: 'out', partner: 'us', epoch: 1, lane: 'flash' })
  const sizes = async () => [(await readLog(sql, mx.store.out.logId)).size, (await readLog(sql, flash.logId)).size]
  const urgent = { extension: { urgency: 'flash' } }
  await mx.write('mirror-alert', 'before the partner knows the lane', urgent)
  await mx.settle()
  assert.deepEqual(await sizes(), [1, 0])
  mx.partners[0] = { ...mx.partners[0]!, flashLogId: flash.logId }
  await mx.write('mirror-alert', 'can wait', { extension: { urgency: 'priority' } })
  await mx.write('mirror-alert', 'cannot wait', urgent)
  await mx.settle()
  assert.deepEqual(await sizes(), [2, 1])
  assert.deepEqual(
    (await mx.decisions()).map(({ outSeq }) => outSeq),
    [0, 1, 0],
  )
  await freezeLog(sql, mx.store.out.logId, 'damaged_entry', '{}', at)
  await mx.write('mirror-alert', 'behind a frozen log', urgent)
  await mx.settle()
  assert.deepEqual(await sizes(), [2, 1])
})

test('what a rule releases leaves byte for byte, with the decision committed beside it', async () => {
  await using mx = await node()
  const { bytes } = await mx.write('mirror-alert', 'out')
  await mx.settle()
  const [entry] = await mx.sent()
  const body = mx.bodyOf(entry)
  assert.deepEqual(Buffer.from(body.items[0]!.bytes), Buffer.from(bytes))
  assert.deepEqual([entry?.leaf.t, entry?.leaf.seen, entry?.leaf.n, body.releaseSignature.length], ['offer', 7, 2, 0])
  const release = JSON.parse(Buffer.from(body.release!.bytes).toString()) as JsonObject
  assert.deepEqual(
    [release.agreement, release.to, release.by, release.removed],
    ['demo-mx-us/1', { agency: 'dhs', party: 'us' }, { agency: 'sspc', mode: 'standing' }, []],
  )
})

test('a struck field is nowhere in the bytes that leave, and its name is told', async () => {
  const rules = agreement.rules.map((rule) => ({ ...rule, strike: ['reply_to', 'safety_notes'] }))
  await using mx = await node({ agreement: { ...agreement, rules } })
  const tokens = ['token-of-the-desk', 'token-of-the-notes']
  const { bytes } = await mx.write('mirror-alert', 'struck', { extension: { reply_to: tokens[0]!, safety_notes: tokens[1]! } })
  assert.deepEqual(findTokensInText(Buffer.from(bytes).toString(), tokens).toSorted(), tokens)
  await mx.settle()
  const [entry] = await mx.sent()
  const body = mx.bodyOf(entry)
  const leaving = Buffer.concat([...body.items.map((item) => item.bytes), body.release!.bytes, body.releaseSignature]).toString()
  assert.deepEqual(findTokensInText(leaving, tokens), [])
  assert.deepEqual((JSON.parse(Buffer.from(body.release!.bytes).toString()) as JsonObject).removed, ['reply_to', 'safety_notes'])
  assert.ok(Buffer.from(body.items[0]!.bytes).toString().includes('"removed_fields":["reply_to","safety_notes"]'))
})

test('a field marked above the partner’s ceiling is nowhere in what leaves, nor is its translation; a tear-line takes its place', async () => {
  await using mx = await node()
  const red = markingOfLabel('red')
  const line = { selector: 'description', text: 'What may be known.', tlp: 'amber' as const }
  const granular_markings = [{ marking_ref: red, selectors: ['description', `extensions.${alertExtension}.safety_notes`] }]
  const { id } = await mx.write('mirror-alert', 'marked', {
    object: {
      description: 'token-of-the-text',
      granular_markings,
      extensions: {
        [alertExtension]: {
          ...((alert.example.extensions as JsonObject)[alertExtension] as JsonObject),
          safety_notes: 'token-of-the-notes',
        },
        [tearLinesExtension]: { extension_type: 'property-extension', tear_lines: [line] },
      },
    },
  })
  await mx.write('language-content', 'translation', {
    object: { object_ref: id, contents: { es: { name: 'Título', description: 'token-of-the-words' } } },
  })
  await mx.settle()
  const [entry] = await mx.sent()
  const body = mx.bodyOf(entry)
  const leaving = Buffer.concat([
    ...body.items.map((item) => item.bytes),
    body.release!.bytes,
    Buffer.from(JSON.stringify(entry?.leaf)),
  ]).toString()
  assert.deepEqual(findTokensInText(leaving, ['token-of-the-text', 'token-of-the-notes', red]), [])
  const copy = JSON.parse(Buffer.from(body.items[0]!.bytes).toString()) as JsonObject
  assert.deepEqual([copy.description, tornFieldsOf(copy), removedFieldsOf(copy)], [line.text, ['description'], ['safety_notes']])
  assert.deepEqual((JSON.parse(Buffer.from(body.release!.bytes).toString()) as JsonObject).tear_lines, ['description'])
  const [task] = await mx.tasks()
  const preview = await mx.release.previewTask(task!.id)
  assert.ok(Buffer.from(preview.object).toString().includes('Título'))
  assert.deepEqual(findTokensInText(Buffer.from(preview.object).toString(), ['token-of-the-words']), [])
  assert.deepEqual(
    preview.parts.map(({ selector }) => selector),
    ['contents.es.description', `contents.es.extensions.${alertExtension}.safety_notes`],
  )
})

test('to whom else a record goes is not told', async () => {
  await using mx = await node()
  await mx.write('mirror-alert', 'many', {
    envelope: {
      to: [
        { party: 'us', agency: 'dhs' },
        { party: 'ca', agency: 'secret-partner' },
      ],
    },
  })
  await mx.settle()
  const body = mx.bodyOf((await mx.sent())[0])
  assert.ok(!Buffer.from(body.items[1]!.bytes).toString().includes('secret-partner'))
  assert.deepEqual((JSON.parse(Buffer.from(body.items[1]!.bytes).toString()) as JsonObject).to, [{ party: 'us', agency: 'dhs' }])
})

test('what is said of a partner’s record goes to the agency that wrote it, joined or not, by rule or by an officer', async () => {
  for (const options of [{}, { joined: true as const }]) {
    await using mx = await node(options)
    const theirs = await mx.writeAs('us', 'case', 'theirs', { envelope: { author_agency: 'doj' } })
    const of = { object: { object_refs: [theirs.id] } }
    await mx.write('response', 'answers it', of)
    await mx.write('procedural-step', 'said of it', of)
    await mx.write('procedural-step', 'said of it to another', { ...of, envelope: { to: [{ party: 'us', agency: 'dhs' }] } })
    await mx.settle()
    for (const { id } of await mx.tasks())
      await mx.release.decideTask({ taskId: id, outcome: 'release', without: [], reason: 'FICTIONAL', actor: officer })
    const read = (bytes: Uint8Array | undefined) => JSON.parse(Buffer.from(bytes ?? []).toString()) as JsonObject
    assert.deepEqual(
      (await mx.sent()).map((entry) => [read(mx.bodyOf(entry).items[1]?.bytes).to, read(mx.bodyOf(entry).release?.bytes).to]),
      [
        [[{ party: 'us', agency: 'doj' }], { party: 'us', agency: 'doj' }],
        [[{ party: 'us', agency: 'doj' }], { party: 'us', agency: 'doj' }],
        [[{ party: 'us', agency: 'dhs' }], { party: 'us', agency: 'dhs' }],
      ],
    )
  }
})

test('what a rule only lets out by decision waits for the officer, who may strike more', async () => {
  await using mx = await node()
  const tokens = ['token-of-a-hiding-place', 'FICT/2026/1', 'CSQU3054383']
  const { seq } = await mx.write('seizure', 'asked', { extension: { concealment: tokens[0]! } })
  await mx.settle()
  assert.deepEqual(await mx.sent(), [])
  const [task] = await mx.tasks()
  assert.ok(task)
  const preview = await mx.release.previewTask(task.id)
  assert.ok(preview.removed.includes('case_references') && preview.removed.includes('identifiers'))
  assert.deepEqual(findTokensInText(Buffer.from(preview.object).toString(), tokens), tokens.slice(0, 1))
  const without = [...preview.removed, 'concealment']
  const chosen = await mx.release.previewTask(task.id, without)
  const { seq: decided } = await mx.release.decideTask({
    taskId: task.id,
    outcome: 'release',
    without,
    reason: 'Needed today',
    actor: officer,
  })
  const [entry] = await mx.sent()
  const body = mx.bodyOf(entry)
  assert.deepEqual(Buffer.from(body.items[0]!.bytes), Buffer.from(chosen.object))
  assert.deepEqual(findTokensInText(Buffer.concat(body.items.map((item) => item.bytes)).toString(), tokens), [])
  const place = { origin: mx.store.out.origin, seq: 0, c: entry!.leaf.c!, rel: entry!.leaf.rel! }
  assert.ok(verifyRelease(body.releaseSignature, place, [vkeyOf(releaseSigner)]))
  assert.ok(!verifyRelease(body.releaseSignature, { ...place, seq: 1 }, [vkeyOf(releaseSigner)]))
  // The partner sees that an officer decided, never who.
  assert.ok(!Buffer.from(body.release!.bytes).toString().includes('ana'))
  assert.deepEqual(
    (await mx.decisions()).map((row) => [row.version, row.outcome, row.outSeq]),
    [
      [seq, 'ask', null],
      [seq, 'release', 0],
    ],
  )
  assert.deepEqual([(await mx.tasks())[0]?.closed, (await mx.journaled())[decided]?.t], [true, 'decision'])
})

test('an officer who denies lets nothing out, for good', async () => {
  await using mx = await node()
  await mx.write('seizure', 'denied')
  await mx.settle()
  const [task] = await mx.tasks()
  await mx.release.decideTask({ taskId: task!.id, outcome: 'deny', without: [], reason: 'Not now', actor: officer })
  await mx.settle()
  assert.deepEqual(await mx.sent(), [])
  await assert.rejects(
    mx.release.decideTask({
      taskId: task!.id,
      outcome: 'release',
      without: ['case_references', 'identifiers'],
      reason: 'Yet',
      actor: officer,
    }),
    {
      code: 'release_already_decided',
    },
  )
  assert.deepEqual(await mx.sent(), [])
})

/** What the rules strike from the example of a seizure: an officer must strike at least that. */
const struck = (() => {
  const kind = kinds.get('seizure')!
  return [...new Set(['case_references', ...personalFieldsIn(kind, kind.example).map((placed) => placed.name)])].sort()
})()
const refusals: readonly (readonly [string, Partial<Parameters<Awaited<ReturnType<typeof node>>['release']['decideTask']>[0]>, string])[] =
  [
    ['restores a struck field', { without: struck.slice(1) }, 'body_invalid'],
    ['strikes what is not there', { without: [...struck, 'plaec'] }, 'body_invalid'],
    ['gives no reason', { reason: '  ' }, 'body_invalid'],
    ['strikes what the record cannot be without', { without: [...struck, 'seized_at'] }, 'body_invalid'],
    ['is of another agency', { actor: { ...officer, agency: 'uif' } }, 'not_permitted'],
    ['is an analyst', { actor: { ...officer, role: 'analyst' } }, 'not_permitted'],
    ['is an administrator', { actor: { ...officer, role: 'administrator' } }, 'not_permitted'],
    ['names another task', { taskId: 999 }, 'release_task_unknown'],
  ]
test('an officer is refused, and nothing leaves, when it', async (t) => {
  await using mx = await node()
  await mx.write('seizure', 'refused')
  await mx.settle()
  const [task] = await mx.tasks()
  for (const [name, change, code] of refusals) {
    await t.test(name, async () => {
      const request = { taskId: task!.id, outcome: 'release' as const, without: struck, reason: 'Needed', actor: officer, ...change }
      await assert.rejects(mx.release.decideTask(request), { code })
      assert.deepEqual(await mx.sent(), [])
    })
  }
  assert.equal((await mx.tasks())[0]?.closed, false)
})

test('of two officers who decide at once one is heard, and one copy leaves', async () => {
  await using mx = await node()
  await mx.write('seizure', 'race')
  await mx.settle()
  const [task] = await mx.tasks()
  const request = { taskId: task!.id, outcome: 'release' as const, without: struck, reason: 'Needed', actor: officer }
  const outcomes = await Promise.allSettled([mx.release.decideTask(request), mx.release.decideTask({ ...request, outcome: 'deny' })])
  assert.deepEqual(outcomes.map((outcome) => outcome.status).toSorted(), ['fulfilled', 'rejected'])
  assert.equal((await mx.decisions()).length, 2)
  assert.equal((await mx.journaled()).filter((leaf) => leaf.t === 'decision').length, 2)
})

test('a newer version follows as an update and a recall as a recall, also inside one batch', async () => {
  await using mx = await node()
  await mx.write('mirror-alert', 'life')
  await mx.write('mirror-alert', 'life', { object: { modified: '2026-02-01T00:00:00.000Z' } })
  await mx.write('mirror-alert', 'life', { object: { modified: '2026-03-01T00:00:00.000Z', revoked: true } })
  await mx.settle()
  await mx.write('mirror-alert', 'life', { object: { modified: '2026-04-01T00:00:00.000Z', revoked: true } })
  await mx.settle()
  assert.deepEqual(
    (await mx.sent()).map((entry) => entry.leaf.t),
    ['offer', 'update', 'recall', 'recall'],
  )
})

test('an older version does not leave after its author recalled it, though its task still waits', async () => {
  await using mx = await node()
  await mx.write('seizure', 'recalled')
  await mx.settle()
  await mx.write('seizure', 'recalled', { object: { modified: '2026-05-01T00:00:00.000Z', revoked: true } })
  await mx.settle()
  const [task] = await mx.tasks()
  const request = { taskId: task!.id, outcome: 'release' as const, without: struck, reason: 'Needed', actor: officer }
  await assert.rejects(mx.release.previewTask(task!.id), { code: 'body_invalid' })
  await assert.rejects(mx.release.decideTask(request), { code: 'body_invalid' })
  assert.deepEqual(await mx.sent(), [])
  await mx.release.decideTask({ ...request, outcome: 'deny' })
  assert.equal((await mx.tasks())[0]?.closed, true)
})

for (const step of ['release.written', 'release.committed'] as const) {
  test(`a kill at ${step} leaves decision, copy and cursor together, and repeats nothing`, async () => {
    await using mx = await node()
    for (let i = 0; i < 3; i++) await mx.write('mirror-alert', `kill ${i}`)
    mx.hooks.onStep = (name) => {
      if (name === step) throw new Error('killed here')
    }
    await assert.rejects(mx.release.step('us'), /killed here/)
    const count = step === 'release.written' ? 0 : 3
    assert.deepEqual([(await mx.sent()).length, (await mx.decisions()).length], [count, count])
    delete mx.hooks.onStep
    await mx.settle()
    assert.deepEqual([(await mx.sent()).length, (await mx.decisions()).length], [3, 3])
    assert.equal((await mx.journaled()).filter((leaf) => leaf.t === 'decision').length, 1)
  })
}

test('joined to intake, what leaves by a standing rule is decided in the commit of the record, and the cursor goes with it', async () => {
  await using mx = await node({ joined: true })
  const alert = await mx.write('mirror-alert', 'at once')
  await mx.write('seizure', 'asks')
  const recall = { object: { modified: '2026-05-01T00:00:00.000Z', revoked: true } }
  await mx.write('mirror-alert', 'at once', recall)
  assert.deepEqual(
    (await mx.sent()).map((entry) => entry.leaf.t),
    ['offer', 'recall'],
  )
  assert.deepEqual(Buffer.from(mx.bodyOf((await mx.sent())[0]).items[0]?.bytes ?? []), Buffer.from(alert.bytes))
  assert.deepEqual(
    (await mx.decisions()).map((row) => row.outcome),
    ['release', 'ask', 'release'],
  )
  assert.equal(await mx.release.step('us'), false)
  assert.equal((await mx.decisions()).length, 3)
})

test('a translation that comes in one batch with what it translates is decided with the marks of that', async () => {
  await using mx = await node({ joined: true })
  const granular_markings = [{ marking_ref: markingOfLabel('red'), selectors: ['description'] }]
  const source = mx.handed('mirror-alert', 'marked', { object: { description: 'not for all', granular_markings } })
  const contents = { es: { name: 'Título', description: 'no para todos' } }
  const translation = mx.handed('language-content', 'translation', { object: { object_ref: String(source.object.id), contents } })
  const outcomes = await mx.submitMany([source, translation])
  assert.ok(outcomes.every(({ ok }) => ok))
  assert.deepEqual(
    (await mx.documents()).map(({ marked }) => marked),
    [['description'], ['contents.es.description']],
  )
})

test('a kill while the release joins leaves neither record nor decision', async () => {
  await using mx = await node({ joined: true })
  mx.hooks.onStep = () => {
    throw new Error('killed here')
  }
  await assert.rejects(mx.write('mirror-alert', 'killed'), /killed here/)
  delete mx.hooks.onStep
  assert.deepEqual([(await mx.sent()).length, (await mx.decisions()).length, (await mx.journaled()).length], [0, 0, 0])
})

test('while a partner’s log is frozen records are taken without it; once it takes entries again they go before what is newer', async () => {
  await using mx = await node({ joined: true })
  const { sql, out } = mx.store
  await freezeLog(sql, out.logId, 'drill', '{}', at)
  const first = await mx.write('mirror-alert', 'first')
  assert.deepEqual([(await mx.sent()).length, (await mx.decisions()).length], [0, 0])
  await sql`update log set frozen = null where log_id = ${out.logId}`
  const second = await mx.write('mirror-alert', 'second')
  assert.equal((await mx.sent()).length, 0)
  await mx.settle()
  assert.deepEqual(
    (await mx.decisions()).map((row) => row.version),
    [first.seq, second.seq],
  )
  const third = await mx.write('mirror-alert', 'third')
  assert.equal((await mx.decisions()).at(-1)?.version, third.seq)
})

test('two that release at once release each record once', async () => {
  await using mx = await node()
  for (let i = 0; i < 5; i++) await mx.write('seizure', `twice ${i}`)
  const outcomes = await Promise.allSettled([mx.release.step('us'), mx.release.step('us')])
  assert.ok(outcomes.some((outcome) => outcome.status === 'fulfilled'))
  assert.deepEqual([(await mx.decisions()).length, (await mx.tasks()).length], [5, 5])
})

test('what is erased before its turn does not leave', async () => {
  await using mx = await node()
  const { id } = await mx.write('mirror-alert', 'gone before')
  await mx.erase({ id, reason: 'order', agency: 'sspc', user: 'ana' })
  await mx.settle()
  assert.deepEqual([await mx.sent(), await mx.decisions(), mx.damage], [[], [], []])
})

test('what is erased after it was read for its turn does not leave either, and those beside it do', async () => {
  await using mx = await node()
  const gone = await mx.write('mirror-alert', 'gone meanwhile')
  const stays = await mx.write('mirror-alert', 'stays')
  const writer: LogWriter = {
    ...mx.store.writer,
    transact: async (work) => {
      await mx.erase({ id: gone.id, reason: 'order', agency: 'sspc', user: 'ana' })
      return await mx.store.writer.transact(work)
    },
  }
  await mx.releaseBy(writer).step('us')
  assert.deepEqual(
    (await mx.decisions()).map((row) => [row.version, row.outcome]),
    [[stays.seq, 'release']],
  )
  assert.deepEqual([(await mx.sent()).length, mx.damage], [1, []])
})

test('a task whose record was erased lets nothing out', async () => {
  await using mx = await node()
  const { id } = await mx.write('seizure', 'erased')
  await mx.settle()
  const [task] = await mx.tasks()
  await mx.erase({ id, reason: 'order', agency: 'sspc', user: 'ana' })
  await assert.rejects(mx.release.previewTask(task!.id), { code: 'record_erased' })
  await assert.rejects(mx.release.decideTask({ taskId: task!.id, outcome: 'release', without: struck, reason: 'x', actor: officer }), {
    code: 'record_erased',
  })
  assert.deepEqual(await mx.sent(), [])
})

test('a record that can no longer be unsealed is passed over, and a person is told', async () => {
  await using mx = await node()
  const { seq } = await mx.write('mirror-alert', 'damaged')
  await mx.write('mirror-alert', 'whole')
  await mx.store
    .sql`update body set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where log_id = ${mx.store.journal.logId} and seq = ${seq}`
  await mx.settle()
  assert.deepEqual([mx.damage, (await mx.sent()).length], [[seq], 1])
})

test('a partner whose log is frozen waits, and holds up nobody else', async () => {
  await using mx = await node()
  const { sql } = mx.store
  const ca = await openLog(sql, { origin: 'node.mx.sig.example/out/ca/1', role: 'out', partner: 'ca', epoch: 1 })
  mx.partners.push({ party: 'ca', agreement: { ...agreement, parties: ['mx', 'ca'] }, outLogId: ca.logId, seen: () => 0 })
  await mx.release.begin()
  await freezeLog(sql, ca.logId, 'damaged_entry', '{}', at)
  await mx.write('mirror-alert', 'one')
  assert.equal(await mx.release.step('ca'), false)
  await mx.settle()
  assert.equal((await mx.sent()).length, 1)
  // When people have opened the log again, what waited goes out.
  await sql`update log set frozen = null where log_id = ${ca.logId}`
  await mx.release.step('ca')
  assert.deepEqual(
    (await mx.decisions()).map((row) => [row.partner, row.outcome]),
    [
      ['us', 'release'],
      ['ca', 'release'],
    ],
  )
})

test('what was written before a partner was paired does not flow to it by itself', async () => {
  await using mx = await node()
  const { sql } = mx.store
  await mx.write('mirror-alert', 'before')
  const ca = await openLog(sql, { origin: 'node.mx.sig.example/out/ca/1', role: 'out', partner: 'ca', epoch: 1 })
  mx.partners.push({ party: 'ca', agreement: { ...agreement, parties: ['mx', 'ca'] }, outLogId: ca.logId, seen: () => 0 })
  await mx.release.begin()
  await mx.release.begin()
  await mx.write('mirror-alert', 'after')
  await mx.release.step('ca')
  assert.equal((await readLog(sql, ca.logId)).size, 1)
  await mx.settle()
  assert.equal((await mx.sent()).length, 2)
})

test('a long backlog is decided in batches, each record once', async () => {
  await using mx = await node()
  for (let i = 0; i < 300; i += 50) await Promise.all(Array.from({ length: 50 }, (_, j) => mx.write('response', `many ${i + j}`)))
  assert.deepEqual([await mx.release.step('us'), await mx.release.step('us'), await mx.release.step('us')], [true, false, false])
  const decisions = await mx.decisions()
  assert.deepEqual([decisions.length, new Set(decisions.map((row) => row.version)).size, (await mx.sent()).length], [300, 300, 300])
})

test('under a clause on receipt before read only its kinds leave sealed, and to a node that does not know how nothing leaves until it does', async () => {
  await using mx = await node({ agreement: { ...agreement, receiptBeforeRead: { kinds: ['mirror-alert'], keyWithinMinutes: 60 } } })
  await mx.write('mirror-alert', 'sealed')
  await mx.write('feedback', 'open')
  await mx.settle()
  assert.deepEqual([await mx.sent(), await mx.decisions()], [[], []])
  mx.partners[0] = { ...(mx.partners[0] as ReleasePartner), takesSealed: true }
  await mx.settle()
  const sent = await mx.sent()
  assert.deepEqual(
    sent.map(({ leaf }) => isSealedLeaf(leaf)),
    [true, false],
  )
})
