-- One schema for SQLite and PostgreSQL: only TEXT, BIGINT and INTEGER. Times are milliseconds since 1970 in UTC.

CREATE TABLE targets (
  id TEXT NOT NULL PRIMARY KEY,
  cluster_uid TEXT NOT NULL,
  server TEXT NOT NULL,
  context TEXT NOT NULL,
  kubernetes TEXT NOT NULL,
  sources TEXT NOT NULL,
  first_run BIGINT NOT NULL,
  last_run BIGINT NOT NULL,
  in_sync_since BIGINT
);

CREATE TABLE runs (
  id TEXT NOT NULL PRIMARY KEY,
  target TEXT NOT NULL REFERENCES targets (id),
  started_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  version TEXT NOT NULL,
  namespaces TEXT NOT NULL,
  complete INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  in_sync INTEGER NOT NULL,
  drifted INTEGER NOT NULL,
  needs_recreate INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  unmanaged INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  invalid_desired INTEGER NOT NULL,
  unknown_resources INTEGER NOT NULL,
  drift_findings INTEGER NOT NULL,
  posture_findings INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  acts INTEGER NOT NULL,
  entries_read INTEGER NOT NULL,
  entries_not_read INTEGER NOT NULL
);
CREATE INDEX runs_by_target ON runs (target, started_at);

CREATE TABLE run_sources (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  repo TEXT NOT NULL,
  paths TEXT NOT NULL,
  revision TEXT NOT NULL,
  commit_id TEXT NOT NULL,
  PRIMARY KEY (run, ordinal)
);

-- Only what a run could not read, and problems that it reported.
CREATE TABLE run_gaps (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  what TEXT NOT NULL,
  status TEXT NOT NULL,
  needs TEXT NOT NULL,
  objects INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (run, ordinal)
);

-- One row for each time that a finding was there. A finding that comes back has another row.
CREATE TABLE findings (
  id TEXT NOT NULL PRIMARY KEY,
  target TEXT NOT NULL REFERENCES targets (id),
  fingerprint TEXT NOT NULL,
  onset BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  ended BIGINT,
  unseen_since BIGINT,
  first_run TEXT NOT NULL,
  last_run TEXT NOT NULL,
  seen INTEGER NOT NULL,
  kind_of_finding TEXT NOT NULL,
  rule TEXT NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  api_version TEXT NOT NULL,
  kind TEXT NOT NULL,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  home TEXT NOT NULL,
  path TEXT NOT NULL,
  message TEXT NOT NULL,
  remedy TEXT NOT NULL,
  changed_at BIGINT,
  manager TEXT NOT NULL,
  operation TEXT NOT NULL,
  user_name TEXT NOT NULL,
  acting_as TEXT NOT NULL,
  verb TEXT NOT NULL,
  tool TEXT NOT NULL,
  confidence TEXT NOT NULL,
  origin TEXT NOT NULL
);
CREATE INDEX findings_by_target ON findings (target, ended, onset);
CREATE INDEX findings_by_fingerprint ON findings (target, fingerprint, onset);

CREATE TABLE acts (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  target TEXT NOT NULL REFERENCES targets (id),
  done_at BIGINT NOT NULL,
  action TEXT NOT NULL,
  api_version TEXT NOT NULL,
  kind TEXT NOT NULL,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  sentence TEXT NOT NULL,
  PRIMARY KEY (run, ordinal)
);
CREATE INDEX acts_by_target ON acts (target, done_at);

CREATE TABLE act_findings (
  run TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  finding TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  PRIMARY KEY (run, ordinal, finding),
  FOREIGN KEY (run, ordinal) REFERENCES acts (run, ordinal) ON DELETE CASCADE
);
CREATE INDEX act_findings_by_finding ON act_findings (finding);
