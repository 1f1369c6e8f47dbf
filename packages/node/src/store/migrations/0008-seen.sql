-- How far in the journal an account had seen a record when it last looked at it: what came later is news to that person. `rid` is a keyed digest.
create table seen (
  account text not null,
  rid bytea not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (account, rid)
);
create index seen_age on seen (account, at);
