-- Journal entries that say to whom proofs were opened: few among many, so that they are listed without reading the journal.
create index entry_evidence on entry (log_id, seq) where position('"t":"evidence"'::bytea in leaf) > 0;
