-- Finds the decisions behind a range of an outbound log, to tell the work that a new receipt covers.
create index decision_out on decision (out_log, out_seq) where out_seq is not null;

-- Written in bulk together with what they name, on the path of every record: the check of each row costs more than the row.
alter table decision drop constraint decision_version_seq_fkey;
alter table work_item drop constraint work_item_seq_fkey;

-- The unique index begins with the same column.
drop index version_rid;
