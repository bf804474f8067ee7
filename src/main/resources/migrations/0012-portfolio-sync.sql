CREATE TABLE portfolio_sync (
  registry TEXT NOT NULL PRIMARY KEY,
  run TEXT NOT NULL,
  position TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  complete BIGINT NOT NULL
);
