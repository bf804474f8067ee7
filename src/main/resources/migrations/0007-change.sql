CREATE TABLE contact_change (
  task_id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  contact_type TEXT NOT NULL,
  transfer_lock BIGINT NOT NULL
);
CREATE TABLE before_image (
  task_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (task_id, seq)
);
