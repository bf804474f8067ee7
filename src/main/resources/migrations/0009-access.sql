ALTER TABLE access_key ADD COLUMN policy TEXT;
ALTER TABLE access_key ADD COLUMN token BYTEA;
ALTER TABLE access_key ADD COLUMN expires_at BIGINT;
CREATE INDEX access_key_expires ON access_key (expires_at) WHERE expires_at IS NOT NULL;
