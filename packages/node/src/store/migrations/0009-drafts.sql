-- What an officer has not sent yet. The text is sealed under a key of its own, which is erased with the draft; in clear stand only whose it is,
-- of what kind, and when it changed.
create table draft (
  account text not null references account,
  id text not null,
  agency text not null,
  kind text not null,
  revision integer not null,
  slot bigint not null,
  sealed bytea not null,
  changed_at timestamptz not null,
  primary key (account, id)
);
create index draft_changed on draft (changed_at);
