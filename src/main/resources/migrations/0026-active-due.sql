DROP INDEX active_due;
CREATE INDEX active_due ON active (queue, account_id, due_at, task_id, seq);
ALTER TABLE active SET (fillfactor = 50);
