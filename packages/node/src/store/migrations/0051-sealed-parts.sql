-- What stands behind a seal, in small parts, so that one is opened without reading a million. Seals of before are counted again.
drop table sealed_events;
create table sealed_events (
  -- SHA-256 of the seal's text.
  seal bytea primary key,
  -- Key of the rows; kept when the records they name are erased.
  slot bigint not null,
  count bigint not null,
  -- Descriptions of the parts' roots, sealed: they hold sums.
  roots bytea not null,
  made_at timestamptz not null
);
create table sealed_events_part (
  seal bytea not null,
  part int not null,
  -- Places, values, leaf hashes and versions of the events, sealed.
  events bytea not null,
  primary key (seal, part)
);
alter table sealed_events_part alter column events set storage external;
