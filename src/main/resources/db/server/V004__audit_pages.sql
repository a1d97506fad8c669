-- Pages of the audit trail from the newest on: what a log is asked for leads an index that ends in
-- the place, so that a page costs what it holds and not how long the trail is.

drop index if exists audit_entry_by_time;
create index if not exists audit_entry_at on audit_entry (org, at, n);
create index if not exists audit_entry_kind on audit_entry (org, action, entity, outcome, n);

drop index if exists audit_open_by_actor;
create index if not exists audit_open_actor on audit_open (org, actor, n);
drop index if exists audit_open_by_record;
create index if not exists audit_open_record on audit_open (org, record_key, n);
