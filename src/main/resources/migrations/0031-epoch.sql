CREATE TABLE epoch (
  number BIGINT NOT NULL PRIMARY KEY,
  mark TEXT NOT NULL,
  backup_at BIGINT,
  opened_at BIGINT NOT NULL,
  released_at BIGINT
);
