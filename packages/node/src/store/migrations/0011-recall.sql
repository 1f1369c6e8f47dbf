-- Recalls: those that we sent (`out`) and those that a partner sent us (`in`), one row for each entry that carries one. What was said lies
-- sealed: our own words in the journal at `seq`, the partner's in its log at (log_id, log_seq).
create table recall (
  recall_id bigint generated always as identity primary key,
  rid bytea not null,
  direction text not null check (direction in ('out', 'in')),
  partner text not null,
  -- The compartment that recalls, or that holds what is recalled.
  agency text not null,
  kind text not null,
  reason text not null,
  purge_by timestamptz not null,
  -- Journal entry of the recall, and where in the log to the partner, or from it, it lies.
  seq bigint not null,
  log_id smallint not null,
  log_seq bigint not null,
  at timestamptz not null,
  state text not null check (state in ('open', 'done', 'withdrawn', 'replaced')),
  -- What the holder said last: purged, already_erased, never_received, legal_hold, objected; null: nothing yet.
  answer text,
  answered_at timestamptz,
  -- Holder: journal entry with its words.
  answer_seq bigint,
  -- Where in the reverse log the answer lies; null while it has not been sent.
  answer_log_seq bigint,
  ended_at timestamptz,
  -- Journal entry of its withdrawal.
  end_seq bigint,
  unique (log_id, log_seq)
);
create index recall_rid on recall (rid);
create index recall_agency on recall (agency, purge_by) where state = 'open';
create index recall_owed on recall (log_id) where direction = 'in' and answer is not null and answer_log_seq is null;

-- What a recall hides at this node: records of one author, or (derived) records linked to them. A person who looked at a derived one may show it again.
create table hidden (
  rid bytea not null,
  from_party text not null,
  recall_id bigint not null,
  derived boolean not null,
  shown_again_at timestamptz,
  primary key (rid, from_party, recall_id)
);
create index hidden_recall on hidden (recall_id);

-- Why a record must be kept for now: nothing erases it until two persons lift the hold. The reason lies sealed in the journal at `seq`.
create table legal_hold (
  hold_id bigint generated always as identity primary key,
  rid bytea not null,
  agency text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  seq bigint not null,
  lifted_by text,
  lifted_at timestamptz,
  lifted_seq bigint
);
create unique index legal_hold_standing on legal_hold (rid) where lifted_at is null;

-- What a partner's business receipts say of our entries beside its machine answer: how many of its agencies were given a record.
create table business_receipt (
  log_id smallint not null,
  seq bigint not null,
  what text not null,
  count bigint not null,
  at timestamptz not null,
  answer_log_seq bigint not null,
  primary key (log_id, seq, what)
);

-- The same of what we told: `share` rows that a business receipt has told of.
alter table share add column told_at timestamptz;
