CREATE TABLE task_removal (
  task_id BIGINT NOT NULL PRIMARY KEY,
  total BIGINT NOT NULL,
  removed BIGINT NOT NULL
);
CREATE INDEX task_age ON task (created_at, id);
CREATE INDEX contact_change_contact ON contact_change (contact_id);
CREATE INDEX set_contact_contact ON set_contact (contact_id);
