CREATE TABLE outbox (
  stream TEXT NOT NULL,
  subject TEXT NOT NULL,
  position BIGINT NOT NULL,
  owner TEXT NOT NULL,
  delivery TEXT NOT NULL,
  sealed BYTEA,
  state TEXT NOT NULL,
  tries BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  note TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (stream, subject, position),
  UNIQUE (stream, owner)
);
CREATE INDEX outbox_due ON outbox (stream, due_at, created_at) WHERE state = 'WAITING';
CREATE INDEX outbox_age ON outbox (stream, created_at) WHERE state = 'WAITING';
ALTER TABLE active ADD COLUMN woken BIGINT NOT NULL DEFAULT 0;
