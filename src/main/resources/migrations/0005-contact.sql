CREATE TABLE contact (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE registry_contact (
  registry TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  contact_id BIGINT NOT NULL,
  handle TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (registry, account_id, digest)
);
CREATE INDEX registry_contact_handle ON registry_contact (registry, upper(handle));
