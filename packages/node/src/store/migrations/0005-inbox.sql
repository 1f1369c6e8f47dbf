-- When the clock of a piece of work that runs out next does; null once none runs. The inbox is read in this order.
alter table work_item add column due_at timestamptz;
create index work_item_due on work_item (agency, due_at, rid) where due_at is not null;

-- What an agency owes by itself: a follow-up promised in a call, a contact report, feedback on what it received.
create table duty (
  duty_id bigint generated always as identity primary key,
  rid bytea not null,
  agency text not null,
  from_party text not null,
  duty text not null,
  record_kind text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  moved_seq bigint not null,
  unique (rid, duty)
);
create index duty_open on duty (agency, due_at) where done_at is null;

-- Whose an item of an agency's inbox is. `source` and `ref` name the item: a record's keyed digest, or the number of a task.
create table inbox_mark (
  agency text not null,
  source text not null,
  ref bytea not null,
  assignee text not null,
  seq bigint not null,
  primary key (agency, source, ref)
);

-- Until when an item is out of one person's sight. It comes back by itself then, or as soon as it moves (later than `seq`).
create table inbox_snooze (
  account text not null,
  source text not null,
  ref bytea not null,
  until timestamptz not null,
  seq bigint not null,
  primary key (account, source, ref)
);
create index inbox_snooze_until on inbox_snooze (account, until);

-- Views that a person saved; name and filter are words of theirs and lie sealed in the journal at `seq`.
create table inbox_view (
  view_id bigint generated always as identity primary key,
  account text not null,
  seq bigint not null,
  deleted_at timestamptz
);
create index inbox_view_account on inbox_view (account, view_id);

-- Work handed from one shift to the next; the note lies sealed in the journal at `seq`. `given_to` null: whoever comes next.
create table handover (
  handover_id bigint generated always as identity primary key,
  agency text not null,
  given_by text not null,
  given_to text,
  seq bigint not null,
  given_at timestamptz not null,
  closed_by text,
  closed_at timestamptz,
  outcome text check (outcome in ('accepted', 'withdrawn'))
);
create index handover_agency on handover (agency, handover_id);
create table handover_item (
  handover_id bigint not null,
  source text not null,
  ref bytea not null,
  primary key (handover_id, source, ref)
);
