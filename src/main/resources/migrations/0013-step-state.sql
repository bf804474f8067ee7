ALTER TABLE active ADD COLUMN refusals BIGINT NOT NULL DEFAULT 0;
ALTER TABLE active ADD COLUMN pending_since BIGINT;
CREATE INDEX active_pending ON active (queue, pending_since) WHERE pending_since IS NOT NULL;
