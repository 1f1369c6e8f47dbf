-- Periods that an agency set itself in place of the pack's; the reason lies sealed in the journal at seq.
create table retention_rule (
  agency text not null,
  rule text not null,
  days integer,
  at_end text not null,
  set_by text not null,
  set_at timestamptz not null,
  seq bigint not null,
  primary key (agency, rule),
  check (days > 0),
  check (at_end in ('erase', 'review'))
);

-- For how long the sender of a version lets it be kept, as the release decision that came with it says.
create table retention_limit (
  seq bigint not null primary key,
  days integer not null,
  check (days > 0)
);

-- What was erased, without anything that names it: seq is the journal entry.
create table erasure (
  seq bigint not null primary key,
  at timestamptz not null,
  agency text not null,
  retention text not null,
  kind text not null,
  -- The rule that ended its period; null where persons erased it.
  rule text,
  versions integer not null
);
create index erasure_agency on erasure (agency, at);
