import { Type } from 'typebox'
import { briefRoutes } from './brief-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { claimsRoutes } from './claims-routes.ts'
import { clockRoutes } from './clock-routes.ts'
import { commitmentRoutes } from './commitment-routes.ts'
import { courierRoutes } from './courier-routes.ts'
import { defineRoute, jsonBody } from './define-route.ts'
import { epochRoutes } from './epoch-routes.ts'
import { groupRoutes } from './group-routes.ts'
import { indicatorRoutes } from './indicator-routes.ts'
import { jointRoutes } from './joint-routes.ts'
import { noteRoutes } from './note-routes.ts'
import { onwardRoutes } from './onward-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { printRoutes } from './print-routes.ts'
import { programmeRoutes } from './programme-routes.ts'
import { publicationRoutes } from './publication-routes.ts'
import { recallRoutes } from './recall-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { requestRoutes } from './request-routes.ts'
import { resultRoutes } from './result-routes.ts'
import { retentionRoutes } from './retention-routes.ts'
import { rightsRoutes } from './rights-routes.ts'
import { clearanceAnswer, clearanceDetail, clearanceList } from './shapes/clearance.ts'
import { draft, draftId, draftList, draftSaved, draftSaving, maxDraftBytes } from './shapes/drafts.ts'
import { evidencePlan, evidenceRequest } from './shapes/evidence.ts'
import { exchangeStatus, importList, quarantineList, releaseChosen, releaseTaskDetail, releaseTaskList } from './shapes/exchange.ts'
import { fileName, uploaded } from './shapes/files.ts'
import { checkedIdentifiers, identifiersToCheck } from './shapes/identifiers.ts'
import {
  handoverDraft,
  handoverList,
  inboxCounts,
  inboxFilter,
  inboxPage,
  marked,
  markRequest,
  officers,
  savedViews,
  viewDraft,
} from './shapes/inbox.ts'
import { kindDetail, kindList } from './shapes/kinds.ts'
import { entryChange, listDetail, listEntries, officialLists } from './shapes/lists.ts'
import { code, count, cursor, day, direction, json, limit, position, reason, recordId, workState } from './shapes/parts.ts'
import {
  addedBucket,
  batchResults,
  erased,
  outgoingCopies,
  recognised,
  recordDetail,
  recordList,
  recordProof,
  recordVersion,
  searchResults,
  shared,
  stored,
  submission,
  suggestions,
} from './shapes/records.ts'
import { seriesDetail, seriesList, seriesPeriod } from './shapes/series.ts'
import { credentials, nodeInfo, session } from './shapes/session.ts'
import { inbox } from './shapes/work.ts'
import { statementRoutes } from './statement-routes.ts'
import { witnessRoutes } from './witness-routes.ts'

const none = { status: 204, contentType: null, schema: Type.Null() } as const
const plain = { status: 200, contentType: 'text/plain', schema: Type.String() } as const
const created = { status: 201, contentType: 'application/json', schema: stored } as const
const byId = Type.Object({ id: recordId })
const month = Type.String({ pattern: '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$' })
const seriesQuery = Type.Object({
  measure: Type.Optional(code),
  by: Type.Optional(code),
  where: Type.Optional(
    Type.String({ maxLength: 2000, description: 'Which lines: `dimension=value` pairs as in a query string, percent-encoded as a whole.' }),
  ),
  period: Type.Optional(seriesPeriod),
  from: Type.Optional(month),
  to: Type.Optional(month),
})
const unknownRecord = ['record_unknown', 'record_erased', 'record_recalled'] as const

/** Largest request body of one record, in bytes. */
export const maxRecordBytes = 1_048_576
/** Largest file, in bytes. */
export const maxUploadBytes = 64 * 1_048_576
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
    faults: ['version_conflict', 'record_changed', 'log_frozen'],
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
  readRecordVersion: defineRoute('GET', '/api/v1/records/{id}/versions/{seq}', {
    action: 'record.read_version',
    summary: 'One version of a record as it was written; `seq` is its place in the journal.',
    params: Type.Object({ id: recordId, seq: Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$' }) }),
    answer: recordVersion,
    faults: unknownRecord,
  }),
  markRecordSeen: defineRoute('POST', '/api/v1/records/{id}/seen', {
    action: 'record.mark_seen',
    summary: 'Remember how far the caller has seen this record, so that what comes later can be marked as news.',
    params: byId,
    body: jsonBody(Type.Object({ upTo: count }, { additionalProperties: false })),
    answer: none,
    faults: ['record_unknown'],
  }),
  listOutgoing: defineRoute('GET', '/api/v1/records/{id}/outgoing/{partner}', {
    action: 'record.read_outgoing',
    summary: 'The exact bytes of each version that left for one partner, newest first, struck fields absent.',
    params: Type.Object({ id: recordId, partner: code }),
    answer: outgoingCopies,
    faults: [...unknownRecord, 'partner_unknown'],
  }),
  readRecordProof: defineRoute('GET', '/api/v1/records/{id}/proof', {
    action: 'record.read_proof',
    summary: 'What proves the latest version, one proof for each log that it lies in; works after erasure.',
    params: byId,
    answer: recordProof,
    faults: ['record_unknown', 'log_frozen'],
  }),
  planEvidence: defineRoute('POST', '/api/v1/evidence/plan', {
    action: 'evidence.ask',
    summary: 'What would happen if these proofs were opened to that recipient: decided record by record, nothing stored.',
    body: jsonBody(evidenceRequest),
    answer: evidencePlan,
    faults: ['record_unknown'],
  }),
  makeEvidence: defineRoute('POST', '/api/v1/evidence', {
    action: 'evidence.make',
    summary:
      'One file with records, proofs, keys, decisions and cover sheets that anybody can check offline. It, or the refusal, is in the journal first.',
    body: jsonBody(evidenceRequest),
    answer: { status: 200, contentType: 'application/octet-stream', schema: Type.String() },
    faults: ['record_unknown', 'evidence_refused', 'evidence_too_large', 'log_frozen'],
  }),
  eraseRecord: defineRoute('POST', '/api/v1/records/{id}/erase', {
    action: 'record.erase',
    summary: 'Destroy the keys of every version once a second person confirms; the proofs go on verifying.',
    params: byId,
    body: jsonBody(Type.Object({ reason }, { additionalProperties: false })),
    answer: erased,
    faults: ['record_unknown', 'record_erased', 'record_held', 'proposal_waits'],
  }),
  shareRecord: defineRoute('POST', '/api/v1/records/{id}/share', {
    action: 'record.share',
    summary: 'Let another agency of the same party read the record: a decision, logged like a release.',
    params: byId,
    body: jsonBody(Type.Object({ agency: code, reason }, { additionalProperties: false })),
    answer: shared,
    faults: unknownRecord,
  }),
  addFile: defineRoute('POST', '/api/v1/files', {
    action: 'file.create',
    summary:
      'Upload a file, at most 64 MiB, for a record to name. Content-Type declares its type; X-Content-Sha256 its hash; Content-Range a part of it, which begins at a multiple of 1 MiB.',
    body: { contentType: '*/*', schema: Type.String({ contentEncoding: 'binary' }), maxBytes: maxUploadBytes },
    answer: uploaded,
    faults: ['file_offset_wrong', 'file_hash_differs', 'file_type_differs'],
  }),
  readFile: defineRoute('GET', '/api/v1/files/{sha256}', {
    action: 'file.read',
    summary: 'The bytes of a file, for whoever may read a record that names it.',
    params: fileName,
    answer: { status: 200, contentType: 'application/octet-stream', schema: Type.String({ contentEncoding: 'binary' }) },
    faults: ['file_unknown', 'record_erased'],
  }),
  search: defineRoute('GET', '/api/v1/search', {
    action: 'search',
    summary: 'Records whose words, identifiers or names match, with the reason for each hit and, if asked, how the hits divide.',
    query: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 400 }),
      kind: Type.Optional(code),
      from: Type.Optional(code),
      agency: Type.Optional(code),
      tlp: Type.Optional(code),
      list: Type.Optional(code),
      flag: Type.Optional(code),
      since: Type.Optional(day),
      until: Type.Optional(day),
      added: Type.Optional(addedBucket),
      facets: Type.Optional(Type.Integer({ minimum: 1, maximum: 1, description: '1: count the hits by facet.' })),
      cursor: Type.Optional(cursor),
      limit: Type.Optional(limit),
    }),
    answer: searchResults,
  }),
  suggest: defineRoute('GET', '/api/v1/search/suggestions', {
    action: 'search.suggest',
    summary: 'Records whose names begin with what was typed so far, or whose identifier it is.',
    query: Type.Object({
      q: Type.String({ minLength: 1, maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    }),
    answer: suggestions,
  }),
  recognise: defineRoute('POST', '/api/v1/recognise', {
    action: 'recognise',
    summary: 'Find identifiers in a text, with their check digits; nothing is stored.',
    body: jsonBody(Type.Object({ text: Type.String({ maxLength: maxRecognisedText }) }, { additionalProperties: false }), 131_072),
    answer: recognised,
  }),
  checkIdentifiers: defineRoute('POST', '/api/v1/identifiers/check', {
    action: 'identifier.check',
    summary: 'Check identifiers by their published rules, or say what each could be when its type is not told; nothing is stored.',
    body: jsonBody(identifiersToCheck, 524_288),
    answer: checkedIdentifiers,
  }),
  listInbox: defineRoute('GET', '/api/v1/inbox', {
    action: 'inbox.list',
    summary: "The agency's work, received and sent, with its clocks.",
    query: Type.Object({ direction: Type.Optional(direction), state: Type.Optional(workState) }),
    answer: inbox,
  }),
  listInboxItems: defineRoute('GET', '/api/v1/inbox/items', {
    action: 'inbox.list_items',
    summary: 'Everything that waits for the caller, from every source, by clock: late first. `skip` enters the list anywhere.',
    query: Type.Object({
      ...inboxFilter,
      // A place in a grouped list holds the group's name.
      cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
      skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
      limit: Type.Optional(limit),
    }),
    answer: inboxPage,
  }),
  countInbox: defineRoute('GET', '/api/v1/inbox/counts', {
    action: 'inbox.count',
    summary: 'How many items a filter leaves, by group, what each tab holds, and which values there are to filter by.',
    query: Type.Object(inboxFilter),
    answer: inboxCounts,
  }),
  markInboxItems: defineRoute('POST', '/api/v1/inbox/marks', {
    action: 'inbox.mark',
    summary:
      'Give items to an officer of the agency, put them aside until an instant, or say that a duty is done; answers with how each stood before.',
    body: jsonBody(markRequest, 131_072),
    answer: marked,
    faults: ['log_frozen'],
  }),
  listOfficers: defineRoute('GET', '/api/v1/inbox/officers', {
    action: 'inbox.list_officers',
    summary: "Who of the caller's agency may be given work.",
    answer: officers,
  }),
  listInboxViews: defineRoute('GET', '/api/v1/inbox/views', {
    action: 'inbox.list_views',
    summary: "The caller's own saved views, each with how much it holds.",
    answer: savedViews,
  }),
  saveInboxView: defineRoute('POST', '/api/v1/inbox/views', {
    action: 'inbox.save_view',
    summary: 'Save a view under a name; both lie sealed in the journal.',
    body: jsonBody(viewDraft, 8192),
    answer: Type.Object({ id: code }),
    faults: ['view_limit', 'log_frozen'],
  }),
  deleteInboxView: defineRoute('DELETE', '/api/v1/inbox/views/{id}', {
    action: 'inbox.delete_view',
    summary: 'Delete a saved view; it can be restored.',
    params: Type.Object({ id: code }),
    answer: none,
    faults: ['view_unknown'],
  }),
  restoreInboxView: defineRoute('POST', '/api/v1/inbox/views/{id}/restore', {
    action: 'inbox.restore_view',
    summary: 'Take back the deletion of a saved view.',
    params: Type.Object({ id: code }),
    answer: none,
    faults: ['view_unknown'],
  }),
  listHandovers: defineRoute('GET', '/api/v1/handovers', {
    action: 'handover.list',
    summary: "Hand-overs of the agency's shifts: those that wait first, then the newest.",
    answer: handoverList,
  }),
  giveHandover: defineRoute('POST', '/api/v1/handovers', {
    action: 'handover.give',
    summary: 'Hand items to the next officer with a note; they change hands when that officer accepts.',
    body: jsonBody(handoverDraft, 131_072),
    answer: Type.Object({ id: code }),
    faults: ['log_frozen'],
  }),
  acceptHandover: defineRoute('POST', '/api/v1/handovers/{id}/accept', {
    action: 'handover.accept',
    summary: 'Take over what was handed; the items are the caller’s from now on.',
    params: Type.Object({ id: code }),
    answer: Type.Object({ items: count }),
    faults: ['handover_unknown', 'handover_closed', 'handover_not_yours', 'log_frozen'],
  }),
  withdrawHandover: defineRoute('POST', '/api/v1/handovers/{id}/withdraw', {
    action: 'handover.withdraw',
    summary: 'Take back a hand-over of one’s own that nobody has accepted.',
    params: Type.Object({ id: code }),
    answer: Type.Object({ items: count }),
    faults: ['handover_unknown', 'handover_closed', 'handover_not_yours', 'log_frozen'],
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
    body: jsonBody(
      Type.Object(
        {
          held: Type.Boolean(),
          reason,
          hours: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 720, description: 'How long; 24 unless told. Beyond 24 a second person must confirm.' }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    answer: exchangeStatus,
    faults: ['partner_unknown'],
  }),
  listQuarantine: defineRoute('GET', '/api/v1/exchange/{party}/quarantine', {
    action: 'exchange.read_quarantine',
    summary:
      "Received entries that became no record, for the caller's agency, newest first: why, where and when; nothing of their content.",
    params: Type.Object({ party: code }),
    query: Type.Object({ cursor: Type.Optional(cursor), limit: Type.Optional(limit) }),
    answer: quarantineList,
    faults: ['partner_unknown'],
  }),
  listReleaseTasks: defineRoute('GET', '/api/v1/release-tasks', {
    action: 'release_task.list',
    summary: "Records of the caller's agency that wait for its releasing officer.",
    answer: releaseTaskList,
  }),
  readReleaseTask: defineRoute('GET', '/api/v1/release-tasks/{id}', {
    action: 'release_task.read',
    summary: 'One task with the exact bytes that would leave; `without` names, by commas, all fields to strike.',
    params: Type.Object({ id: code }),
    query: Type.Object({ without: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })) }),
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
          asDraft: Type.Optional(Type.Boolean({ description: 'A text that is not agreed leaves as what it is: a draft.' })),
          holdSeconds: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 60, description: 'How long it can be taken back before it takes effect. Default: 0.' }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    answer: releaseChosen,
    faults: ['release_task_unknown', 'release_already_decided', 'choice_pending', 'record_erased'],
  }),
  undoReleaseChoice: defineRoute('POST', '/api/v1/release-tasks/{id}/undo', {
    action: 'release_task.undo',
    summary: 'Take back a choice that has not taken effect: nothing has left.',
    params: Type.Object({ id: code }),
    body: jsonBody(Type.Object({}, { additionalProperties: false })),
    answer: Type.Object({ position }),
    faults: ['release_task_unknown', 'choice_unknown', 'record_erased'],
  }),
  listClearances: defineRoute('GET', '/api/v1/clearances', {
    action: 'clearance.list',
    summary: "Documents on their way through the party that the caller's agency wrote or has to clear; by term.",
    query: Type.Object({
      show: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('open'), Type.Literal('done')])),
      record: Type.Optional(recordId),
    }),
    answer: clearanceList,
  }),
  readClearance: defineRoute('GET', '/api/v1/clearances/{id}', {
    action: 'clearance.read',
    summary: 'One document on its way: its text, its route, what was said, and what the caller may do.',
    params: Type.Object({ id: code }),
    answer: clearanceDetail,
    faults: ['clearance_unknown', 'record_erased'],
  }),
  answerClearance: defineRoute('POST', '/api/v1/clearances/{id}', {
    action: 'clearance.act',
    summary: 'Comment, concur, object, return, take back or hand in again. `round` and `step` are what the caller saw.',
    params: Type.Object({ id: code }),
    body: jsonBody(clearanceAnswer),
    answer: Type.Object({ position }),
    faults: ['clearance_unknown', 'clearance_moved', 'record_erased'],
  }),
  listDrafts: defineRoute('GET', '/api/v1/drafts', {
    action: 'draft.list',
    summary: "The caller's own drafts, last changed first; nobody else's, whatever the role.",
    answer: draftList,
  }),
  readDraft: defineRoute('GET', '/api/v1/drafts/{id}', {
    action: 'draft.read',
    summary: "One of the caller's own drafts.",
    params: Type.Object({ id: draftId }),
    answer: draft,
    faults: ['draft_unknown'],
  }),
  saveDraft: defineRoute('POST', '/api/v1/drafts/{id}', {
    action: 'draft.save',
    summary: 'Keep a draft, sealed, over the revision that its writer last saw.',
    params: Type.Object({ id: draftId }),
    body: jsonBody(draftSaving, maxDraftBytes),
    answer: draftSaved,
    faults: ['draft_changed', 'too_many_drafts'],
  }),
  deleteDraft: defineRoute('DELETE', '/api/v1/drafts/{id}', {
    action: 'draft.delete',
    summary: 'Erase a draft and its key; one that is gone already is no error.',
    params: Type.Object({ id: draftId }),
    answer: none,
  }),
  listImports: defineRoute('GET', '/api/v1/imports', {
    action: 'import.list',
    summary: 'Import runs with edition, rows read, stored and reported.',
    answer: importList,
  }),
  listLists: defineRoute('GET', '/api/v1/lists', {
    action: 'list.list',
    summary: 'Official lists: newest edition, what the caller may see of each, and the last run that read it.',
    answer: officialLists,
  }),
  readList: defineRoute('GET', '/api/v1/lists/{list}', {
    action: 'list.read',
    summary: 'One official list with the history of its editions and how its entries divide.',
    params: Type.Object({ list: code }),
    query: Type.Object({ edition: Type.Optional(day) }),
    answer: listDetail,
    faults: ['list_unknown'],
  }),
  listEntries: defineRoute('GET', '/api/v1/lists/{list}/entries', {
    action: 'list.read_entries',
    summary: 'Entries of one edition of a list that the caller may read, in the order of the list.',
    params: Type.Object({ list: code }),
    query: Type.Object({
      edition: Type.Optional(day),
      q: Type.Optional(Type.String({ minLength: 1, maxLength: 400 })),
      change: Type.Optional(entryChange),
      program: Type.Optional(code),
      entityClass: Type.Optional(code),
      cursor: Type.Optional(cursor),
      limit: Type.Optional(limit),
    }),
    answer: listEntries,
    faults: ['list_unknown'],
  }),
  listSeries: defineRoute('GET', '/api/v1/series', {
    action: 'series.list',
    summary: 'Published series of figures that the caller may see.',
    answer: seriesList,
  }),
  readSeries: defineRoute('GET', '/api/v1/series/{series}', {
    action: 'series.read',
    summary: 'One measure of a series by place or class and by period, with what later editions revised. A gap is null, never nought.',
    params: Type.Object({ series: code }),
    query: seriesQuery,
    answer: seriesDetail,
    faults: ['series_unknown'],
  }),
  exportSeries: defineRoute('GET', '/api/v1/series/{series}/table', {
    action: 'series.export',
    summary: 'The same as comma-separated values, one row for each value and each revision of it.',
    params: Type.Object({ series: code }),
    query: seriesQuery,
    answer: { status: 200, contentType: 'text/csv', schema: Type.String() },
    faults: ['series_unknown'],
  }),
  ...peopleRoutes,
  ...clockRoutes,
  ...epochRoutes,
  ...courierRoutes,
  ...commitmentRoutes,
  ...indicatorRoutes,
  ...resultRoutes,
  ...jointRoutes,
  ...briefRoutes,
  ...programmeRoutes,
  ...groupRoutes,
  ...onwardRoutes,
  ...claimsRoutes,
  ...noteRoutes,
  ...reportRoutes,
  ...caseRoutes,
  ...printRoutes,
  ...requestRoutes,
  ...rightsRoutes,
  ...publicationRoutes,
  ...recallRoutes,
  ...retentionRoutes,
  ...statementRoutes,
  ...witnessRoutes,
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
