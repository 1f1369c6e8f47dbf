-- When a log ended: it takes no more entries of its own, and goes on as the next epoch. Its receipts, proofs and answers stay.
alter table log add column ended_at timestamptz;

-- How an epoch began: the log that it continues, why, and on whose word (journal entry).
create table epoch (
  log_id smallint primary key,
  previous smallint not null,
  reason text not null,
  -- The final size and root of the log before it. Of a partner: null until its first entry said them.
  previous_size bigint,
  previous_root bytea,
  -- Own log: entries without a receipt that went again, and how many of them could no longer be read: a note that says nothing stands in their place.
  moved bigint not null default 0,
  unreadable bigint not null default 0,
  seq bigint not null,
  at timestamptz not null
);

-- In which log the answer to a recall lies: a lane has one log for each epoch.
alter table recall add column answer_log_id smallint;
update recall r set answer_log_id = reverse.log_id from log, log reverse
  where r.answer_log_seq is not null and log.log_id = r.log_id and reverse.partner = r.partner and reverse.lane = log.lane
    and reverse.role in ('out', 'in') and reverse.role <> r.direction;
