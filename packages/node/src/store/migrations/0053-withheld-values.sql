-- Values of indicators that disclosure control kept off the public site, by the keyed digest of their record. What was withheld once stays withheld, also when records that made it
-- necessary are erased and can no longer be counted with.
create table withheld_value (rid bytea primary key);
