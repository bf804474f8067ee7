CREATE TABLE account (
  id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL
);
CREATE TABLE access_key (
  id TEXT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  secret BYTEA NOT NULL,
  enabled BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX access_key_account ON access_key (account_id);
CREATE TABLE nonce (
  access_key_id TEXT NOT NULL,
  nonce TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (access_key_id, nonce)
);
CREATE INDEX nonce_expires ON nonce (expires_at);
