CREATE TABLE task (
  account_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  task_no TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  total BIGINT NOT NULL,
  client_ip TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE TABLE task_counter (
  task_id BIGINT NOT NULL,
  shard BIGINT NOT NULL,
  ok BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  PRIMARY KEY (task_id, shard)
);
CREATE TABLE step (
  task_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  queue TEXT NOT NULL,
  subject TEXT NOT NULL,
  status BIGINT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  tries BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (task_id, seq)
);
CREATE TABLE active (
  queue TEXT NOT NULL,
  subject TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  task_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  leased BIGINT NOT NULL,
  phase TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  owner TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (queue, subject)
);
CREATE INDEX active_due ON active (queue, account_id, due_at, task_id, seq) WHERE leased = 0;
CREATE INDEX active_lease ON active (lease_until) WHERE leased = 1;
CREATE INDEX active_task ON active (task_id, seq);
CREATE TABLE lane (
  queue TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  pass BIGINT NOT NULL,
  PRIMARY KEY (queue, account_id)
);
CREATE TABLE queue_trouble (
  queue TEXT NOT NULL PRIMARY KEY,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  since BIGINT NOT NULL
);
