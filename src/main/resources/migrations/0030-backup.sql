CREATE TABLE backup_mark (
  made_at BIGINT NOT NULL PRIMARY KEY,
  master_keys TEXT NOT NULL
);
