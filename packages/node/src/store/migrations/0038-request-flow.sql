-- How long a request stood in each state and which day of custody it is: codes, days and numbers, never words of anybody.
alter table work_item add column stages jsonb;
-- {clock, instrument, of, zone, dueOn, left, missing, untranslated}; null where nobody is held on its account.
alter table work_item add column custody jsonb;
-- Assurances of this request that nobody has accepted yet.
alter table work_item add column assurances smallint not null default 0;
