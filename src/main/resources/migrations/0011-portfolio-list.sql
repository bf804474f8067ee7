CREATE INDEX domain_registered ON domain (account_id, coalesce(registration_date, 0), name);
CREATE INDEX domain_expires ON domain (account_id, coalesce(expiration_date, 0), name);
CREATE TABLE domain_count (
  account_id BIGINT NOT NULL PRIMARY KEY,
  n BIGINT NOT NULL
);
INSERT INTO domain_count (account_id, n) SELECT account_id, count(*) FROM domain GROUP BY account_id;
CREATE INDEX audit_subject ON audit_entry (account_id, subject, at);
