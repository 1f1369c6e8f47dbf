-- Entries that travel sealed and whose key follows the receipt (receipt before read): ours to a partner, and a partner's to us.
create table sealed_entry (
  log_id smallint not null,
  seq bigint not null,
  -- awaiting: the key was not handed over yet. Ours: handed, or never (its unseal entry says why).
  -- A partner's: opened, refused (its key or its bytes are wrong), recalled or never.
  state text not null check (state in ('awaiting', 'handed', 'opened', 'refused', 'recalled', 'never')),
  -- The key, sealed under the key of the entry's body: both are destroyed together. Of a partner's entry once it is here.
  key bytea,
  at timestamptz not null,
  -- Until when the partner owes the key.
  due_at timestamptz,
  -- The unseal entry of the same log.
  unseal_seq bigint,
  changed_at timestamptz,
  -- Keystore slots that nothing needs any more and that are still to be erased.
  left_slots bigint[] not null default '{}',
  primary key (log_id, seq)
);
create index sealed_entry_awaiting on sealed_entry (log_id, seq) where state in ('awaiting', 'refused');
-- Whether the partner's node knows entries that are receipted before they can be read; said in its hello.
alter table log add column takes_sealed boolean not null default false;
