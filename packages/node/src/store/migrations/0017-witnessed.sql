-- Which heads of the node's own logs a witness has cosigned: the signed checkpoint as it was shown, and the witness's lines.
create table witnessed (
  log_id smallint not null,
  witness text not null,
  size bigint not null,
  note text not null,
  lines text not null,
  at timestamptz not null,
  primary key (log_id, witness, size)
);
