-- Where the case of a person stands as one agency may see it: codes of the fold, never its words. Made anew whenever `stamp`, the versions it was made of, no longer fits.
create table case_state (
  rid bytea not null,
  agency text not null,
  stamp text not null,
  status text not null,
  custody text not null,
  holder text,
  pathways jsonb not null,
  contested boolean not null,
  missing integer not null,
  warnings text[] not null,
  return_by date,
  primary key (rid, agency)
);
