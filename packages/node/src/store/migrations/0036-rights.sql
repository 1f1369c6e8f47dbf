-- A decision may hold what could leave: it is decided again once the reason is gone, so it is no final one.
alter table decision drop constraint decision_outcome_check;
alter table decision add constraint decision_outcome_check check (outcome in ('release', 'withhold', 'ask', 'hold', 'deny'));
drop index decision_final;
create unique index decision_final on decision (version_seq, partner) where outcome not in ('ask', 'hold');

-- What waits because of such a decision, until another takes its place.
create table release_hold (
  hold_id bigint primary key references decision,
  version_seq bigint not null,
  partner text not null,
  reason text not null,
  closed_by bigint references decision
);
create unique index release_hold_open on release_hold (partner, version_seq) where closed_by is null;

-- Flags of the own party that say what is feared for a person. The words lie sealed in the record at `seq`.
create table rights_flag (
  rid bytea primary key,
  agency text not null,
  seq bigint not null,
  raised_at timestamptz not null,
  raised_by text,
  -- open: nothing leaves; go: answered, the ordinary rule decides; stop: answered, nothing leaves.
  state text not null check (state in ('open', 'go', 'stop')),
  answered_at timestamptz,
  answered_by text
);
create index rights_flag_standing on rights_flag (rid) where state <> 'go';

-- The records that a flag names.
create table rights_flag_target (
  target bytea not null,
  flag bytea not null,
  primary key (target, flag)
);
