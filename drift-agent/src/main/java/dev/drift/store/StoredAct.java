package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// An act, as the store has it.
///
/// @param run its identity
/// @param at when the run ended
/// @param action such as `patch`
/// @param outcome such as `done`
public record StoredAct(
    String run, Instant at, String action, ResourceRef resource, String outcome, String sentence) {
  public StoredAct {
    requireNonNull(run, "run is null");
    requireNonNull(at, "at is null");
    requireNonNull(action, "action is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(sentence, "sentence is null");
  }

  static StoredAct of(ResultSet row) throws SQLException {
    return new StoredAct(
        row.getString("run"),
        Instant.ofEpochMilli(row.getLong("done_at")),
        row.getString("action"),
        StoredFinding.resource(row),
        row.getString("outcome"),
        row.getString("sentence"));
  }
}
