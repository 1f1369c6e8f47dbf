-- Time-stamps (RFC 3161) over heads of the node's own logs: the signed checkpoint as it was stamped, and the token.
create table timestamp_token (
  log_id smallint not null,
  size bigint not null,
  note text not null,
  token bytea not null,
  at timestamptz not null,
  authority text not null,
  primary key (log_id, size)
);
