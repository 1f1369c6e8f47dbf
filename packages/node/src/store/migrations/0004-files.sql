-- Attached files. Their bytes lie sealed in the data folder under `digest`, which is keyed over agency, party and SHA-256, so that neither
-- this table nor a directory listing tells who holds a known file. `slot` names the key in the keystore; after erasure it is null.
create table file (
  digest bytea primary key,
  agency text not null,
  from_party text not null,
  type text not null,
  size bigint not null,
  slot bigint,
  -- False while bytes are missing: what has come so far is the length of the file in the data folder.
  whole boolean not null default false,
  -- When somebody last wanted it; one that no record names is forgotten after a while.
  wanted_at timestamptz not null
);

-- Which versions of records name a file.
create table file_use (
  seq bigint not null,
  digest bytea not null,
  primary key (seq, digest)
);
create index file_use_digest on file_use (digest);
