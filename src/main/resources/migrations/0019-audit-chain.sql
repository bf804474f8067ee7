ALTER TABLE audit_entry ADD COLUMN place BIGINT;
ALTER TABLE audit_entry ADD COLUMN previous BYTEA;
CREATE INDEX audit_unchained ON audit_entry (id) WHERE place IS NULL;
CREATE UNIQUE INDEX audit_place ON audit_entry (place) WHERE place IS NOT NULL;
CREATE TABLE audit_chain (
  name TEXT NOT NULL PRIMARY KEY,
  place BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  proof TEXT NOT NULL
);
