/// What Drift keeps of its runs: a database, SQLite or PostgreSQL, with the same tables.
@NullMarked
package dev.drift.store;

import org.jspecify.annotations.NullMarked;
