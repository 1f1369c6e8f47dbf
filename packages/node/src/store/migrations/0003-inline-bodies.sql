-- Sealed bytes do not compress, so nobody should try; and a body of usual size lies in its row, which saves a second table's rows and index
-- for each.
alter table body alter column sealed set storage external;
alter table body set (toast_tuple_target = 8160);
