-- Proof of the search key under which the database's digests stand, without telling it; no row: the first key, never rotated.
create table search_key (
  one boolean not null primary key default true,
  "check" bytea not null,
  since timestamptz not null,
  check (one),
  check (length("check") = 16)
);
