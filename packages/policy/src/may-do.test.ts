import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Action, type Actor, actions, actionsOf, mayDo, type Role, roles, viewOf } from './index.ts'

/**
 * Who may do what, for every action and role: in the own agency's compartment, in one that is shared with the own agency, in another's.
 * `+` allowed, `-` refused. Columns are the roles in the order of `roles`: duty officer, analyst, releasing officer, secretariat,
 * inspector, administrator; the columns of the legal adviser and the minister are made below.
 */
const rows: Readonly<Record<Action, readonly [own: string, shared: string, other: string]>> = {
  'account.change': ['-----+', '------', '------'],
  'account.end_session': ['---+-+', '------', '------'],
  'account.list': ['---+++', '------', '------'],
  'agency.list': ['++++++', '++++++', '++++++'],
  'agreement.ask': ['++++++', '++++++', '++++++'],
  'agreement.examine': ['---+-+', '---+-+', '---+-+'],
  'agreement.list': ['++++++', '++++++', '++++++'],
  'agreement.propose': ['---+-+', '---+-+', '---+-+'],
  'exchange.read_timestamps': ['++++++', '++++++', '++++++'],
  'exchange.prove': ['++++++', '++++++', '++++++'],
  'proposal.decide': ['-+++-+', '-+++-+', '-+++-+'],
  'proposal.list': ['++++++', '++++++', '++++++'],
  'retention.change': ['--++--', '------', '------'],
  'retention.read': ['--+++-', '------', '------'],
  'role.ask': ['++++++', '++++++', '++++++'],
  'role.list': ['++++++', '++++++', '++++++'],
  'roster.cancel': ['---+-+', '------', '------'],
  'roster.change': ['---+-+', '------', '------'],
  'roster.give': ['++++-+', '------', '------'],
  'roster.read': ['++++++', '++++++', '++++++'],
  'session.change_password': ['++++++', '++++++', '++++++'],
  'clearance.act': ['++++--', '++++--', '------'],
  'clearance.list': ['+++++-', '+++++-', '------'],
  'clearance.read': ['+++++-', '+++++-', '------'],
  'courier.export': ['-----+', '-----+', '-----+'],
  'courier.fetch': ['-----+', '-----+', '-----+'],
  'courier.import': ['-----+', '-----+', '-----+'],
  'courier.read': ['++++++', '++++++', '++++++'],
  'courier.read_receipt': ['----++', '----++', '----++'],
  'courier.upload': ['-----+', '-----+', '-----+'],
  'draft.delete': ['++-+--', '++-+--', '++-+--'],
  'draft.list': ['++-+--', '++-+--', '++-+--'],
  'draft.read': ['++-+--', '++-+--', '++-+--'],
  'draft.save': ['++-+--', '++-+--', '++-+--'],
  'evidence.ask': ['+++++-', '+++++-', '----+-'],
  'evidence.make': ['--+-+-', '----+-', '----+-'],
  'exchange.open_epoch': ['---+-+', '---+-+', '---+-+'],
  'exchange.hold': ['-----+', '-----+', '-----+'],
  'exchange.read_quarantine': ['+++++-', '------', '------'],
  'exchange.read_stopped': ['++++++', '++++++', '++++++'],
  'exchange.read_witnesses': ['++++++', '++++++', '++++++'],
  'exchange.read': ['++++++', '++++++', '++++++'],
  'file.create': ['++-+--', '------', '------'],
  'file.read': ['+++++-', '+++++-', '------'],
  'handover.accept': ['++++--', '------', '------'],
  'handover.give': ['++++--', '------', '------'],
  'handover.list': ['++++--', '------', '------'],
  'handover.withdraw': ['++++--', '------', '------'],
  'exchange.read_history': ['++++++', '++++++', '++++++'],
  'roster.swap': ['++++-+', '------', '------'],
  'import.list': ['++++++', '++++++', '++++++'],
  'clock.simulate': ['++++++', '++++++', '++++++'],
  'instrument.list': ['++++++', '++++++', '++++++'],
  'instrument.read': ['++++++', '++++++', '++++++'],
  'inbox.count': ['+++++-', '+++++-', '------'],
  'inbox.delete_view': ['+++++-', '+++++-', '------'],
  'inbox.list': ['+++++-', '+++++-', '------'],
  'inbox.list_items': ['+++++-', '+++++-', '------'],
  'inbox.list_officers': ['++++--', '------', '------'],
  'inbox.list_views': ['+++++-', '+++++-', '------'],
  'inbox.mark': ['++++--', '++++--', '------'],
  'inbox.restore_view': ['+++++-', '+++++-', '------'],
  'inbox.save_view': ['+++++-', '+++++-', '------'],
  'joint.export': ['+++++-', '+++++-', '------'],
  'joint.list': ['+++++-', '+++++-', '------'],
  'joint.read': ['+++++-', '+++++-', '------'],
  'joint.sign': ['---+--', '---+--', '------'],
  'joint.withdraw': ['---+--', '---+--', '------'],
  'kind.list': ['++++++', '++++++', '++++++'],
  'kind.read': ['++++++', '++++++', '++++++'],
  'list.list': ['+++++-', '+++++-', '------'],
  'list.print': ['++++++', '++++++', '++++++'],
  'list.read': ['+++++-', '+++++-', '------'],
  'list.read_entries': ['+++++-', '+++++-', '------'],
  'metrics.read': ['-----+', '-----+', '-----+'],
  recognise: ['++++++', '++++++', '++++++'],
  'identifier.check': ['++++++', '++++++', '++++++'],
  'record.create': ['++-+--', '------', '------'],
  'record.create_batch': ['++-+--', '------', '------'],
  'record.erase': ['-++---', '------', '------'],
  'record.list': ['+++++-', '+++++-', '------'],
  'record.mark_seen': ['+++++-', '+++++-', '------'],
  'record.print': ['+++++-', '+++++-', '------'],
  'record.print_package': ['+++++-', '+++++-', '------'],
  'record.read': ['+++++-', '+++++-', '------'],
  'record.read_outgoing': ['+++++-', '+++++-', '------'],
  'record.read_proof': ['+++++-', '+++++-', '----+-'],
  'record.read_rights': ['+++++-', '+++++-', '------'],
  'record.read_raw': ['+++++-', '+++++-', '------'],
  'record.read_version': ['+++++-', '+++++-', '------'],
  'record.pass_on': ['-++---', '------', '------'],
  'record.share': ['--+---', '------', '------'],
  'release_task.decide': ['--+---', '------', '------'],
  'release_task.list': ['+++++-', '------', '------'],
  'release_task.read': ['+++++-', '------', '------'],
  'release_task.undo': ['--+---', '------', '------'],
  search: ['+++++-', '+++++-', '------'],
  'search.suggest': ['+++++-', '+++++-', '------'],
  'series.export': ['+++++-', '+++++-', '------'],
  'series.list': ['+++++-', '+++++-', '------'],
  'series.read': ['+++++-', '+++++-', '------'],
  'session.end': ['++++++', '++++++', '++++++'],
  'session.read': ['++++++', '++++++', '++++++'],
  'stream.follow': ['++++++', '++++++', '++++++'],
  'publication.answer': ['---+--', '------', '------'],
  'publication.ask': ['---+--', '------', '------'],
  'publication.list': ['+++++-', '+++++-', '------'],
  'publication.list_questions': ['---++-', '------', '------'],
  'publication.preview': ['+++++-', '+++++-', '------'],
  'recall.answer': ['-++---', '------', '------'],
  'recall.list': ['++++++', '++++++', '++++++'],
  'recall.read': ['+++++-', '------', '------'],
  'recall.restore': ['-++---', '------', '------'],
  'recall.withdraw': ['--+---', '------', '------'],
  'record.hold': ['--++--', '------', '------'],
  'record.lift_hold': ['--++--', '------', '------'],
  'record.read_answers': ['+++++-', '+++++-', '------'],
  'record.read_claims': ['+++++-', '+++++-', '------'],
  'record.read_onward': ['+++++-', '+++++-', '------'],
  'record.recall': ['+++---', '------', '------'],
  'brief.community': ['+++++-', '+++++-', '------'],
  'brief.delta': ['+++++-', '+++++-', '------'],
  'brief.follow_up': ['+++++-', '+++++-', '------'],
  'brief.list_evaluations': ['+++++-', '+++++-', '------'],
  'brief.ministerial': ['+++++-', '+++++-', '------'],
  'brief.read_evaluation': ['+++++-', '+++++-', '------'],
  'brief.reciprocity': ['+++++-', '+++++-', '------'],
  'brief.register': ['+++++-', '+++++-', '------'],
  'indicator.list': ['+++++-', '+++++-', '------'],
  'indicator.load': ['-+-+--', '------', '------'],
  'indicator.read': ['+++++-', '+++++-', '------'],
  'statement.export': ['+++++-', '+++++-', '------'],
  'statement.list': ['+++++-', '+++++-', '------'],
  'statement.read': ['+++++-', '+++++-', '------'],
  'statement.split': ['++-+--', '++-+--', '++-+--'],
  'result.count': ['+++++-', '+++++-', '------'],
  'result.find': ['----+-', '----+-', '------'],
  'result.list': ['+++++-', '+++++-', '------'],
  'result.list_queries': ['++++++', '++++++', '++++++'],
  'result.open': ['+++++-', '+++++-', '------'],
  'result.read': ['+++++-', '+++++-', '------'],
  'result.read_count': ['+++++-', '+++++-', '------'],
  'result.read_evidence': ['+++++-', '+++++-', '------'],
  'result.read_file': ['+++++-', '+++++-', '------'],
  'result.recount': ['+++++-', '+++++-', '------'],
  'result.sign': ['-+-+--', '-+-+--', '------'],
  'result.seal': ['-+-+--', '-+-+--', '------'],
  'commitment.list': ['+++++-', '+++++-', '------'],
  'commitment.read': ['+++++-', '+++++-', '------'],
  'programme.list': ['+++++-', '+++++-', '------'],
  'programme.list_offices': ['+++++-', '+++++-', '------'],
  'programme.list_open': ['+++++-', '+++++-', '------'],
  'programme.read': ['+++++-', '+++++-', '------'],
  'programme.read_mechanism': ['+++++-', '+++++-', '------'],
  'group.list': ['+++++-', '+++++-', '------'],
  'group.read': ['+++++-', '+++++-', '------'],
  'note.list': ['+++++-', '+++++-', '------'],
  'note.read': ['+++++-', '+++++-', '------'],
  'case.list': ['+++++-', '+++++-', '------'],
  'case.list_passports': ['+++++-', '+++++-', '------'],
  'case.make_passport': ['--+---', '------', '------'],
  'case.plan_passport': ['--+---', '------', '------'],
  'case.read': ['+++++-', '+++++-', '------'],
  'request.flow': ['+++++-', '+++++-', '------'],
  'rights.answer': ['--+---', '------', '------'],
  'rights.list': ['+++++-', '+++++-', '------'],
  'report.list': ['+++++-', '+++++-', '------'],
  'request.list': ['+++++-', '+++++-', '------'],
  'request.list_forms': ['++++++', '++++++', '++++++'],
  'request.read': ['+++++-', '+++++-', '------'],
}

/** A legal adviser, the seventh column: reads like an analyst, and clears; everything else is refused. */
const adviserReads: readonly Action[] = [
  'publication.list',
  'publication.preview',
  'joint.export',
  'joint.list',
  'joint.read',
  'record.read_answers',
  'record.read_claims',
  'record.read_onward',
  'brief.community',
  'brief.delta',
  'brief.follow_up',
  'brief.list_evaluations',
  'brief.ministerial',
  'brief.read_evaluation',
  'brief.reciprocity',
  'brief.register',
  'indicator.list',
  'indicator.read',
  'result.count',
  'result.list',
  'result.open',
  'result.read',
  'result.read_count',
  'result.read_evidence',
  'result.read_file',
  'result.recount',
  'commitment.list',
  'statement.export',
  'statement.list',
  'statement.read',
  'commitment.read',
  'programme.list',
  'programme.list_offices',
  'programme.list_open',
  'programme.read',
  'programme.read_mechanism',
  'group.list',
  'group.read',
  'note.list',
  'note.read',
  'case.list',
  'case.list_passports',
  'case.read',
  'request.flow',
  'report.list',
  'request.list',
  'request.read',
  'clearance.act',
  'clearance.list',
  'clearance.read',
  'evidence.ask',
  'file.read',
  'inbox.count',
  'inbox.delete_view',
  'inbox.list',
  'inbox.list_items',
  'inbox.list_views',
  'inbox.restore_view',
  'inbox.save_view',
  'list.list',
  'list.read',
  'list.read_entries',
  'record.list',
  'record.mark_seen',
  'record.print',
  'record.print_package',
  'record.read',
  'record.read_outgoing',
  'record.read_proof',
  'record.read_raw',
  'record.read_rights',
  'record.read_version',
  'rights.list',
  'search',
  'series.export',
  'series.list',
  'series.read',
  'search.suggest',
]
const adviserAtHome: readonly Action[] = [
  'rights.answer',
  'case.make_passport',
  'case.plan_passport',
  'exchange.read_quarantine',
  'recall.answer',
  'recall.read',
  'record.hold',
  'record.lift_hold',
  'release_task.list',
  'release_task.read',
  'retention.read',
]
/** A minister, the last column: the programme, and no record of intelligence, case or person. */
const ministerReads: readonly Action[] = [
  'brief.community',
  'joint.export',
  'joint.list',
  'joint.read',
  'joint.withdraw',
  'brief.delta',
  'brief.follow_up',
  'brief.list_evaluations',
  'brief.ministerial',
  'brief.read_evaluation',
  'brief.reciprocity',
  'brief.register',
  'indicator.list',
  'indicator.read',
  'result.count',
  'result.list',
  'result.read',
  'result.read_count',
  'result.read_evidence',
  'result.recount',
  'commitment.list',
  'statement.export',
  'statement.list',
  'statement.read',
  'commitment.read',
  'programme.list',
  'programme.list_offices',
  'programme.list_open',
  'programme.read',
  'programme.read_mechanism',
  'publication.list',
  'publication.preview',
]
/** The one decision of the whole party that is a minister's too: the second key of a release. */
const ministerEverywhere: readonly Action[] = ['proposal.decide']
const table = Object.fromEntries(
  actions.map((action) => {
    const [own, shared, other] = rows[action]
    // What everybody may, an adviser may; of what belongs to a compartment, what stands in the lists.
    const everywhere = other === '++++++'
    const reads = everywhere || adviserReads.includes(action)
    const sign = (may: boolean) => (may ? '+' : '-')
    const decides = everywhere || ministerEverywhere.includes(action)
    const follows = sign(decides || ministerReads.includes(action))
    return [
      action,
      [
        own + sign(reads || adviserAtHome.includes(action)) + follows,
        shared + sign(reads) + follows,
        other + sign(everywhere) + sign(decides),
      ],
    ]
  }),
) as unknown as typeof rows

const actor = (role: Role): Actor => ({ party: 'mx', agency: 'sspc', role, user: 'ana' })
const resources = [{ agency: 'sspc' }, { agency: 'uif', sharedWith: ['sspc'] }, { agency: 'uif', sharedWith: ['fgr'] }]

for (const action of actions) {
  test(`${action} is allowed to the roles and compartments of the table`, () => {
    const found = resources.map((resource) => roles.map((role) => (mayDo(actor(role), action, resource).allowed ? '+' : '-')).join(''))
    assert.deepEqual(found, table[action])
  })
}

test('a resource whose compartment is not known is read by nobody', () => {
  for (const role of roles) assert.equal(mayDo(actor(role), 'record.read').allowed, false)
})

test('each refusal says why', () => {
  const why = (role: Role, action: Action, resource: object) => {
    const permission = mayDo(actor(role), action, resource)
    return permission.allowed ? 'allowed' : permission.reason
  }
  const [own, shared, other] = resources as [object, object, object]
  assert.equal(why('administrator', 'record.read', own), 'administrator_never_reads')
  assert.equal(why('administrator', 'record.create', own), 'wrong_role')
  assert.equal(why('analyst', 'record.read', other), 'other_agency')
  assert.equal(why('analyst', 'record.erase', shared), 'not_the_holder')
  assert.equal(why('analyst', 'record.share', own), 'wrong_role')
})

test('an inspector sees proof and metadata everywhere and bodies only in the compartment', () => {
  assert.deepEqual(
    resources.map((resource) => viewOf(actor('inspector'), resource)),
    ['whole', 'whole', 'metadata'],
  )
  assert.deepEqual(
    resources.map((resource) => viewOf(actor('analyst'), resource)),
    ['whole', 'whole', 'none'],
  )
  assert.deepEqual(
    resources.map((resource) => viewOf(actor('administrator'), resource)),
    ['none', 'none', 'none'],
  )
})

test('actions stand in the order of their names, so that two people who add one do not meet at the end', () => {
  assert.deepEqual(actions, actions.toSorted())
})

test('a role is told exactly the actions that it may do somewhere', () => {
  for (const [index, role] of roles.entries()) {
    const somewhere = actions.filter((action) => table[action].some((signs) => signs[index] === '+'))
    assert.deepEqual(actionsOf(role), somewhere, role)
  }
})
