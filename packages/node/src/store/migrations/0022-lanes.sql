-- Two logs each way with a partner: what must not wait has one of its own (decision on the flash lane).
alter table log add column lane text not null default 'routine' check (lane in ('routine', 'flash'));
-- False until the partner's node says that it keeps a log of this lane: nothing new is appended to one that it does not.
alter table log add column ready boolean not null default true;
-- Of which lane the entries were that went or came by courier.
alter table courier add column lane text not null default 'routine' check (lane in ('routine', 'flash'));
