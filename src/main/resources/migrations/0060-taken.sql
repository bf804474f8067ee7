-- Whether the registry has answered the change with 1001: only then is what it does not hold declined.
ALTER TABLE before_image ADD COLUMN taken BIGINT NOT NULL DEFAULT 0;
