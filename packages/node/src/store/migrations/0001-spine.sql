-- The tables of the write path carry no foreign keys: one code path fills them together, in one transaction, and the checks cost a third
-- of the database's time.

-- Logs: the node's journal, one outbound log per partner and epoch, one mirror of each partner's log to us.
create table log (
  log_id smallint generated always as identity primary key,
  origin text not null unique,
  role text not null check (role in ('journal', 'out', 'in')),
  partner text,
  epoch integer not null,
  size bigint not null default 0,
  frontier bytea not null default ''::bytea,
  checkpoint text,
  checkpoint_size bigint not null default 0,
  pending text,
  pending_size bigint not null default 0,
  receipt text,
  receipted_size bigint not null default 0,
  receipted_at timestamptz,
  applied_size bigint not null default 0,
  held boolean not null default false,
  frozen text,
  frozen_at timestamptz,
  evidence text
);

-- Leaves as they are hashed. They hold commitments, never personal data.
create table entry (
  log_id smallint not null,
  seq bigint not null,
  leaf bytea not null,
  hash bytea not null check (length(hash) = 32),
  at timestamptz not null default now(),
  primary key (log_id, seq)
);

-- Full tiles of 256 hashes (C2SP tlog-tiles): level 0 of leaf hashes, level l of the roots of full tiles below; `root` is a tile's own.
create table tile (
  log_id smallint not null references log,
  level smallint not null,
  index bigint not null,
  hashes bytea not null check (length(hashes) = 8192),
  root bytea not null check (length(root) = 32),
  primary key (log_id, level, index)
);

-- Sealed bodies. `slot` names the key in the keystore; after erasure both columns are null.
create table body (
  log_id smallint not null,
  seq bigint not null,
  slot bigint,
  sealed bytea,
  primary key (log_id, seq)
);

-- One row for each version of each record, in journal order. `rid` and `digest` are keyed digests, so no text or id can be guessed from them.
create table version (
  seq bigint primary key,
  rid bytea not null,
  from_party text not null,
  agency text not null,
  kind text not null,
  modified timestamptz not null,
  digest bytea not null,
  body_log smallint not null,
  body_seq bigint not null,
  tlp text not null,
  retention text not null,
  personal boolean not null,
  latest boolean not null,
  revoked boolean not null default false,
  flags text[] not null default '{}',
  added_at timestamptz not null,
  erased_at timestamptz,
  unique (rid, modified, digest, from_party)
);
create index version_rid on version (rid, seq);
create index version_kind on version (kind, seq) where latest;
create index version_agency on version (agency, seq) where latest;
create index version_body on version (body_log, body_seq);

-- What search reads: keyed lexemes and keyed identifier digests.
create table search (
  seq bigint primary key,
  words tsvector not null,
  identifiers bytea[] not null
);
create index search_words on search using gin (words);
create index search_identifiers on search using gin (identifiers);

-- Which records a version points at, by keyed digest of the target's id.
create table reference (
  seq bigint not null,
  relation text not null,
  target bytea not null,
  primary key (seq, relation, target)
);
create index reference_target on reference (target);

-- Where copies of a version lie in the logs: its journal entry, and each outbound entry that carried it.
create table position (
  seq bigint not null,
  log_id smallint not null,
  log_seq bigint not null,
  primary key (seq, log_id, log_seq)
);

-- What an agency shared with another agency of its own party: the same kind of decision as a release.
create table share (
  rid bytea not null,
  agency text not null,
  decision_seq bigint not null,
  primary key (rid, agency)
);

-- Release decisions: one for each version and recipient. Open ones wait for the owner agency's releasing officer.
-- `seq` is the journal entry that holds the decision; several withheld versions of one batch share an entry.
create table decision (
  decision_id bigint generated always as identity primary key,
  seq bigint not null,
  version_seq bigint not null references version,
  partner text not null,
  agency text not null,
  outcome text not null check (outcome in ('release', 'withhold', 'ask', 'deny')),
  reason text,
  agreement text,
  without text[] not null default '{}',
  decided_by text,
  decided_at timestamptz not null,
  out_log smallint,
  out_seq bigint
);
create index decision_version on decision (version_seq);
create unique index decision_final on decision (version_seq, partner) where outcome <> 'ask';
create table release_task (
  task_id bigint primary key references decision,
  closed_by bigint references decision
);

-- Every receipt of the partner for an outbound log: when it durably held how much.
create table receipt (
  log_id smallint not null,
  size bigint not null,
  lines text not null,
  at timestamptz not null,
  primary key (log_id, size)
);

-- Inbound entries that could not become records: kept, receipted, answered with a nack, shown to a person.
create table quarantine (
  log_id smallint not null,
  seq bigint not null,
  reason text not null,
  agency text not null,
  at timestamptz not null,
  primary key (log_id, seq)
);

-- Machine answers of the partner about entries of our outbound logs.
create table answer (
  log_id smallint not null,
  seq bigint not null,
  outcome text not null,
  reason text,
  at timestamptz not null,
  primary key (log_id, seq)
);

-- What waits for an agency: received alerts and own alerts under way, with the events that its clocks read.
create table work_item (
  rid bytea primary key,
  seq bigint not null references version,
  agency text not null,
  from_party text not null,
  kind text not null,
  direction text not null check (direction in ('received', 'sent')),
  state text not null,
  started_at timestamptz not null,
  events jsonb not null default '[]',
  updated_seq bigint not null
);
create index work_item_agency on work_item (agency, state, started_at);

-- How far each follower of a log has come; the cursor moves in the same transaction as the work.
create table follower (
  name text primary key,
  position bigint not null,
  version integer not null
);

create table account (
  name text primary key,
  agency text not null,
  role text not null,
  secret text not null,
  disabled_at timestamptz
);
create table session (
  token bytea primary key,
  account text not null references account,
  bearer boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table import_run (
  list text primary key,
  edition text not null,
  rows_read bigint not null,
  stored bigint not null,
  unchanged bigint not null,
  reported bigint not null,
  problems jsonb not null,
  at timestamptz not null
);
