CREATE TABLE domain (
  name TEXT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  instance_id TEXT NOT NULL UNIQUE,
  registration_date BIGINT,
  expiration_date BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX domain_account ON domain (account_id, name);
CREATE TABLE domain_reading (
  domain TEXT NOT NULL PRIMARY KEY,
  sealed BYTEA NOT NULL,
  read_at BIGINT NOT NULL
);
CREATE TABLE transfer_lock (
  domain TEXT NOT NULL PRIMARY KEY,
  ends_at BIGINT NOT NULL,
  set_by_us BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX transfer_lock_end ON transfer_lock (ends_at);
