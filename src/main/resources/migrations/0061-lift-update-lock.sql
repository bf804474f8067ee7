-- What the request said of a domain's update lock; NULL leaves it to the registry's configuration.
ALTER TABLE contact_change ADD COLUMN lift_update_lock BIGINT;
