-- The audit trail: rows are only appended, and deleted from the beginning. docs/audit.md describes the hash.
CREATE TABLE trail (
  target TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at TEXT NOT NULL,
  type TEXT NOT NULL,
  previous TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (target, seq)
);
CREATE INDEX trail_by_type ON trail (target, type, seq);

-- What runs remember of a target, as JSON.
CREATE TABLE documents (
  target TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (target, name)
);

-- Who may do something alone, and until when: milliseconds since 1970 by the clock of the database.
CREATE TABLE leases (
  target TEXT NOT NULL,
  name TEXT NOT NULL,
  holder TEXT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (target, name)
);
