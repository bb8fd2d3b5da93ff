/// The audit trail: for each target a chain of records, each of which holds the hash of the one
/// before. Knows no database.
@NullMarked
package dev.drift.trail;

import org.jspecify.annotations.NullMarked;
