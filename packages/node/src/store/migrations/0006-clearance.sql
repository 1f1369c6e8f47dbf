-- Who handed in a version: nobody clears or releases what they wrote.
alter table version add column author text;

-- Documents on their way through their own party: one for each version whose type has a route. `route` is the pack's as it was that day: codes,
-- terms and the titles of offices. What people said lies sealed in the journal.
create table clearance (
  clearance_id bigint generated always as identity primary key,
  version_seq bigint not null unique,
  rid bytea not null,
  agency text not null,
  route jsonb not null,
  round integer not null,
  state text not null check (state in ('open', 'cleared', 'objected', 'returned', 'withdrawn', 'replaced')),
  -- The office that has to answer, since when, until when; null when none has to.
  step_agency text,
  step_role text,
  since timestamptz not null,
  due_at timestamptz,
  -- When silence takes effect by itself.
  silence_at timestamptz,
  -- Agencies of the party beside the author's whose step was reached.
  shown_to text[] not null default '{}',
  opened_at timestamptz not null,
  moved_seq bigint not null
);
create index clearance_rid on clearance (rid);
create index clearance_agency on clearance (agency, state);
create index clearance_step on clearance (step_agency, step_role) where step_agency is not null;
create index clearance_silence on clearance (silence_at) where silence_at is not null;

-- What happened to a document, in order; `seq` is the journal entry with the words.
create table clearance_event (
  clearance_id bigint not null,
  place integer not null,
  seq bigint not null,
  act text not null,
  round integer not null,
  step smallint,
  account text,
  at timestamptz not null,
  primary key (clearance_id, place)
);

-- What a releasing officer chose and what has not taken effect yet: it waits for a second person, or for the end of its undo time.
create table release_choice (
  choice_id bigint generated always as identity primary key,
  task_id bigint not null,
  seq bigint not null,
  outcome text not null check (outcome in ('release', 'deny')),
  without text[] not null,
  as_draft boolean not null,
  account text not null,
  first_account text,
  at timestamptz not null,
  effect_at timestamptz,
  state text not null check (state in ('second', 'pending', 'done', 'undone', 'replaced', 'failed')),
  failed text
);
create unique index release_choice_open on release_choice (task_id) where state in ('second', 'pending');
create index release_choice_due on release_choice (effect_at) where state = 'pending';
