CREATE TABLE profile (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  profile_type TEXT NOT NULL,
  is_default BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX profile_default ON profile (account_id) WHERE is_default = 1;
CREATE TABLE set_contact (
  domain TEXT NOT NULL,
  contact_type TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  handle TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (domain, contact_type)
);
CREATE TABLE lock_change (
  task_id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  locked BIGINT NOT NULL
);
