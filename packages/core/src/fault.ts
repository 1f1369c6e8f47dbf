/**
 * Every fault code the product can answer with: HTTP status and whether trying again later can help.
 * A code's sentence in each language lives in `packs/locales/<language>/faults.json` under the same key.
 */
export const faults = {
  body_invalid: { status: 422, retry: false },
  body_malformed: { status: 400, retry: false },
  body_too_large: { status: 413, retry: false },
  body_too_deep: { status: 400, retry: false },
  duplicate_key: { status: 400, retry: false },
  text_not_well_formed: { status: 400, retry: false },
  content_type_unsupported: { status: 415, retry: false },
  parameter_invalid: { status: 400, retry: false },
  kind_unknown: { status: 404, retry: false },
  list_unknown: { status: 404, retry: false },
  series_unknown: { status: 404, retry: false },
  instrument_unknown: { status: 404, retry: false },
  record_unknown: { status: 404, retry: false },
  record_erased: { status: 410, retry: false },
  record_recalled: { status: 410, retry: false },
  record_held: { status: 409, retry: false },
  retention_rule_unknown: { status: 404, retry: false },
  hold_unknown: { status: 404, retry: false },
  recall_unknown: { status: 404, retry: false },
  recall_stands: { status: 409, retry: false },
  recall_over: { status: 409, retry: false },
  nothing_to_recall: { status: 409, retry: false },
  file_unknown: { status: 404, retry: false },
  file_offset_wrong: { status: 409, retry: false },
  file_hash_differs: { status: 422, retry: false },
  file_type_differs: { status: 422, retry: false },
  version_conflict: { status: 409, retry: false },
  record_changed: { status: 409, retry: false },
  draft_unknown: { status: 404, retry: false },
  draft_changed: { status: 409, retry: false },
  too_many_drafts: { status: 409, retry: false },
  request_malformed: { status: 400, retry: false },
  request_timeout: { status: 408, retry: true },
  route_unknown: { status: 404, retry: false },
  method_not_allowed: { status: 405, retry: false },
  sign_in_required: { status: 401, retry: false },
  session_expired: { status: 401, retry: false },
  credentials_wrong: { status: 401, retry: false },
  not_permitted: { status: 403, retry: false },
  cross_site_request: { status: 403, retry: false },
  too_many_requests: { status: 429, retry: true },
  partner_unknown: { status: 404, retry: false },
  release_task_unknown: { status: 404, retry: false },
  release_already_decided: { status: 409, retry: false },
  handover_unknown: { status: 404, retry: false },
  handover_closed: { status: 409, retry: false },
  handover_not_yours: { status: 403, retry: false },
  view_unknown: { status: 404, retry: false },
  view_limit: { status: 409, retry: false },
  account_unknown: { status: 404, retry: false },
  account_exists: { status: 409, retry: false },
  account_open: { status: 409, retry: false },
  account_closed: { status: 409, retry: false },
  password_temporary: { status: 403, retry: false },
  proposal_unknown: { status: 404, retry: false },
  proposal_decided: { status: 409, retry: false },
  proposal_expired: { status: 409, retry: false },
  proposal_waits: { status: 409, retry: false },
  shift_unknown: { status: 404, retry: false },
  shift_over: { status: 409, retry: false },
  choice_pending: { status: 409, retry: false },
  choice_unknown: { status: 409, retry: false },
  clearance_unknown: { status: 404, retry: false },
  clearance_moved: { status: 409, retry: false },
  reminder_too_early: { status: 409, retry: false },
  reminder_too_soon: { status: 409, retry: false },
  evidence_refused: { status: 403, retry: false },
  evidence_too_large: { status: 413, retry: false },
  courier_busy: { status: 409, retry: true },
  courier_contents_invalid: { status: 422, retry: false },
  courier_file_unknown: { status: 404, retry: false },
  courier_for_another: { status: 422, retry: false },
  courier_forked: { status: 409, retry: false },
  courier_gap: { status: 409, retry: false },
  courier_key_unknown: { status: 409, retry: false },
  courier_manifest_malformed: { status: 422, retry: false },
  courier_manifest_missing: { status: 422, retry: false },
  courier_nothing: { status: 409, retry: false },
  courier_overtaken: { status: 409, retry: false },
  courier_receipt_invalid: { status: 422, retry: false },
  courier_replayed: { status: 409, retry: false },
  courier_sealed_otherwise: { status: 422, retry: false },
  courier_sender_unknown: { status: 422, retry: false },
  courier_signature_invalid: { status: 422, retry: false },
  courier_volume_damaged: { status: 422, retry: false },
  courier_volume_foreign: { status: 422, retry: false },
  courier_volume_missing: { status: 422, retry: false },
  log_frozen: { status: 409, retry: false },
  node_busy: { status: 503, retry: true },
  store_unavailable: { status: 503, retry: true },
  store_in_use: { status: 503, retry: true },
  store_version_wrong: { status: 503, retry: false },
  store_not_durable: { status: 503, retry: false },
  store_newer_than_node: { status: 503, retry: false },
  store_migration_changed: { status: 503, retry: false },
  keystore_damaged: { status: 503, retry: false },
  keystore_key_wrong: { status: 503, retry: false },
  keystore_behind: { status: 503, retry: false },
  search_key_wrong: { status: 503, retry: false },
  backup_exists: { status: 409, retry: false },
  backup_unknown: { status: 422, retry: false },
  backup_damaged: { status: 422, retry: false },
  backup_of_other_version: { status: 409, retry: false },
  restore_not_empty: { status: 409, retry: false },
  secret_file_unsafe: { status: 503, retry: false },
  node_exists: { status: 409, retry: false },
  pairing_invalid: { status: 503, retry: false },
  key_statement_invalid: { status: 503, retry: false },
  root_exists: { status: 409, retry: false },
  root_missing: { status: 409, retry: false },
  root_differs: { status: 409, retry: false },
  key_unknown: { status: 404, retry: false },
  key_overlaps: { status: 409, retry: false },
  token_address_wrong: { status: 409, retry: false },
  token_support_missing: { status: 503, retry: false },
  token_module_missing: { status: 503, retry: false },
  token_missing: { status: 503, retry: true },
  token_pin_missing: { status: 503, retry: false },
  token_pin_wrong: { status: 503, retry: false },
  token_key_missing: { status: 503, retry: false },
  token_slow: { status: 503, retry: true },
  token_failed: { status: 503, retry: true },
  agreement_invalid: { status: 503, retry: false },
  config_invalid: { status: 503, retry: false },
  internal: { status: 500, retry: false },
} as const satisfies Record<string, { readonly status: number; readonly retry: boolean }>

export type FaultCode = keyof typeof faults

/** One thing wrong in an input: where (JSON Pointer) and which rule; `values` fill the sentence. Values never hold the input itself. */
export type FieldProblem = {
  readonly field: string
  readonly code: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** The world let us down, or a request cannot be served: thrown, and turned into a problem document (RFC 9457) at the edge. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly values: Readonly<Record<string, string | number>>
  readonly problems: readonly FieldProblem[]

  constructor(
    code: FaultCode,
    values: Readonly<Record<string, string | number>> = {},
    options: { readonly cause?: unknown; readonly problems?: readonly FieldProblem[] } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Fault'
    this.code = code
    this.values = values
    this.problems = options.problems ?? []
  }
}
