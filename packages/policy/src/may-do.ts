/** The roles a person can have; an account has one, in one agency of one party. */
export const roles = [
  'duty-officer',
  'analyst',
  'releasing-officer',
  'secretariat',
  'inspector',
  'administrator',
  'legal-adviser',
  'minister',
] as const
export type Role = (typeof roles)[number]

/** Who asks. */
export type Actor = { readonly party: string; readonly agency: string; readonly role: Role; readonly user: string }

/** What is asked for: the compartment that holds it and the agencies it is shared with. Absent for what belongs to the whole node. */
export type Resource = { readonly agency?: string; readonly sharedWith?: readonly string[] }

/** Everything a signed-in person can ask of a node; each API route names one of these. */
export const actions = [
  'account.change',
  'account.end_session',
  'account.list',
  'agency.list',
  'agreement.ask',
  'agreement.examine',
  'agreement.list',
  'agreement.propose',
  'brief.community',
  'brief.delta',
  'brief.follow_up',
  'brief.list_evaluations',
  'brief.ministerial',
  'brief.read_evaluation',
  'brief.reciprocity',
  'brief.register',
  'case.list',
  'case.list_passports',
  'case.make_passport',
  'case.plan_passport',
  'case.read',
  'clearance.act',
  'clearance.list',
  'clearance.read',
  'clock.simulate',
  'commitment.list',
  'commitment.read',
  'courier.export',
  'courier.fetch',
  'courier.import',
  'courier.read',
  'courier.read_receipt',
  'courier.upload',
  'draft.delete',
  'draft.list',
  'draft.read',
  'draft.save',
  'evidence.ask',
  'evidence.make',
  'exchange.hold',
  'exchange.open_epoch',
  'exchange.prove',
  'exchange.read',
  'exchange.read_history',
  'exchange.read_quarantine',
  'exchange.read_stopped',
  'exchange.read_timestamps',
  'exchange.read_witnesses',
  'file.create',
  'file.read',
  'group.list',
  'group.read',
  'handover.accept',
  'handover.give',
  'handover.list',
  'handover.withdraw',
  'identifier.check',
  'import.list',
  'inbox.count',
  'inbox.delete_view',
  'inbox.list',
  'inbox.list_items',
  'inbox.list_officers',
  'inbox.list_views',
  'inbox.mark',
  'inbox.restore_view',
  'inbox.save_view',
  'indicator.list',
  'indicator.load',
  'indicator.read',
  'instrument.list',
  'instrument.read',
  'joint.export',
  'joint.list',
  'joint.read',
  'joint.sign',
  'joint.withdraw',
  'kind.list',
  'kind.read',
  'list.list',
  'list.print',
  'list.read',
  'list.read_entries',
  'metrics.read',
  'note.list',
  'note.read',
  'programme.list',
  'programme.list_offices',
  'programme.list_open',
  'programme.read',
  'programme.read_mechanism',
  'proposal.decide',
  'proposal.list',
  'publication.answer',
  'publication.ask',
  'publication.list',
  'publication.list_questions',
  'publication.preview',
  'recall.answer',
  'recall.list',
  'recall.read',
  'recall.restore',
  'recall.withdraw',
  'recognise',
  'record.create',
  'record.create_batch',
  'record.erase',
  'record.hold',
  'record.lift_hold',
  'record.list',
  'record.mark_seen',
  'record.pass_on',
  'record.print',
  'record.print_package',
  'record.read',
  'record.read_answers',
  'record.read_claims',
  'record.read_onward',
  'record.read_outgoing',
  'record.read_proof',
  'record.read_raw',
  'record.read_rights',
  'record.read_version',
  'record.recall',
  'record.share',
  'release_task.decide',
  'release_task.list',
  'release_task.read',
  'release_task.undo',
  'report.list',
  'request.flow',
  'request.list',
  'request.list_forms',
  'request.read',
  'result.count',
  'result.find',
  'result.list',
  'result.list_queries',
  'result.open',
  'result.read',
  'result.read_count',
  'result.read_evidence',
  'result.read_file',
  'result.recount',
  'result.seal',
  'result.sign',
  'retention.change',
  'retention.read',
  'rights.answer',
  'rights.list',
  'role.ask',
  'role.list',
  'roster.cancel',
  'roster.change',
  'roster.give',
  'roster.read',
  'roster.swap',
  'search',
  'search.suggest',
  'series.export',
  'series.list',
  'series.read',
  'session.change_password',
  'session.end',
  'session.read',
  'statement.export',
  'statement.list',
  'statement.read',
  'statement.split',
  'stream.follow',
] as const
export type Action = (typeof actions)[number]

/** Why something may not be done; the sentence of each is `may_not_<reason>` in decisions.json. */
export const denialReasons = [
  'wrong_role',
  'administrator_never_reads',
  'other_agency',
  'not_the_holder',
  'own_proposal',
  'about_oneself',
] as const
export type DenialReason = (typeof denialReasons)[number]
export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly reason: DenialReason }

/** How far an action reaches: `node` has no compartment, `readers` are the holder and whoever it shared with, `holder` is one agency. */
export type Reach = 'node' | 'readers' | 'holder'

const officers: readonly Role[] = ['duty-officer', 'analyst', 'releasing-officer', 'secretariat']
const readers: readonly Role[] = [...officers, 'inspector', 'legal-adviser']
// Who reads the programme: what governments agree in public. A minister reads that alone, and no record of intelligence, case or person.
const followers: readonly Role[] = [...readers, 'minister']
// A legal adviser reads and clears and neither writes nor releases; an inspector only looks.
const clearers: readonly Role[] = [...officers, 'legal-adviser']
// Who releases does not write: nothing leaves on one person's word alone.
const writers: readonly Role[] = ['duty-officer', 'analyst', 'secretariat']
// Who runs an agency's people. An inspector looks on.
const governors: readonly Role[] = ['administrator', 'secretariat']
const keepers: readonly Role[] = ['releasing-officer', 'secretariat', 'legal-adviser']
const governed: readonly Role[] = [...governors, 'inspector']

/** What an inspector may ask about every record of the node; its body stays inside the compartment. */
const inspectedEverywhere: readonly Action[] = ['evidence.ask', 'evidence.make', 'record.read_proof']

export type Rule = { readonly roles: readonly Role[]; readonly reach: Reach; readonly reads?: true }

const rules: Readonly<Record<Action, Rule>> = {
  'account.change': { roles: ['administrator'], reach: 'holder' },
  'account.end_session': { roles: governors, reach: 'holder' },
  'account.list': { roles: governed, reach: 'holder' },
  'agency.list': { roles, reach: 'node' },
  'agreement.ask': { roles, reach: 'node' },
  'agreement.examine': { roles: governors, reach: 'node' },
  'agreement.list': { roles, reach: 'node' },
  'agreement.propose': { roles: governors, reach: 'node' },
  'brief.community': { roles: followers, reach: 'readers', reads: true },
  'brief.delta': { roles: followers, reach: 'readers', reads: true },
  'brief.follow_up': { roles: followers, reach: 'readers', reads: true },
  'brief.list_evaluations': { roles: followers, reach: 'readers', reads: true },
  'brief.ministerial': { roles: followers, reach: 'readers', reads: true },
  'brief.read_evaluation': { roles: followers, reach: 'readers', reads: true },
  'brief.reciprocity': { roles: followers, reach: 'readers', reads: true },
  'brief.register': { roles: followers, reach: 'readers', reads: true },
  'case.list': { roles: readers, reach: 'readers', reads: true },
  'case.list_passports': { roles: readers, reach: 'readers', reads: true },
  // What counsel is given of a case is chosen by who releases, or by who answers for the law.
  'case.make_passport': { roles: ['releasing-officer', 'legal-adviser'], reach: 'holder', reads: true },
  'case.plan_passport': { roles: ['releasing-officer', 'legal-adviser'], reach: 'holder', reads: true },
  'case.read': { roles: readers, reach: 'readers', reads: true },
  // Which step is whose to clear is `mayClear`'s matter; another agency of the party reads what a route shows it.
  'clearance.act': { roles: clearers, reach: 'readers' },
  'clearance.list': { roles: readers, reach: 'readers', reads: true },
  'clearance.read': { roles: readers, reach: 'readers', reads: true },
  'clock.simulate': { roles, reach: 'node' },
  'commitment.list': { roles: followers, reach: 'readers', reads: true },
  'commitment.read': { roles: followers, reach: 'readers', reads: true },
  'courier.export': { roles: ['administrator'], reach: 'node' },
  'courier.fetch': { roles: ['administrator'], reach: 'node' },
  'courier.import': { roles: ['administrator'], reach: 'node' },
  'courier.read': { roles, reach: 'node' },
  'courier.read_receipt': { roles: ['administrator', 'inspector'], reach: 'node' },
  'courier.upload': { roles: ['administrator'], reach: 'node' },
  'draft.delete': { roles: writers, reach: 'node' },
  'draft.list': { roles: writers, reach: 'node', reads: true },
  'draft.read': { roles: writers, reach: 'node', reads: true },
  'draft.save': { roles: writers, reach: 'node' },
  // Anyone who reads a record may ask what would happen; opening its proof to others is for who releases, or who oversees.
  'evidence.ask': { roles: readers, reach: 'readers', reads: true },
  'evidence.make': { roles: ['releasing-officer', 'inspector'], reach: 'holder', reads: true },
  'exchange.hold': { roles: ['administrator'], reach: 'node' },
  // A log that ends is proposed by who governs, and confirmed by another of them.
  'exchange.open_epoch': { roles: ['administrator', 'secretariat'], reach: 'node' },
  'exchange.prove': { roles, reach: 'node' },
  'exchange.read': { roles, reach: 'node' },
  'exchange.read_history': { roles, reach: 'node' },
  'exchange.read_quarantine': { roles: readers, reach: 'holder' },
  'exchange.read_stopped': { roles, reach: 'node' },
  'exchange.read_timestamps': { roles, reach: 'node' },
  'exchange.read_witnesses': { roles, reach: 'node' },
  'file.create': { roles: writers, reach: 'holder' },
  'file.read': { roles: readers, reach: 'readers', reads: true },
  'group.list': { roles: readers, reach: 'readers', reads: true },
  'group.read': { roles: readers, reach: 'readers', reads: true },
  'handover.accept': { roles: officers, reach: 'holder', reads: true },
  'handover.give': { roles: officers, reach: 'holder', reads: true },
  'handover.list': { roles: officers, reach: 'holder', reads: true },
  'handover.withdraw': { roles: officers, reach: 'holder', reads: true },
  'identifier.check': { roles, reach: 'node' },
  'import.list': { roles, reach: 'node' },
  'inbox.count': { roles: readers, reach: 'readers', reads: true },
  'inbox.delete_view': { roles: readers, reach: 'readers', reads: true },
  'inbox.list': { roles: readers, reach: 'readers', reads: true },
  'inbox.list_items': { roles: readers, reach: 'readers', reads: true },
  'inbox.list_officers': { roles: officers, reach: 'holder', reads: true },
  'inbox.list_views': { roles: readers, reach: 'readers', reads: true },
  'inbox.mark': { roles: officers, reach: 'readers', reads: true },
  'inbox.restore_view': { roles: readers, reach: 'readers', reads: true },
  'inbox.save_view': { roles: readers, reach: 'readers', reads: true },
  'indicator.list': { roles: followers, reach: 'readers', reads: true },
  'indicator.load': { roles: ['analyst', 'secretariat'], reach: 'holder' },
  'indicator.read': { roles: followers, reach: 'readers', reads: true },
  'instrument.list': { roles, reach: 'node' },
  'instrument.read': { roles, reach: 'node' },
  'joint.export': { roles: followers, reach: 'readers', reads: true },
  'joint.list': { roles: followers, reach: 'readers', reads: true },
  'joint.read': { roles: followers, reach: 'readers', reads: true },
  // The first of two keys; the second is a minister's (`needsSecond`). Either takes a release back alone.
  'joint.sign': { roles: ['secretariat'], reach: 'readers', reads: true },
  'joint.withdraw': { roles: ['secretariat', 'minister'], reach: 'readers', reads: true },
  'kind.list': { roles, reach: 'node' },
  'kind.read': { roles, reach: 'node' },
  'list.list': { roles: readers, reach: 'readers', reads: true },
  // What is printed is what the page's own route answers to whoever asks, and refused as it refuses.
  'list.print': { roles, reach: 'node' },
  'list.read': { roles: readers, reach: 'readers', reads: true },
  'list.read_entries': { roles: readers, reach: 'readers', reads: true },
  'metrics.read': { roles: ['administrator'], reach: 'node' },
  'note.list': { roles: readers, reach: 'readers', reads: true },
  'note.read': { roles: readers, reach: 'readers', reads: true },
  'programme.list': { roles: followers, reach: 'readers', reads: true },
  'programme.list_offices': { roles: followers, reach: 'readers', reads: true },
  'programme.list_open': { roles: followers, reach: 'readers', reads: true },
  'programme.read': { roles: followers, reach: 'readers', reads: true },
  'programme.read_mechanism': { roles: followers, reach: 'readers', reads: true },
  'proposal.decide': { roles: ['analyst', 'releasing-officer', 'secretariat', 'administrator', 'minister'], reach: 'node' },
  'proposal.list': { roles, reach: 'node' },
  // What is public is asked for by the secretariat and agreed to by another (`maySecond`); who follows the programme sees what is planned.
  'publication.answer': { roles: ['secretariat'], reach: 'holder' },
  'publication.ask': { roles: ['secretariat'], reach: 'holder', reads: true },
  'publication.list': { roles: followers, reach: 'readers', reads: true },
  'publication.list_questions': { roles: ['secretariat', 'inspector'], reach: 'holder' },
  'publication.preview': { roles: followers, reach: 'readers', reads: true },
  // A purge is an erasure and asks for that right as well; an objection is a word to the partner.
  'recall.answer': { roles: ['analyst', 'releasing-officer', 'legal-adviser'], reach: 'holder', reads: true },
  'recall.list': { roles, reach: 'node' },
  'recall.read': { roles: readers, reach: 'holder', reads: true },
  'recall.restore': { roles: ['analyst', 'releasing-officer'], reach: 'holder', reads: true },
  'recall.withdraw': { roles: ['releasing-officer'], reach: 'holder', reads: true },
  recognise: { roles, reach: 'node' },
  'record.create': { roles: writers, reach: 'holder' },
  'record.create_batch': { roles: writers, reach: 'holder' },
  'record.erase': { roles: ['analyst', 'releasing-officer'], reach: 'holder' },
  // A reason in law to keep a record: lifting it takes two persons.
  'record.hold': { roles: keepers, reach: 'holder' },
  'record.lift_hold': { roles: keepers, reach: 'holder' },
  'record.list': { roles: readers, reach: 'readers', reads: true },
  'record.mark_seen': { roles: readers, reach: 'readers', reads: true },
  'record.pass_on': { roles: ['analyst', 'releasing-officer'], reach: 'holder' },
  'record.print': { roles: readers, reach: 'readers', reads: true },
  'record.print_package': { roles: readers, reach: 'readers', reads: true },
  'record.read': { roles: readers, reach: 'readers', reads: true },
  'record.read_answers': { roles: readers, reach: 'readers', reads: true },
  'record.read_claims': { roles: readers, reach: 'readers', reads: true },
  'record.read_onward': { roles: readers, reach: 'readers', reads: true },
  'record.read_outgoing': { roles: readers, reach: 'readers', reads: true },
  'record.read_proof': { roles: readers, reach: 'readers', reads: true },
  'record.read_raw': { roles: readers, reach: 'readers', reads: true },
  'record.read_rights': { roles: readers, reach: 'readers', reads: true },
  'record.read_version': { roles: readers, reach: 'readers', reads: true },
  // What must come back cannot wait for the morning; what was taken back by mistake is given again by who releases.
  'record.recall': { roles: ['duty-officer', 'analyst', 'releasing-officer'], reach: 'holder', reads: true },
  'record.share': { roles: ['releasing-officer'], reach: 'holder' },
  'release_task.decide': { roles: ['releasing-officer'], reach: 'holder' },
  'release_task.list': { roles: readers, reach: 'holder', reads: true },
  'release_task.read': { roles: readers, reach: 'holder', reads: true },
  'release_task.undo': { roles: ['releasing-officer'], reach: 'holder' },
  'report.list': { roles: readers, reach: 'readers', reads: true },
  'request.flow': { roles: readers, reach: 'readers', reads: true },
  'request.list': { roles: readers, reach: 'readers', reads: true },
  'request.list_forms': { roles, reach: 'node' },
  'request.read': { roles: readers, reach: 'readers', reads: true },
  // What the law keeps or ends is for who answers for the agency's records; an inspector and a legal adviser look on.
  // Counting tells numbers alone; what stands behind a number is opened to whoever checks it.
  'result.count': { roles: followers, reach: 'readers' },
  'result.find': { roles: ['inspector'], reach: 'readers' },
  'result.list': { roles: followers, reach: 'readers', reads: true },
  'result.list_queries': { roles, reach: 'node' },
  'result.open': { roles: readers, reach: 'readers', reads: true },
  'result.read': { roles: followers, reach: 'readers', reads: true },
  'result.read_count': { roles: followers, reach: 'readers' },
  'result.read_evidence': { roles: followers, reach: 'readers', reads: true },
  'result.read_file': { roles: readers, reach: 'readers', reads: true },
  'result.recount': { roles: followers, reach: 'readers' },
  'result.seal': { roles: ['analyst', 'secretariat'], reach: 'readers' },
  'result.sign': { roles: ['analyst', 'secretariat'], reach: 'readers' },
  'retention.change': { roles: ['releasing-officer', 'secretariat'], reach: 'holder' },
  'retention.read': { roles: ['releasing-officer', 'secretariat', 'inspector', 'legal-adviser'], reach: 'holder', reads: true },
  // Who answers a fear for somebody's rights neither wrote the record nor raised the flag.
  'rights.answer': { roles: ['releasing-officer', 'legal-adviser'], reach: 'holder', reads: true },
  'rights.list': { roles: readers, reach: 'readers', reads: true },
  'role.ask': { roles, reach: 'node' },
  'role.list': { roles, reach: 'node' },
  'roster.cancel': { roles: governors, reach: 'holder' },
  'roster.change': { roles: governors, reach: 'holder' },
  'roster.give': { roles: [...writers, 'releasing-officer', 'administrator'], reach: 'holder' },
  'roster.read': { roles, reach: 'node' },
  'roster.swap': { roles: [...writers, 'releasing-officer', 'administrator'], reach: 'holder' },
  search: { roles: readers, reach: 'readers', reads: true },
  'search.suggest': { roles: readers, reach: 'readers', reads: true },
  'series.export': { roles: readers, reach: 'readers', reads: true },
  'series.list': { roles: readers, reach: 'readers', reads: true },
  'series.read': { roles: readers, reach: 'readers', reads: true },
  'session.change_password': { roles, reach: 'node' },
  'session.end': { roles, reach: 'node' },
  'session.read': { roles, reach: 'node' },
  'statement.export': { roles: followers, reach: 'readers', reads: true },
  'statement.list': { roles: followers, reach: 'readers', reads: true },
  'statement.read': { roles: followers, reach: 'readers', reads: true },
  'statement.split': { roles: writers, reach: 'node' },
  'stream.follow': { roles, reach: 'node' },
}

/**
 * Says whether a person may do something to a resource (DESIGN, rule 1). A compartment is read by its own agency and by those it shared
 * with; what changes a record's fate is for the agency that holds it; an administrator runs the node and reads no record; an inspector sees
 * the proof and metadata of every record of the node, and its body only inside the compartment (`viewOf`).
 */
export function mayDo(actor: Actor, action: Action, resource: Resource = {}): Permission {
  const rule = rules[action]
  if (!rule.roles.includes(actor.role)) {
    return deny(actor.role === 'administrator' && rule.reads === true ? 'administrator_never_reads' : 'wrong_role')
  }
  if (rule.reach === 'node') return { allowed: true }
  // A lookup that found no compartment is a compartment nobody is in.
  if (resource.agency === actor.agency) return { allowed: true }
  if (inspectedEverywhere.includes(action) && actor.role === 'inspector') return { allowed: true }
  const shared = resource.sharedWith?.includes(actor.agency) ?? false
  if (rule.reach === 'readers') return shared ? { allowed: true } : deny('other_agency')
  return deny(shared ? 'not_the_holder' : 'other_agency')
}

/** The actions that a role has at all, each perhaps only inside its own compartment. */
export function actionsOf(role: Role): readonly Action[] {
  return actions.filter((action) => rules[action].roles.includes(role))
}

/**
 * How much of one record a person may be shown: `whole` (body included), `metadata` (an inspector outside the compartment: kind, times,
 * positions, decisions and proofs, but no title, no body and no salts, which would let a short body be guessed) or `none`.
 */
export function viewOf(actor: Actor, resource: Resource): 'whole' | 'metadata' | 'none' {
  if (mayDo(actor, 'record.read', resource).allowed) return 'whole'
  return actor.role === 'inspector' ? 'metadata' : 'none'
}

/** The rule of one action, for pages that print what each role may do. */
export function ruleOf(action: Action): Rule {
  return rules[action]
}

function deny(reason: DenialReason): Permission {
  return { allowed: false, reason }
}
