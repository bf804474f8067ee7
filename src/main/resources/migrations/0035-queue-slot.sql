CREATE TABLE queue_slot (
  queue TEXT NOT NULL,
  slot BIGINT NOT NULL,
  node TEXT NOT NULL,
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (queue, slot)
);
CREATE TABLE queue_want (
  queue TEXT NOT NULL,
  node TEXT NOT NULL,
  wanted BIGINT NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (queue, node)
);
CREATE TABLE queue_rate (
  queue TEXT NOT NULL PRIMARY KEY,
  next_at BIGINT NOT NULL
);
