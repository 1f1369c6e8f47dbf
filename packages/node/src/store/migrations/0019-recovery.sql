-- What an outbound log lost with an older copy of this store and got back from the partner: entries [from_size, to_size). `journal_from` is the
-- first journal position whose earlier content nobody has; `evidence` what the log had been stopped by.
create table recovery (
  log_id smallint not null,
  from_size bigint not null,
  to_size bigint not null,
  -- How far they have become records, releases and recalls again.
  applied_size bigint not null,
  -- Own entries, never signed, that moved behind what came back.
  moved bigint not null,
  records bigint not null default 0,
  journal_from bigint not null,
  -- Journal entry that says so.
  seq bigint not null,
  evidence text not null,
  at timestamptz not null,
  primary key (log_id, to_size)
);

-- Own entries that stood where the partner holds others of ours: they wait here while the log is restored, and get `new_seq`.
create table displaced (
  log_id smallint not null,
  seq bigint not null,
  new_seq bigint not null,
  leaf bytea not null,
  slot bigint,
  sealed bytea,
  primary key (log_id, seq)
);
