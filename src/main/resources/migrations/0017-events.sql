CREATE TABLE outbox (
  id BIGINT NOT NULL PRIMARY KEY,
  stream TEXT NOT NULL,
  subject TEXT NOT NULL,
  owner TEXT NOT NULL,
  delivery TEXT NOT NULL,
  sealed BYTEA,
  state TEXT NOT NULL,
  tries BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (stream, owner)
);
CREATE INDEX outbox_due ON outbox (stream, due_at, id) WHERE state = 'WAITING';
CREATE INDEX outbox_subject ON outbox (stream, subject, id) WHERE state = 'WAITING';
CREATE INDEX outbox_age ON outbox (stream, created_at) WHERE state = 'WAITING';
ALTER TABLE active ADD COLUMN woken BIGINT NOT NULL DEFAULT 0;
