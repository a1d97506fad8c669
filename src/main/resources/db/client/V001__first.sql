-- The store's tables apart from the mirror, which MirrorTable composes from the entity schemas.
-- Shipped: never change this file, add the next number. Every definition must do nothing if it
-- finds its work done, because H2 commits it at once. Times are milliseconds since 1970 UTC.

create table if not exists fact (
  name varchar not null primary key,
  content varchar not null
);

-- content is the mutation in local form, wire its frozen form ('' before the first send). A row is
-- ready if hold = 0 and due_at = 0; due_at > 0 says when a postponed or leased row becomes ready.
-- lane is waits_for where a release ends the hold, else ''.
create table if not exists outbox (
  seq bigint not null primary key,
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

create unique index if not exists outbox_mutation on outbox (mutation);

create index if not exists outbox_lane on outbox (hold, lane, due_at, travel_rank, seq);

create index if not exists outbox_record on outbox (record_key, seq);

-- Only grouped entries have a row here: few, so that others pay for no index.
create table if not exists outbox_group (
  group_id varchar not null,
  mutation varchar not null,
  primary key (group_id, mutation)
);

create index if not exists outbox_group_mutation on outbox_group (mutation);

-- discarded_at is 0 until a person discarded the letter.
create table if not exists dead_letter (
  mutation varchar not null primary key,
  seq bigint not null,
  entity varchar not null,
  record_key varchar not null,
  content varchar not null,
  wire varchar not null,
  kind varchar not null,
  sentence varchar not null,
  problems varchar not null,
  theirs varchar not null,
  theirs_version bigint not null,
  attempts integer not null,
  first_attempt bigint not null,
  died_at bigint not null,
  discarded_at bigint not null,
  discard_reason varchar not null
);

create index if not exists dead_letter_list on dead_letter (discarded_at, seq);

create index if not exists dead_letter_record on dead_letter (record_key);

create table if not exists id_map (
  record_key varchar not null primary key,
  server_id varchar not null
);

create unique index if not exists id_map_server on id_map (server_id);

create table if not exists acknowledged (
  place bigint not null primary key,
  mutation varchar not null,
  seq bigint not null,
  content varchar not null,
  wire varchar not null,
  version bigint not null,
  acknowledged_at bigint not null
);

create unique index if not exists acknowledged_mutation on acknowledged (mutation);

create index if not exists acknowledged_age on acknowledged (acknowledged_at);

create table if not exists audit_event (
  place bigint not null primary key,
  happened_at bigint not null,
  action varchar not null,
  actor varchar not null,
  on_behalf_of varchar not null,
  entity varchar not null,
  record_key varchar not null,
  mutation varchar not null,
  version bigint not null,
  detail varchar not null
);

create table if not exists sync_run (
  place bigint not null primary key,
  started_at bigint not null,
  took_millis bigint not null,
  sent bigint not null,
  accepted bigint not null,
  conflicts bigint not null,
  rejected bigint not null,
  remaining bigint not null,
  pulled bigint not null,
  bytes bigint not null,
  started_because varchar not null,
  stop varchar not null,
  detail varchar not null
);
