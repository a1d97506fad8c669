-- The trail as a chain: what is kept for good, what can be erased, and who vouches for it. Each
-- statement does nothing if it finds its work done: H2 commits after each, so a killed upgrade is
-- simply begun again. A step of the program then seals what the old table holds.

alter table organisation add column if not exists audit_hash varchar
  default '0000000000000000000000000000000000000000000000000000000000000000' not null;

create table if not exists audit_entry (
  org varchar not null,
  n bigint not null,
  at bigint not null,
  action varchar not null,
  entity varchar not null,
  outcome varchar not null,
  rest varchar not null,
  hash varchar not null,
  particulars varchar not null,
  primary key (org, n));
create index if not exists audit_entry_by_time on audit_entry (org, at);

create table if not exists audit_open (
  org varchar not null,
  n bigint not null,
  part integer not null,
  actor varchar not null,
  on_behalf_of varchar not null,
  record_key varchar not null,
  device varchar not null,
  content varchar not null,
  primary key (org, n, part));
create index if not exists audit_open_by_actor on audit_open (org, actor);
create index if not exists audit_open_by_person on audit_open (org, on_behalf_of);
create index if not exists audit_open_by_record on audit_open (org, record_key);

create table if not exists audit_checkpoint (
  org varchar not null,
  n bigint not null,
  hash varchar not null,
  at bigint not null,
  signing_key varchar not null,
  signature varchar not null,
  primary key (org, n));

create table if not exists audit_key (
  id varchar primary key,
  public_key varchar not null,
  since bigint not null);

create table if not exists open_review (
  org varchar not null,
  review varchar not null,
  entity varchar not null,
  record_key varchar not null,
  primary key (org, review));
create index if not exists open_review_by_record on open_review (org, record_key);
