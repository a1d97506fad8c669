-- The device's audit trail as a chain. Shipped: never change this file, add the next number.
-- Times are milliseconds since 1970 UTC.

-- Each combination of these four stands once: a filter on any of them is a few numbers.
create table if not exists audit_kind (
  kind integer not null primary key,
  actor varchar not null,
  entity varchar not null,
  action varchar not null,
  outcome varchar not null
);

-- Kept for good: place, happened_at, the codes of kind, hash and particulars. Names and values stand
-- in actor and from on_behalf_of on, where they can be erased. "integer" and not "bigint", because
-- only so SQLite needs no second tree for the key.
create table if not exists audit_entry (
  place integer not null primary key,
  happened_at bigint not null,
  kind integer not null,
  hash varchar not null,
  particulars varchar not null,
  version bigint not null,
  on_behalf_of varchar not null,
  record_key varchar not null,
  mutation varchar not null,
  detail varchar not null,
  opened varchar not null
);

create index if not exists audit_entry_kind on audit_entry (kind, happened_at, place);

create index if not exists audit_entry_record on audit_entry (record_key, happened_at, place);
