-- Places and values of the events behind a sealed result, by SHA-256 of the seal's text: sealed under a key of their own, kept when the records they name are erased.
create table sealed_events (
  seal bytea primary key,
  slot bigint not null,
  events bytea not null,
  made_at timestamptz not null
);
alter table sealed_events alter column events set storage external;
