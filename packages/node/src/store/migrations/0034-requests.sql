-- Where a request stands in the course of its form: codes of the packs, never its words. Null for every other work.
alter table work_item add column form text;
alter table work_item add column stage text;
-- The party that has the next step; null once nobody has.
alter table work_item add column turn text;
create index work_item_form on work_item (agency, form, due_at) where form is not null;
