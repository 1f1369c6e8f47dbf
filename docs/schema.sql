-- The database schema after all migrations, printed from the catalogues by packages/node/src/store/schema-dump.ts.
-- Generated: change a migration, then run `node packages/node/src/store/schema-file.ts`.

create table account (
  name text not null,
  agency text not null,
  role text not null,
  secret text not null,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone,
  signed_in_at timestamp with time zone,
  password_temporary boolean not null default false,
  constraint account_pkey PRIMARY KEY (name)
);

create table answer (
  log_id smallint not null,
  seq bigint not null,
  outcome text not null,
  reason text,
  at timestamp with time zone not null,
  constraint answer_pkey PRIMARY KEY (log_id, seq)
);

create table body (
  log_id smallint not null,
  seq bigint not null,
  slot bigint,
  sealed bytea,
  constraint body_pkey PRIMARY KEY (log_id, seq)
);

create table business_receipt (
  log_id smallint not null,
  seq bigint not null,
  what text not null,
  count bigint not null,
  at timestamp with time zone not null,
  answer_log_seq bigint not null,
  constraint business_receipt_pkey PRIMARY KEY (log_id, seq, what)
);

create table case_state (
  rid bytea not null,
  agency text not null,
  stamp text not null,
  status text not null,
  custody text not null,
  holder text,
  pathways jsonb not null,
  contested boolean not null,
  missing integer not null,
  warnings text[] not null,
  return_by date,
  constraint case_state_pkey PRIMARY KEY (rid, agency)
);

create table clearance (
  clearance_id bigint not null generated always as identity,
  version_seq bigint not null,
  rid bytea not null,
  agency text not null,
  route jsonb not null,
  round integer not null,
  state text not null,
  step_agency text,
  step_role text,
  since timestamp with time zone not null,
  due_at timestamp with time zone,
  silence_at timestamp with time zone,
  shown_to text[] not null default '{}'::text[],
  opened_at timestamp with time zone not null,
  moved_seq bigint not null,
  constraint clearance_pkey PRIMARY KEY (clearance_id),
  constraint clearance_version_seq_key UNIQUE (version_seq),
  constraint clearance_state_check CHECK (state = ANY (ARRAY['open'::text, 'cleared'::text, 'objected'::text, 'returned'::text, 'withdrawn'::text, 'replaced'::text]))
);
CREATE INDEX clearance_agency ON public.clearance USING btree (agency, state);
CREATE INDEX clearance_rid ON public.clearance USING btree (rid);
CREATE INDEX clearance_silence ON public.clearance USING btree (silence_at) WHERE (silence_at IS NOT NULL);
CREATE INDEX clearance_step ON public.clearance USING btree (step_agency, step_role) WHERE (step_agency IS NOT NULL);

create table clearance_event (
  clearance_id bigint not null,
  place integer not null,
  seq bigint not null,
  act text not null,
  round integer not null,
  step smallint,
  account text,
  at timestamp with time zone not null,
  constraint clearance_event_pkey PRIMARY KEY (clearance_id, place)
);

create table courier (
  id uuid not null,
  what text not null,
  partner text not null,
  start_size bigint not null,
  end_size bigint not null,
  bytes bigint not null,
  by text not null,
  at timestamp with time zone not null,
  lane text not null default 'routine'::text,
  constraint courier_pkey PRIMARY KEY (what, id),
  constraint courier_lane_check CHECK (lane = ANY (ARRAY['routine'::text, 'flash'::text])),
  constraint courier_what_check CHECK (what = ANY (ARRAY['export'::text, 'import'::text, 'receipt'::text]))
);
CREATE INDEX courier_partner ON public.courier USING btree (partner, at DESC);

create table decision (
  decision_id bigint not null generated always as identity,
  seq bigint not null,
  version_seq bigint not null,
  partner text not null,
  agency text not null,
  outcome text not null,
  reason text,
  agreement text,
  without text[] not null default '{}'::text[],
  decided_by text,
  decided_at timestamp with time zone not null,
  out_log smallint,
  out_seq bigint,
  tear_lines text[] not null default '{}'::text[],
  consent_seq bigint,
  partner_id boolean not null default false,
  constraint decision_pkey PRIMARY KEY (decision_id),
  constraint decision_outcome_check CHECK (outcome = ANY (ARRAY['release'::text, 'withhold'::text, 'ask'::text, 'hold'::text, 'deny'::text]))
);
CREATE INDEX decision_consent ON public.decision USING btree (consent_seq) WHERE (consent_seq IS NOT NULL);
CREATE UNIQUE INDEX decision_final ON public.decision USING btree (version_seq, partner) WHERE (outcome <> ALL (ARRAY['ask'::text, 'hold'::text]));
CREATE INDEX decision_out ON public.decision USING btree (out_log, out_seq) WHERE (out_seq IS NOT NULL);
CREATE INDEX decision_version ON public.decision USING btree (version_seq);

create table displaced (
  log_id smallint not null,
  seq bigint not null,
  new_seq bigint not null,
  leaf bytea not null,
  slot bigint,
  sealed bytea,
  constraint displaced_pkey PRIMARY KEY (log_id, seq)
);

create table draft (
  account text not null,
  id text not null,
  agency text not null,
  kind text not null,
  revision integer not null,
  slot bigint not null,
  sealed bytea not null,
  changed_at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (account, id),
  constraint draft_account_fkey FOREIGN KEY (account) REFERENCES account(name)
);
CREATE INDEX draft_changed ON public.draft USING btree (changed_at);

create table duty (
  duty_id bigint not null generated always as identity,
  rid bytea not null,
  agency text not null,
  from_party text not null,
  duty text not null,
  record_kind text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by text,
  moved_seq bigint not null,
  constraint duty_pkey PRIMARY KEY (duty_id),
  constraint duty_rid_duty_key UNIQUE (rid, duty)
);
CREATE INDEX duty_open ON public.duty USING btree (agency, due_at) WHERE (done_at IS NULL);

create table duty_shift (
  shift_id bigint not null generated always as identity,
  agency text not null,
  account text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  seq bigint not null,
  constraint duty_shift_pkey PRIMARY KEY (shift_id),
  constraint duty_shift_check CHECK (ends_at > starts_at)
);
CREATE INDEX duty_shift_agency ON public.duty_shift USING btree (agency, ends_at) WHERE (cancelled_at IS NULL);

create table entry (
  log_id smallint not null,
  seq bigint not null,
  leaf bytea not null,
  hash bytea not null,
  at timestamp with time zone not null default now(),
  constraint entry_pkey PRIMARY KEY (log_id, seq),
  constraint entry_hash_check CHECK (length(hash) = 32)
);
CREATE INDEX entry_evidence ON public.entry USING btree (log_id, seq) WHERE (POSITION(('\x2274223a2265766964656e636522'::bytea) IN (leaf)) > 0);

create table epoch (
  log_id smallint not null,
  previous smallint not null,
  reason text not null,
  previous_size bigint,
  previous_root bytea,
  moved bigint not null default 0,
  unreadable bigint not null default 0,
  seq bigint not null,
  at timestamp with time zone not null,
  constraint epoch_pkey PRIMARY KEY (log_id)
);

create table erasure (
  seq bigint not null,
  at timestamp with time zone not null,
  agency text not null,
  retention text not null,
  kind text not null,
  rule text,
  versions integer not null,
  constraint erasure_pkey PRIMARY KEY (seq)
);
CREATE INDEX erasure_agency ON public.erasure USING btree (agency, at);

create table figure (
  seq bigint not null,
  rid bytea not null,
  agency text not null,
  series text not null,
  line bytea not null,
  measure text not null,
  unit text not null,
  period_start date not null,
  period_end date not null,
  "precision" text not null,
  edition date not null,
  value double precision,
  value_low double precision,
  value_high double precision,
  missing text,
  provisional boolean not null,
  constraint figure_pkey PRIMARY KEY (seq)
);
CREATE INDEX figure_record ON public.figure USING btree (rid);
CREATE INDEX figure_series ON public.figure USING btree (series, agency, seq);

create table file (
  digest bytea not null,
  agency text not null,
  from_party text not null,
  type text not null,
  size bigint not null,
  slot bigint,
  whole boolean not null default false,
  wanted_at timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (digest)
);

create table file_use (
  seq bigint not null,
  digest bytea not null,
  constraint file_use_pkey PRIMARY KEY (seq, digest)
);
CREATE INDEX file_use_digest ON public.file_use USING btree (digest);

create table follower (
  name text not null,
  "position" bigint not null,
  version integer not null,
  constraint follower_pkey PRIMARY KEY (name)
);

create table handover (
  handover_id bigint not null generated always as identity,
  agency text not null,
  given_by text not null,
  given_to text,
  seq bigint not null,
  given_at timestamp with time zone not null,
  closed_by text,
  closed_at timestamp with time zone,
  outcome text,
  constraint handover_pkey PRIMARY KEY (handover_id),
  constraint handover_outcome_check CHECK (outcome = ANY (ARRAY['accepted'::text, 'withdrawn'::text]))
);
CREATE INDEX handover_agency ON public.handover USING btree (agency, handover_id);

create table handover_item (
  handover_id bigint not null,
  source text not null,
  ref bytea not null,
  constraint handover_item_pkey PRIMARY KEY (handover_id, source, ref)
);

create table hidden (
  rid bytea not null,
  from_party text not null,
  recall_id bigint not null,
  derived boolean not null,
  shown_again_at timestamp with time zone,
  constraint hidden_pkey PRIMARY KEY (rid, from_party, recall_id)
);
CREATE INDEX hidden_recall ON public.hidden USING btree (recall_id);

create table import_run (
  list text not null,
  edition text not null,
  rows_read bigint not null,
  stored bigint not null,
  unchanged bigint not null,
  reported bigint not null,
  problems jsonb not null,
  at timestamp with time zone not null,
  constraint import_run_pkey PRIMARY KEY (list, edition)
);

create table inbox_mark (
  agency text not null,
  source text not null,
  ref bytea not null,
  assignee text not null,
  seq bigint not null,
  constraint inbox_mark_pkey PRIMARY KEY (agency, source, ref)
);

create table inbox_snooze (
  account text not null,
  source text not null,
  ref bytea not null,
  until timestamp with time zone not null,
  seq bigint not null,
  constraint inbox_snooze_pkey PRIMARY KEY (account, source, ref)
);
CREATE INDEX inbox_snooze_until ON public.inbox_snooze USING btree (account, until);

create table inbox_view (
  view_id bigint not null generated always as identity,
  account text not null,
  seq bigint not null,
  deleted_at timestamp with time zone,
  constraint inbox_view_pkey PRIMARY KEY (view_id)
);
CREATE INDEX inbox_view_account ON public.inbox_view USING btree (account, view_id);

create table key_entry (
  digest text not null,
  log_id smallint not null,
  seq bigint not null,
  constraint key_entry_pkey PRIMARY KEY (digest, log_id)
);

create table legal_hold (
  hold_id bigint not null generated always as identity,
  rid bytea not null,
  agency text not null,
  placed_by text not null,
  placed_at timestamp with time zone not null,
  seq bigint not null,
  lifted_by text,
  lifted_at timestamp with time zone,
  lifted_seq bigint,
  constraint legal_hold_pkey PRIMARY KEY (hold_id)
);
CREATE UNIQUE INDEX legal_hold_standing ON public.legal_hold USING btree (rid) WHERE (lifted_at IS NULL);

create table listed (
  seq bigint not null,
  rid bytea not null,
  agency text not null,
  list text not null,
  edition date not null,
  entity_class text not null,
  status text not null,
  programs text[] not null,
  substance bytea not null,
  constraint listed_pkey PRIMARY KEY (seq)
);
CREATE INDEX listed_edition ON public.listed USING btree (list, edition, seq);
CREATE INDEX listed_record ON public.listed USING btree (rid, edition);

create table log (
  log_id smallint not null generated always as identity,
  origin text not null,
  role text not null,
  partner text,
  epoch integer not null,
  size bigint not null default 0,
  frontier bytea not null default '\x'::bytea,
  checkpoint text,
  checkpoint_size bigint not null default 0,
  pending text,
  pending_size bigint not null default 0,
  receipt text,
  receipted_size bigint not null default 0,
  receipted_at timestamp with time zone,
  applied_size bigint not null default 0,
  held boolean not null default false,
  frozen text,
  frozen_at timestamp with time zone,
  evidence text,
  held_until timestamp with time zone,
  lane text not null default 'routine'::text,
  ready boolean not null default true,
  ended_at timestamp with time zone,
  takes_sealed boolean not null default false,
  constraint log_pkey PRIMARY KEY (log_id),
  constraint log_origin_key UNIQUE (origin),
  constraint log_lane_check CHECK (lane = ANY (ARRAY['routine'::text, 'flash'::text])),
  constraint log_role_check CHECK (role = ANY (ARRAY['journal'::text, 'out'::text, 'in'::text]))
);

create table migration (
  number integer not null,
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (number)
);

create table name_key (
  seq bigint not null,
  keys integer[] not null,
  constraint name_key_pkey PRIMARY KEY (seq)
);
CREATE INDEX name_key_keys ON public.name_key USING gin (keys);

create table newer_at_author (
  rid bytea not null,
  from_party text not null,
  at timestamp with time zone not null,
  log_id smallint not null,
  log_seq bigint not null,
  constraint newer_at_author_pkey PRIMARY KEY (rid, from_party)
);

create table "position" (
  seq bigint not null,
  log_id smallint not null,
  log_seq bigint not null,
  constraint position_pkey PRIMARY KEY (seq, log_id, log_seq)
);

create table proposal (
  proposal_id bigint not null generated always as identity,
  what text not null,
  agency text not null,
  subject text,
  reason_code text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  seq bigint not null,
  outcome text,
  decided_by text,
  decided_at timestamp with time zone,
  decided_seq bigint,
  constraint proposal_pkey PRIMARY KEY (proposal_id),
  constraint proposal_outcome_check CHECK (outcome = ANY (ARRAY['confirmed'::text, 'refused'::text, 'withdrawn'::text]))
);
CREATE INDEX proposal_agency ON public.proposal USING btree (agency, proposal_id);
CREATE INDEX proposal_open ON public.proposal USING btree (expires_at) WHERE (outcome IS NULL);

create table public_question (
  number bigint not null generated always as identity,
  at timestamp with time zone not null,
  about text not null,
  language text not null,
  slot bigint not null,
  sealed bytea not null,
  answered_at timestamp with time zone,
  is_public boolean not null default false,
  constraint public_question_pkey PRIMARY KEY (number)
);
CREATE INDEX public_question_at ON public.public_question USING btree (at);

create table quarantine (
  log_id smallint not null,
  seq bigint not null,
  reason text not null,
  agency text not null,
  at timestamp with time zone not null,
  constraint quarantine_pkey PRIMARY KEY (log_id, seq)
);

create table recall (
  recall_id bigint not null generated always as identity,
  rid bytea not null,
  direction text not null,
  partner text not null,
  agency text not null,
  kind text not null,
  reason text not null,
  purge_by timestamp with time zone not null,
  seq bigint not null,
  log_id smallint not null,
  log_seq bigint not null,
  at timestamp with time zone not null,
  state text not null,
  answer text,
  answered_at timestamp with time zone,
  answer_seq bigint,
  answer_log_seq bigint,
  ended_at timestamp with time zone,
  end_seq bigint,
  answer_log_id smallint,
  passed_on_at timestamp with time zone,
  tree_told bytea,
  tree_told_at timestamp with time zone,
  author text,
  author_word text,
  tree_log smallint,
  tree_seq bigint,
  constraint recall_pkey PRIMARY KEY (recall_id),
  constraint recall_log_id_log_seq_key UNIQUE (log_id, log_seq),
  constraint recall_direction_check CHECK (direction = ANY (ARRAY['out'::text, 'in'::text])),
  constraint recall_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text, 'withdrawn'::text, 'replaced'::text]))
);
CREATE INDEX recall_agency ON public.recall USING btree (agency, purge_by) WHERE (state = 'open'::text);
CREATE INDEX recall_owed ON public.recall USING btree (log_id) WHERE ((direction = 'in'::text) AND (answer IS NOT NULL) AND (answer_log_seq IS NULL));
CREATE INDEX recall_rid ON public.recall USING btree (rid);
CREATE INDEX recall_to_pass_on ON public.recall USING btree (recall_id) WHERE ((direction = 'in'::text) AND (passed_on_at IS NULL));

create table receipt (
  log_id smallint not null,
  size bigint not null,
  lines text not null,
  at timestamp with time zone not null,
  constraint receipt_pkey PRIMARY KEY (log_id, size)
);

create table recovery (
  log_id smallint not null,
  from_size bigint not null,
  to_size bigint not null,
  applied_size bigint not null,
  moved bigint not null,
  records bigint not null default 0,
  journal_from bigint not null,
  seq bigint not null,
  evidence text not null,
  at timestamp with time zone not null,
  constraint recovery_pkey PRIMARY KEY (log_id, to_size)
);

create table reference (
  seq bigint not null,
  relation text not null,
  target bytea not null,
  constraint reference_pkey PRIMARY KEY (seq, relation, target)
);
CREATE INDEX reference_target ON public.reference USING btree (target);

create table relayed_recall (
  in_recall bigint not null,
  rid bytea not null,
  partner text not null,
  out_recall bigint,
  failed text,
  constraint relayed_recall_pkey PRIMARY KEY (in_recall, rid, partner)
);
CREATE INDEX relayed_recall_out ON public.relayed_recall USING btree (out_recall);

create table release_choice (
  choice_id bigint not null generated always as identity,
  task_id bigint not null,
  seq bigint not null,
  outcome text not null,
  without text[] not null,
  as_draft boolean not null,
  account text not null,
  first_account text,
  at timestamp with time zone not null,
  effect_at timestamp with time zone,
  state text not null,
  failed text,
  constraint release_choice_pkey PRIMARY KEY (choice_id),
  constraint release_choice_outcome_check CHECK (outcome = ANY (ARRAY['release'::text, 'deny'::text])),
  constraint release_choice_state_check CHECK (state = ANY (ARRAY['second'::text, 'pending'::text, 'done'::text, 'undone'::text, 'replaced'::text, 'failed'::text]))
);
CREATE INDEX release_choice_due ON public.release_choice USING btree (effect_at) WHERE (state = 'pending'::text);
CREATE UNIQUE INDEX release_choice_open ON public.release_choice USING btree (task_id) WHERE (state = ANY (ARRAY['second'::text, 'pending'::text]));

create table release_hold (
  hold_id bigint not null,
  version_seq bigint not null,
  partner text not null,
  reason text not null,
  closed_by bigint,
  constraint release_hold_pkey PRIMARY KEY (hold_id),
  constraint release_hold_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES decision(decision_id),
  constraint release_hold_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES decision(decision_id)
);
CREATE UNIQUE INDEX release_hold_open ON public.release_hold USING btree (partner, version_seq) WHERE (closed_by IS NULL);

create table release_task (
  task_id bigint not null,
  closed_by bigint,
  constraint release_task_pkey PRIMARY KEY (task_id),
  constraint release_task_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES decision(decision_id),
  constraint release_task_task_id_fkey FOREIGN KEY (task_id) REFERENCES decision(decision_id)
);

create table retention_limit (
  seq bigint not null,
  days integer not null,
  constraint retention_limit_pkey PRIMARY KEY (seq),
  constraint retention_limit_days_check CHECK (days > 0)
);

create table retention_rule (
  agency text not null,
  rule text not null,
  days integer,
  at_end text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  seq bigint not null,
  constraint retention_rule_pkey PRIMARY KEY (agency, rule),
  constraint retention_rule_at_end_check CHECK (at_end = ANY (ARRAY['erase'::text, 'review'::text])),
  constraint retention_rule_days_check CHECK (days > 0)
);

create table rights_flag (
  rid bytea not null,
  agency text not null,
  seq bigint not null,
  raised_at timestamp with time zone not null,
  raised_by text,
  state text not null,
  answered_at timestamp with time zone,
  answered_by text,
  constraint rights_flag_pkey PRIMARY KEY (rid),
  constraint rights_flag_state_check CHECK (state = ANY (ARRAY['open'::text, 'go'::text, 'stop'::text]))
);
CREATE INDEX rights_flag_standing ON public.rights_flag USING btree (rid) WHERE (state <> 'go'::text);

create table rights_flag_target (
  target bytea not null,
  flag bytea not null,
  constraint rights_flag_target_pkey PRIMARY KEY (target, flag)
);

create table sealed_entry (
  log_id smallint not null,
  seq bigint not null,
  state text not null,
  key bytea,
  at timestamp with time zone not null,
  due_at timestamp with time zone,
  unseal_seq bigint,
  changed_at timestamp with time zone,
  left_slots bigint[] not null default '{}'::bigint[],
  constraint sealed_entry_pkey PRIMARY KEY (log_id, seq),
  constraint sealed_entry_state_check CHECK (state = ANY (ARRAY['awaiting'::text, 'handed'::text, 'opened'::text, 'refused'::text, 'recalled'::text, 'never'::text]))
);
CREATE INDEX sealed_entry_awaiting ON public.sealed_entry USING btree (log_id, seq) WHERE (state = ANY (ARRAY['awaiting'::text, 'refused'::text]));

create table sealed_events (
  seal bytea not null,
  slot bigint not null,
  count bigint not null,
  roots bytea not null,
  made_at timestamp with time zone not null,
  constraint sealed_events_pkey PRIMARY KEY (seal)
);

create table sealed_events_part (
  seal bytea not null,
  part integer not null,
  events bytea not null,
  constraint sealed_events_part_pkey PRIMARY KEY (seal, part)
);

create table search (
  seq bigint not null,
  words tsvector not null,
  identifiers bytea[] not null,
  constraint search_pkey PRIMARY KEY (seq)
);
CREATE INDEX search_identifiers ON public.search USING gin (identifiers);
CREATE INDEX search_words ON public.search USING gin (words);

create table search_key (
  one boolean not null default true,
  "check" bytea not null,
  since timestamp with time zone not null,
  constraint search_key_pkey PRIMARY KEY (one),
  constraint search_key_check_check CHECK (length("check") = 16),
  constraint search_key_one_check CHECK (one)
);

create table seen (
  account text not null,
  rid bytea not null,
  seq bigint not null,
  at timestamp with time zone not null,
  constraint seen_pkey PRIMARY KEY (account, rid)
);
CREATE INDEX seen_age ON public.seen USING btree (account, at);

create table session (
  token bytea not null,
  account text not null,
  bearer boolean not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (token),
  constraint session_account_fkey FOREIGN KEY (account) REFERENCES account(name)
);
CREATE INDEX session_account ON public.session USING btree (account, created_at);

create table share (
  rid bytea not null,
  agency text not null,
  decision_seq bigint not null,
  told_at timestamp with time zone,
  constraint share_pkey PRIMARY KEY (rid, agency)
);

create table tile (
  log_id smallint not null,
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  root bytea not null,
  constraint tile_pkey PRIMARY KEY (log_id, level, index),
  constraint tile_log_id_fkey FOREIGN KEY (log_id) REFERENCES log(log_id),
  constraint tile_hashes_check CHECK (length(hashes) = 8192),
  constraint tile_root_check CHECK (length(root) = 32)
);

create table timestamp_token (
  log_id smallint not null,
  size bigint not null,
  note text not null,
  token bytea not null,
  at timestamp with time zone not null,
  authority text not null,
  constraint timestamp_token_pkey PRIMARY KEY (log_id, size)
);

create table version (
  seq bigint not null,
  rid bytea not null,
  from_party text not null,
  agency text not null,
  kind text not null,
  modified timestamp with time zone not null,
  digest bytea not null,
  body_log smallint not null,
  body_seq bigint not null,
  tlp text not null,
  retention text not null,
  personal boolean not null,
  latest boolean not null,
  revoked boolean not null default false,
  flags text[] not null default '{}'::text[],
  added_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  author text,
  constraint version_pkey PRIMARY KEY (seq),
  constraint version_rid_modified_digest_from_party_key UNIQUE (rid, modified, digest, from_party)
);
CREATE INDEX version_agency ON public.version USING btree (agency, seq) WHERE latest;
CREATE INDEX version_body ON public.version USING btree (body_log, body_seq);
CREATE INDEX version_kind ON public.version USING btree (kind, seq) WHERE latest;

create table withheld_value (
  rid bytea not null,
  constraint withheld_value_pkey PRIMARY KEY (rid)
);

create table witnessed (
  log_id smallint not null,
  witness text not null,
  size bigint not null,
  note text not null,
  lines text not null,
  at timestamp with time zone not null,
  constraint witnessed_pkey PRIMARY KEY (log_id, witness, size)
);

create table work_item (
  rid bytea not null,
  seq bigint not null,
  agency text not null,
  from_party text not null,
  kind text not null,
  direction text not null,
  state text not null,
  started_at timestamp with time zone not null,
  events jsonb not null default '[]'::jsonb,
  updated_seq bigint not null,
  due_at timestamp with time zone,
  form text,
  stage text,
  turn text,
  stages jsonb,
  custody jsonb,
  assurances smallint not null default 0,
  constraint work_item_pkey PRIMARY KEY (rid),
  constraint work_item_direction_check CHECK (direction = ANY (ARRAY['received'::text, 'sent'::text]))
);
CREATE INDEX work_item_agency ON public.work_item USING btree (agency, state, started_at);
CREATE INDEX work_item_due ON public.work_item USING btree (agency, due_at, rid) WHERE (due_at IS NOT NULL);
CREATE INDEX work_item_form ON public.work_item USING btree (agency, form, due_at) WHERE (form IS NOT NULL);
