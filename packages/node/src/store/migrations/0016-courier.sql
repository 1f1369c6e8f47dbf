-- What went and came by courier. `id` is the export's own; an export that was imported here has the sender's id.
create table courier (
  id uuid not null,
  what text not null check (what in ('export', 'import', 'receipt')),
  partner text not null,
  -- Entries [start_size, end_size) of the outbound log (export), of the partner's log (import); of a receipt only end_size counts.
  start_size bigint not null,
  end_size bigint not null,
  bytes bigint not null,
  by text not null,
  at timestamptz not null,
  primary key (what, id)
);
create index courier_partner on courier (partner, at desc);
