CREATE TABLE client_token (
  account_id BIGINT NOT NULL,
  token TEXT NOT NULL,
  content TEXT NOT NULL,
  task_no TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, token)
);
CREATE INDEX client_token_expires ON client_token (expires_at);
