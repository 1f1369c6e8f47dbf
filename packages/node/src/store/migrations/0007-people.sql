-- What an administrator must see of an account: since when it is, when it was last used, and whether its password was made by somebody else.
alter table account add column created_at timestamptz;
alter table account add column signed_in_at timestamptz;
alter table account add column password_temporary boolean not null default false;
create index session_account on session (account, created_at);

-- A cut link opens again by itself at this instant; null: it stays cut until somebody restores it.
alter table log add column held_until timestamptz;

-- Changes that wait for a second person. Here stand codes, account names and times; what exactly is asked and why lies sealed at `seq`.
create table proposal (
  proposal_id bigint generated always as identity primary key,
  what text not null,
  agency text not null,
  subject text,
  reason_code text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  seq bigint not null,
  outcome text check (outcome in ('confirmed', 'refused', 'withdrawn')),
  decided_by text,
  decided_at timestamptz,
  decided_seq bigint
);
create index proposal_open on proposal (expires_at) where outcome is null;
create index proposal_agency on proposal (agency, proposal_id);

-- Who answers for an agency when. A shift is never deleted: it is cancelled, and the journal says by whom.
create table duty_shift (
  shift_id bigint generated always as identity primary key,
  agency text not null,
  account text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  cancelled_at timestamptz,
  seq bigint not null
);
create index duty_shift_agency on duty_shift (agency, ends_at) where cancelled_at is null;
