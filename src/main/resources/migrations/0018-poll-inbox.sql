CREATE TABLE poll_inbox (
  registry TEXT NOT NULL PRIMARY KEY,
  message_id TEXT NOT NULL,
  queued_at BIGINT,
  delivery TEXT NOT NULL,
  state TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE duty (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  held_until BIGINT NOT NULL
);
