ALTER TABLE step ADD COLUMN failed BIGINT NOT NULL DEFAULT 0;
UPDATE step SET failed = 1 WHERE status = 3;
CREATE INDEX step_failed ON step (task_id, seq) WHERE failed = 1;
DROP INDEX step_ended;
DROP INDEX active_task;
ALTER TABLE step SET (fillfactor = 80);
ALTER TABLE task_block SET (fillfactor = 50);
ALTER TABLE active SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000);
