package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Attribution;
import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A finding over runs, from its onset to its end. A finding that comes back is another one, with
/// the same fingerprint.
///
/// @param id unique in the store
/// @param target the identity of its target
/// @param posture whether it is a risk whatever Git says, and not drift
/// @param path empty for the whole resource
/// @param message of the run that saw it last; masked
/// @param attribution of that run
/// @param origin where Git declares it; empty if it does not
/// @param onset when the run began that saw it first
/// @param lastSeen when the run ended that saw it last
/// @param ended when the run ended that looked and did not see it; empty while it is open
/// @param unseenSince when the first run began that could not look, since it was seen last
/// @param seen how many runs saw it
public record StoredFinding(
    String id,
    String target,
    String fingerprint,
    boolean posture,
    String rule,
    Category category,
    Severity severity,
    ResourceRef resource,
    String path,
    String message,
    String remedy,
    Attribution attribution,
    String origin,
    Instant onset,
    Instant lastSeen,
    Optional<Instant> ended,
    Optional<Instant> unseenSince,
    int seen,
    List<StoredAct> acts) {
  public StoredFinding {
    requireNonNull(id, "id is null");
    requireNonNull(target, "target is null");
    requireNonNull(fingerprint, "fingerprint is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(category, "category is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(path, "path is null");
    requireNonNull(message, "message is null");
    requireNonNull(remedy, "remedy is null");
    requireNonNull(attribution, "attribution is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(onset, "onset is null");
    requireNonNull(lastSeen, "lastSeen is null");
    requireNonNull(ended, "ended is null");
    requireNonNull(unseenSince, "unseenSince is null");
    acts = List.copyOf(acts);
  }

  public boolean isOpen() {
    return ended.isEmpty();
  }

  /// From its onset to its end, or to now.
  public Duration duration(Instant now) {
    Duration duration = Duration.between(onset, ended.orElse(now));
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  StoredFinding with(List<StoredAct> done) {
    return new StoredFinding(
        id,
        target,
        fingerprint,
        posture,
        rule,
        category,
        severity,
        resource,
        path,
        message,
        remedy,
        attribution,
        origin,
        onset,
        lastSeen,
        ended,
        unseenSince,
        seen,
        done);
  }

  static StoredFinding of(ResultSet row) throws SQLException {
    return new StoredFinding(
        row.getString("id"),
        row.getString("target"),
        row.getString("fingerprint"),
        row.getString("kind_of_finding").equals("posture"),
        row.getString("rule"),
        Category.valueOf(row.getString("category")),
        Severity.valueOf(row.getString("severity")),
        resource(row),
        row.getString("path"),
        row.getString("message"),
        row.getString("remedy"),
        attribution(row),
        row.getString("origin"),
        Instant.ofEpochMilli(row.getLong("onset")),
        Instant.ofEpochMilli(row.getLong("last_seen")),
        time(row, "ended"),
        time(row, "unseen_since"),
        row.getInt("seen"),
        List.of());
  }

  static ResourceRef resource(ResultSet row) throws SQLException {
    String apiVersion = row.getString("api_version");
    return new ResourceRef(
        apiVersion,
        new ResourceId(
            GroupKind.of(apiVersion, row.getString("kind")),
            row.getString("namespace"),
            row.getString("name")));
  }

  private static Attribution attribution(ResultSet row) throws SQLException {
    String user = row.getString("user_name");
    String verb = row.getString("verb");
    return new Attribution(
        row.getString("manager"),
        row.getString("operation"),
        time(row, "changed_at"),
        Attribution.Confidence.valueOf(row.getString("confidence")),
        user.isEmpty() && verb.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Attribution.Request(
                    user, row.getString("acting_as"), verb, row.getString("tool"))));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
