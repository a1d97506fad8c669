-- The lives of this database that are over. A device that knows an epoch which is neither the
-- present one nor here has seen a life that this database lost with a backup.
create table if not exists past_epoch (
  org varchar not null,
  epoch varchar not null,
  primary key (org, epoch));
