-- The outbox with a whole number as its key. Shipped: never change this file, add the next number.
-- Times are milliseconds since 1970 UTC.

-- As "outbox" was, but "integer": only so SQLite needs no second tree for the key, and each save
-- writes a page less. The highest seq stands for the number of this device's last change, so no
-- save writes that on its own.
create table if not exists outbox_entry (
  seq integer not null primary key,
  mutation varchar not null,
  entity varchar not null,
  record_key varchar not null,
  grouped integer not null,
  travel_rank integer not null,
  content varchar not null,
  wire varchar not null,
  sent_at bigint not null,
  hold integer not null,
  waits_for varchar not null,
  lane varchar not null,
  due_at bigint not null,
  attempts integer not null,
  next_attempt bigint not null,
  last_error varchar not null,
  lease_owner varchar not null,
  lease_until bigint not null
);

create unique index if not exists outbox_entry_mutation on outbox_entry (mutation);

create index if not exists outbox_entry_lane on outbox_entry (hold, lane, due_at, travel_rank, seq);

create index if not exists outbox_entry_record on outbox_entry (record_key, seq);

insert into outbox_entry (
  seq,
  mutation,
  entity,
  record_key,
  grouped,
  travel_rank,
  content,
  wire,
  sent_at,
  hold,
  waits_for,
  lane,
  due_at,
  attempts,
  next_attempt,
  last_error,
  lease_owner,
  lease_until
)
select
  seq,
  mutation,
  entity,
  record_key,
  grouped,
  travel_rank,
  content,
  wire,
  sent_at,
  hold,
  waits_for,
  lane,
  due_at,
  attempts,
  next_attempt,
  last_error,
  lease_owner,
  lease_until
from outbox
where seq not in (select seq from outbox_entry);

drop table if exists outbox;
