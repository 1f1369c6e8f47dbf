import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, count, instant, position } from './shapes/parts.ts'
import {
  accountChange,
  accountList,
  agencyList,
  agreementAnswer,
  agreementExamined,
  agreementList,
  agreementNote,
  agreementProposal,
  agreementQuestion,
  changeAnswer,
  exchangeHistory,
  passwordChange,
  proposalDecision,
  proposalList,
  roleAnswer,
  roleQuestion,
  roleTable,
  rosterGift,
  rosterPlan,
  rosterSwap,
  rosterView,
  userName,
} from './shapes/people.ts'
import { recordProof } from './shapes/records.ts'

const byParty = Type.Object({ party: code })
const byShift = Type.Object({ id: code })
const placed = Type.Object({ position })

/** Routes about agencies, people and agreements, and about what the exchange can show of itself. */
export const peopleRoutes = {
  listAgencies: defineRoute('GET', '/api/v1/agencies', {
    action: 'agency.list',
    summary: 'The compartments of this party: who is in, who answers now, what is kept how long and shared with whom, in numbers.',
    answer: agencyList,
  }),
  listAccounts: defineRoute('GET', '/api/v1/accounts', {
    action: 'account.list',
    summary: "The accounts of the caller's agency with their use and open sessions; never a secret.",
    answer: accountList,
  }),
  changeAccount: defineRoute('POST', '/api/v1/account-changes', {
    action: 'account.change',
    summary: 'Create, change, close or open an account, or reset its password; dangerous changes wait for a second person.',
    body: jsonBody(accountChange),
    answer: changeAnswer,
    faults: ['account_unknown', 'account_exists', 'account_open', 'account_closed', 'proposal_waits'],
  }),
  endSession: defineRoute('DELETE', '/api/v1/accounts/{user}/sessions/{id}', {
    action: 'account.end_session',
    summary: 'End one session of an account at once; `all` ends every one.',
    params: Type.Object({ user: userName, id: code }),
    answer: Type.Object({ ended: count }),
    faults: ['account_unknown'],
  }),
  changePassword: defineRoute('POST', '/api/v1/session/password', {
    action: 'session.change_password',
    summary: "Change the caller's own password; every other session of the account ends.",
    body: jsonBody(passwordChange, 8192),
    answer: Type.Object({ ended: Type.Boolean() }),
    faults: ['credentials_wrong'],
  }),
  listRoles: defineRoute('GET', '/api/v1/roles', {
    action: 'role.list',
    summary: 'What each role may do, printed from the rules that decide it.',
    answer: roleTable,
  }),
  askRole: defineRoute('POST', '/api/v1/roles/ask', {
    action: 'role.ask',
    summary: 'Whether a role may do something, and if not, why.',
    body: jsonBody(roleQuestion, 4096),
    answer: roleAnswer,
  }),
  readRoster: defineRoute('GET', '/api/v1/roster', {
    action: 'roster.read',
    summary: "The caller's agency's duty roster with its gaps, and who answers now in every agency.",
    query: Type.Object({ from: Type.Optional(instant), days: Type.Optional(Type.Integer({ minimum: 1, maximum: 62, default: 14 })) }),
    answer: rosterView,
  }),
  planRoster: defineRoute('POST', '/api/v1/roster', {
    action: 'roster.change',
    summary: 'Put an officer on one or more shifts.',
    body: jsonBody(rosterPlan),
    answer: Type.Object({ ids: Type.Array(code), position }),
  }),
  giveShift: defineRoute('POST', '/api/v1/roster/{id}/give', {
    action: 'roster.give',
    summary: 'Put another officer on a shift: its holder, or who governs the agency.',
    params: byShift,
    body: jsonBody(rosterGift, 4096),
    answer: placed,
    faults: ['shift_unknown', 'shift_over'],
  }),
  swapShift: defineRoute('POST', '/api/v1/roster/{id}/swap', {
    action: 'roster.swap',
    summary: 'Exchange the holders of two shifts in one step.',
    params: byShift,
    body: jsonBody(rosterSwap, 4096),
    answer: placed,
    faults: ['shift_unknown', 'shift_over'],
  }),
  cancelShift: defineRoute('DELETE', '/api/v1/roster/{id}', {
    action: 'roster.cancel',
    summary: 'Take a shift off the roster.',
    params: byShift,
    answer: placed,
    faults: ['shift_unknown'],
  }),
  listAgreements: defineRoute('GET', '/api/v1/agreements', {
    action: 'agreement.list',
    summary: 'The co-signed agreements, the partners with their keys, and the duties to register what was agreed.',
    answer: agreementList,
  }),
  askAgreement: defineRoute('POST', '/api/v1/agreements/{party}/ask', {
    action: 'agreement.ask',
    summary: 'What would happen to a record with these properties under the agreement in force with a partner; nothing is stored.',
    params: byParty,
    body: jsonBody(agreementQuestion, 8192),
    answer: agreementAnswer,
    faults: ['partner_unknown'],
  }),
  examineAgreement: defineRoute('POST', '/api/v1/agreements/examine', {
    action: 'agreement.examine',
    summary: 'Read a co-signed agreement file and say what it would change; nothing is stored.',
    body: jsonBody(agreementNote, 524_288),
    answer: agreementExamined,
  }),
  proposeAgreement: defineRoute('POST', '/api/v1/agreements', {
    action: 'agreement.propose',
    summary: 'Propose a co-signed agreement file for acceptance by a second person.',
    body: jsonBody(agreementProposal, 524_288),
    answer: changeAnswer,
    faults: ['proposal_waits'],
  }),
  listProposals: defineRoute('GET', '/api/v1/proposals', {
    action: 'proposal.list',
    summary: 'Changes that the caller made or may decide, newest first.',
    query: Type.Object({ state: Type.Optional(Type.Literal('open')) }),
    answer: proposalList,
  }),
  decideProposal: defineRoute('POST', '/api/v1/proposals/{id}', {
    action: 'proposal.decide',
    summary: 'Confirm or refuse a change that another person proposed, or withdraw an own one.',
    params: Type.Object({ id: code }),
    body: jsonBody(proposalDecision),
    answer: Type.Object({ password: changeAnswer.properties.password, position }),
    faults: [
      'proposal_unknown',
      'proposal_decided',
      'proposal_expired',
      'account_unknown',
      'account_exists',
      'account_open',
      'account_closed',
      'record_unknown',
      'record_erased',
      'partner_unknown',
    ],
  }),
  readExchangeHistory: defineRoute('GET', '/api/v1/exchange/{party}/history', {
    action: 'exchange.read_history',
    summary: 'What was sent, receipted and received with a partner, step by step, from the newest 20,000 entries of each log.',
    params: byParty,
    query: Type.Object({ span: Type.Optional(Type.Union([Type.Literal('hour'), Type.Literal('day'), Type.Literal('week')])) }),
    answer: exchangeHistory,
    faults: ['partner_unknown'],
  }),
  proveExchange: defineRoute('GET', '/api/v1/exchange/{party}/proof', {
    action: 'exchange.prove',
    summary: 'Proof of the newest receipted entry of each log with a partner: leaf, inclusion and signatures, without any content.',
    params: byParty,
    answer: recordProof,
    faults: ['partner_unknown', 'log_frozen'],
  }),
} as const
