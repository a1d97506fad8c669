-- One SQL for H2 and PostgreSQL: varchar without length, times as epoch milliseconds.

create table installation (
  id integer primary key,
  id_secret varchar not null,
  cursor_secret varchar not null,
  token_secret varchar not null);

create table organisation (
  id varchar primary key,
  epoch varchar not null,
  seq bigint not null,
  tombstone_floor bigint not null,
  moves bigint not null,
  audit_count bigint not null);

create table record (
  org varchar not null,
  entity varchar not null,
  id varchar not null,
  record_key varchar not null,
  version bigint not null,
  last_seq bigint not null,
  owner varchar not null,
  unit varchar not null,
  deleted boolean not null,
  body varchar not null,
  last_mutation varchar not null,
  author varchar not null,
  on_behalf_of varchar not null,
  device varchar not null,
  changed_at bigint not null,
  primary key (org, id));
create unique index record_by_key on record (org, record_key, entity);
create index record_by_seq on record (org, last_seq);
create index record_by_entity on record (org, entity, id);
create index record_by_owner on record (org, owner, entity, id);

create table feed (
  org varchar not null,
  seq bigint not null,
  mutation varchar not null,
  device varchar not null,
  device_seq bigint not null,
  entity varchar not null,
  record varchar not null,
  version bigint not null,
  op varchar not null,
  changes varchar not null,
  author varchar not null,
  on_behalf_of varchar not null,
  device_time bigint not null,
  at bigint not null,
  primary key (org, seq));
create unique index feed_by_mutation on feed (org, mutation);
create unique index feed_by_record on feed (org, record, version);

create table departure (
  org varchar not null,
  seq bigint not null,
  record varchar not null,
  entity varchar not null,
  record_key varchar not null,
  version bigint not null,
  owner varchar not null,
  unit varchar not null,
  at bigint not null,
  primary key (org, seq));

create table receipt (
  org varchar not null,
  mutation varchar not null,
  device varchar not null,
  device_seq bigint not null,
  author varchar not null,
  fingerprint varchar not null,
  status varchar not null,
  code varchar not null,
  record varchar not null,
  result varchar not null,
  at bigint not null,
  primary key (org, mutation));
create index receipt_by_device on receipt (org, device, author, device_seq);

create table device (
  org varchar not null,
  device varchar not null,
  account varchar not null,
  peer_mentor varchar not null,
  last_sync bigint not null,
  unsent bigint not null,
  acked_through bigint not null,
  primary key (org, device, account));

create table audit (
  org varchar not null,
  n bigint not null,
  at bigint not null,
  action varchar not null,
  actor varchar not null,
  on_behalf_of varchar not null,
  entity varchar not null,
  record_key varchar not null,
  mutation varchar not null,
  version bigint not null,
  detail varchar not null,
  primary key (org, n));
create index audit_by_time on audit (org, at);

create table account (
  name varchar primary key,
  org varchar not null,
  display_name varchar not null,
  role varchar not null,
  peer_mentor varchar not null,
  units varchar not null,
  password varchar not null,
  enabled boolean not null,
  changed_at bigint not null);

create table token_family (
  id varchar primary key,
  account varchar not null,
  device varchar not null,
  seed varchar not null,
  current_hash varchar not null,
  previous_hash varchar not null,
  rotated_at bigint not null,
  expires_at bigint not null,
  revoked boolean not null);
create index token_family_by_account on token_family (account);
