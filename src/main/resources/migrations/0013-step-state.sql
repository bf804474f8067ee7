ALTER TABLE active ADD COLUMN refusals BIGINT NOT NULL DEFAULT 0;
ALTER TABLE active ADD COLUMN pending_since BIGINT;
CREATE INDEX active_pending ON active (queue, pending_since) WHERE pending_since IS NOT NULL;
ALTER TABLE transfer_lock ADD COLUMN tried_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX transfer_lock_ours ON transfer_lock (ends_at) WHERE set_by_us = 1;
