-- Which statement about the node's own keys stands in which of its logs, and where.
create table key_entry (
  digest text not null,
  log_id smallint not null,
  seq bigint not null,
  primary key (digest, log_id)
);
