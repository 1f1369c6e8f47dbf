-- Under which consent of its author (a version) a received record was passed on; null for what is ours.
alter table decision add column consent_seq bigint;
create index decision_consent on decision (consent_seq) where consent_seq is not null;

-- A recall of a partner, once it was looked whom else it concerns; the tree of holders that we told its author last (digest, and when); and for a
-- recall that a holder passes on: whose it is, and whether that author's own word came with it and holds.
alter table recall add column passed_on_at timestamptz;
alter table recall add column tree_told bytea;
alter table recall add column tree_told_at timestamptz;
alter table recall add column author text;
alter table recall add column author_word text;
-- Where a holder says whom it passed one of our recalls on to, and how far each has come: the newest such entry of its log.
alter table recall add column tree_log smallint;
alter table recall add column tree_seq bigint;
create index recall_to_pass_on on recall (recall_id) where direction = 'in' and passed_on_at is null;

-- What we passed on of a recall that came: which recall of ours tells the third party, or why there is none (`failed`).
create table relayed_recall (
  in_recall bigint not null,
  -- The record taken back there: the recalled one, or one that was passed on under a consent that was taken back.
  rid bytea not null,
  partner text not null,
  out_recall bigint,
  -- no_partner, log_frozen: tried again; newer_consent, not_named: not.
  failed text,
  primary key (in_recall, rid, partner)
);
create index relayed_recall_out on relayed_recall (out_recall);

-- Copies that left under an id made for their recipient.
alter table decision add column partner_id boolean not null default false;

-- Records whose holder says that their author has written a newer version: since when, and where in the holder's log it says so.
create table newer_at_author (
  rid bytea not null,
  from_party text not null,
  at timestamptz not null,
  log_id smallint not null,
  log_seq bigint not null,
  primary key (rid, from_party)
);
