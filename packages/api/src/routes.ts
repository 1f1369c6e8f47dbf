import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { exchangeStatus, importList, releaseTaskDetail, releaseTaskList } from './shapes/exchange.ts'
import { kindDetail, kindList } from './shapes/kinds.ts'
import { code, count, cursor, direction, json, limit, position, reason, recordId, workState } from './shapes/parts.ts'
import {
  batchResults,
  erased,
  recognised,
  recordDetail,
  recordList,
  recordProof,
  searchResults,
  shared,
  stored,
  submission,
} from './shapes/records.ts'
import { credentials, nodeInfo, session } from './shapes/session.ts'
import { inbox } from './shapes/work.ts'

const none = { status: 204, contentType: null, schema: Type.Null() } as const
const plain = { status: 200, contentType: 'text/plain', schema: Type.String() } as const
const created = { status: 201, contentType: 'application/json', schema: stored } as const
const byId = Type.Object({ id: recordId })
const unknownRecord = ['record_unknown', 'record_erased'] as const

/** Largest request body of one record, in bytes. */
export const maxRecordBytes = 1_048_576
/** Bounds of one batch. */
export const maxBatchBytes = 8 * 1_048_576
export const maxBatchLines = 1000
/** Longest text that is searched for identifiers, in UTF-16 code units. */
export const maxRecognisedText = 20_000

/** Every route of the node, by a name that handlers and pages use. */
export const routes = {
  signIn: defineRoute('POST', '/api/v1/session', {
    action: 'session.create',
    summary: 'Sign in with a password; answers with the account and sets the session cookie.',
    signIn: 'none',
    body: jsonBody(credentials, 8192),
    answer: session,
    faults: ['credentials_wrong', 'cross_site_request'],
  }),
  readSession: defineRoute('GET', '/api/v1/session', {
    action: 'session.read',
    summary: 'Who is signed in.',
    answer: session,
  }),
  signOut: defineRoute('DELETE', '/api/v1/session', {
    action: 'session.end',
    summary: 'Sign out; the session is void at once.',
    answer: none,
  }),
  readNode: defineRoute('GET', '/api/v1/node', {
    action: 'node.read',
    summary: 'Whose node this is, with whom it is paired, and its one classification domain.',
    signIn: 'none',
    answer: nodeInfo,
  }),
  listKinds: defineRoute('GET', '/api/v1/kinds', {
    action: 'kind.list',
    summary: 'The kinds of record this node knows, native STIX types included.',
    answer: kindList,
  }),
  readKind: defineRoute('GET', '/api/v1/kinds/{name}', {
    action: 'kind.read',
    summary: 'One kind: fields, labels, states, JSON Schema and a complete example.',
    params: Type.Object({ name: code }),
    answer: kindDetail,
    faults: ['kind_unknown'],
  }),
  createRecord: defineRoute('POST', '/api/v1/records', {
    action: 'record.create',
    summary: 'Store one record version; the stored object is the exact byte slice of the request.',
    body: jsonBody(submission, maxRecordBytes),
    answer: created,
    faults: ['version_conflict', 'log_frozen'],
  }),
  createRecords: defineRoute('POST', '/api/v1/records/batch', {
    action: 'record.create_batch',
    summary: 'Store up to 1000 record versions, one a line; each line is accepted or refused alone.',
    body: { contentType: 'application/x-ndjson', schema: submission, maxBytes: maxBatchBytes, maxLines: maxBatchLines },
    answer: batchResults,
    faults: ['log_frozen'],
  }),
  listRecords: defineRoute('GET', '/api/v1/records', {
    action: 'record.list',
    summary: 'Latest versions that the caller may read, newest position first.',
    query: Type.Object({
      kind: Type.Optional(code),
      from: Type.Optional(code),
      cursor: Type.Optional(cursor),
      limit: Type.Optional(limit),
    }),
    answer: recordList,
  }),
  readRecord: defineRoute('GET', '/api/v1/records/{id}', {
    action: 'record.read',
    summary: 'One record with its versions, relations, releases and work.',
    params: byId,
    answer: recordDetail,
    faults: unknownRecord,
  }),
  readRecordRaw: defineRoute('GET', '/api/v1/records/{id}/raw', {
    action: 'record.read_raw',
    summary: 'The exact stored bytes of the latest version.',
    params: byId,
    answer: { status: 200, contentType: 'application/stix+json;version=2.1', schema: json },
    faults: unknownRecord,
  }),
  readRecordProof: defineRoute('GET', '/api/v1/records/{id}/proof', {
    action: 'record.read_proof',
    summary: 'What proves the latest version, one proof for each log that it lies in; works after erasure.',
    params: byId,
    answer: recordProof,
    faults: ['record_unknown', 'log_frozen'],
  }),
  eraseRecord: defineRoute('POST', '/api/v1/records/{id}/erase', {
    action: 'record.erase',
    summary: 'Destroy the keys of every version; the proofs go on verifying.',
    params: byId,
    body: jsonBody(Type.Object({ reason }, { additionalProperties: false })),
    answer: erased,
    faults: ['record_unknown'],
  }),
  shareRecord: defineRoute('POST', '/api/v1/records/{id}/share', {
    action: 'record.share',
    summary: 'Let another agency of the same party read the record: a decision, logged like a release.',
    params: byId,
    body: jsonBody(Type.Object({ agency: code, reason }, { additionalProperties: false })),
    answer: shared,
    faults: unknownRecord,
  }),
  search: defineRoute('GET', '/api/v1/search', {
    action: 'search',
    summary: 'Records whose words or identifiers match, with the reason for each hit.',
    query: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 400 }),
      kind: Type.Optional(code),
      cursor: Type.Optional(cursor),
      limit: Type.Optional(limit),
    }),
    answer: searchResults,
  }),
  recognise: defineRoute('POST', '/api/v1/recognise', {
    action: 'recognise',
    summary: 'Find identifiers in a text, with their check digits; nothing is stored.',
    body: jsonBody(Type.Object({ text: Type.String({ maxLength: maxRecognisedText }) }, { additionalProperties: false }), 131_072),
    answer: recognised,
  }),
  listInbox: defineRoute('GET', '/api/v1/inbox', {
    action: 'inbox.list',
    summary: "The agency's work, received and sent, with its clocks.",
    query: Type.Object({ direction: Type.Optional(direction), state: Type.Optional(workState) }),
    answer: inbox,
  }),
  readExchange: defineRoute('GET', '/api/v1/exchange', {
    action: 'exchange.read',
    summary: 'The state of each link, log, receipt and agreement.',
    answer: exchangeStatus,
  }),
  holdLink: defineRoute('POST', '/api/v1/exchange/{party}/hold', {
    action: 'exchange.hold',
    summary: 'Cut or restore the link to a partner; what waits stays visible.',
    params: Type.Object({ party: code }),
    body: jsonBody(Type.Object({ held: Type.Boolean(), reason }, { additionalProperties: false })),
    answer: exchangeStatus,
    faults: ['partner_unknown'],
  }),
  listReleaseTasks: defineRoute('GET', '/api/v1/release-tasks', {
    action: 'release_task.list',
    summary: "Records of the caller's agency that wait for its releasing officer.",
    answer: releaseTaskList,
  }),
  readReleaseTask: defineRoute('GET', '/api/v1/release-tasks/{id}', {
    action: 'release_task.read',
    summary: 'One task with the exact bytes that would leave.',
    params: Type.Object({ id: code }),
    answer: releaseTaskDetail,
    faults: ['release_task_unknown', 'record_erased'],
  }),
  decideReleaseTask: defineRoute('POST', '/api/v1/release-tasks/{id}', {
    action: 'release_task.decide',
    summary: 'Release, with more fields struck if wanted, or deny.',
    params: Type.Object({ id: code }),
    body: jsonBody(
      Type.Object(
        {
          outcome: Type.Union([Type.Literal('release'), Type.Literal('deny')]),
          without: Type.Array(code, { maxItems: 500 }),
          reason,
        },
        { additionalProperties: false },
      ),
    ),
    answer: Type.Object({ position }),
    faults: ['release_task_unknown', 'release_already_decided', 'record_erased'],
  }),
  listImports: defineRoute('GET', '/api/v1/imports', {
    action: 'import.list',
    summary: 'Import runs with edition, rows read, stored and reported.',
    answer: importList,
  }),
  followStream: defineRoute('GET', '/api/v1/stream', {
    action: 'stream.follow',
    summary: 'Server-sent events; resumes after Last-Event-ID or `after`.',
    query: Type.Object({ after: Type.Optional(count) }),
    answer: { status: 200, contentType: 'text/event-stream', schema: Type.String() },
  }),
  readOpenApi: defineRoute('GET', '/api/v1/openapi.json', {
    action: 'openapi.read',
    summary: 'This description.',
    signIn: 'none',
    answer: json,
  }),
  readHealth: defineRoute('GET', '/healthz', {
    action: 'health.read',
    summary: 'Whether the node can serve: its database answers and its logs can be appended.',
    signIn: 'none',
    answer: plain,
  }),
  readMetrics: defineRoute('GET', '/metrics', {
    action: 'metrics.read',
    summary: 'Prometheus text, for the machine itself or an administrator.',
    signIn: 'operator',
    answer: plain,
  }),
} as const
