CREATE TABLE task_block (
  task_id BIGINT NOT NULL,
  block BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  size BIGINT NOT NULL,
  begun BIGINT NOT NULL,
  ok BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  ok_acknowledged BIGINT NOT NULL,
  failed_acknowledged BIGINT NOT NULL,
  PRIMARY KEY (task_id, block)
);
INSERT INTO task_block (task_id, block, account_id, size, begun, ok, failed, ok_acknowledged, failed_acknowledged)
SELECT s.task_id, (s.seq - 1) / 500, t.account_id, count(*),
  sum(CASE WHEN s.status > 0 OR a.attempt > 0 THEN 1 ELSE 0 END),
  sum(CASE WHEN s.status = 2 THEN 1 ELSE 0 END), sum(CASE WHEN s.status = 3 THEN 1 ELSE 0 END), 0, 0
FROM step s
JOIN task t ON t.id = s.task_id
LEFT JOIN active a ON a.queue = s.queue AND a.subject = s.subject AND a.task_id = s.task_id
GROUP BY s.task_id, (s.seq - 1) / 500, t.account_id;
DROP TABLE task_counter;
CREATE INDEX task_block_open ON task_block (account_id, task_id, block)
  WHERE ok + failed > ok_acknowledged + failed_acknowledged;
ALTER TABLE step ADD COLUMN acknowledged BIGINT NOT NULL DEFAULT 0;
CREATE INDEX step_subject ON step (task_id, subject);
CREATE INDEX step_ended ON step (task_id, status, seq) WHERE status > 0;
ALTER TABLE task ADD COLUMN cancel BIGINT NOT NULL DEFAULT 0;
CREATE INDEX task_cancelling ON task (id) WHERE cancel = 1;
CREATE INDEX task_created ON task (account_id, created_at, id);
