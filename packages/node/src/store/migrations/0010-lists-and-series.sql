-- What pages count, sum and complete while somebody types (decision on published figures in clear): codes, days, published numbers and keyed
-- hashes. No text of a record, and nothing that names anyone.

-- One row for each version of an entry of an official list. `substance` is a keyed digest of what the list says of the entry apart from the
-- edition's date: two editions that agree say the same.
create table listed (
  seq bigint primary key,
  rid bytea not null,
  agency text not null,
  list text not null,
  edition date not null,
  entity_class text not null,
  status text not null,
  programs text[] not null,
  substance bytea not null
);
create index listed_edition on listed (list, edition, seq);
create index listed_record on listed (rid, edition);

-- One row for each version of a published figure. `line` is a keyed digest of everything that tells one line of a series from another; its
-- words stay in the record.
create table figure (
  seq bigint primary key,
  rid bytea not null,
  agency text not null,
  series text not null,
  line bytea not null,
  measure text not null,
  unit text not null,
  period_start date not null,
  period_end date not null,
  precision text not null,
  edition date not null,
  value double precision,
  value_low double precision,
  value_high double precision,
  missing text,
  provisional boolean not null
);
create index figure_series on figure (series, agency, seq);
create index figure_record on figure (rid);

-- Keyed hashes of the beginnings and of the sound of the names in a record's latest version, 32 bits each: they narrow, the text decides.
create table name_key (
  seq bigint primary key,
  keys integer[] not null
);
create index name_key_keys on name_key using gin (keys);

-- The history of a list is its editions, each with the run that read it last.
alter table import_run drop constraint import_run_pkey;
alter table import_run add primary key (list, edition);
