package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Coverage;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A run, as the store has it.
///
/// @param version of Drift
/// @param namespaces the only ones that it was about; empty for all
/// @param complete whether everything was compared with which drift could be found
/// @param failed whether Git or the cluster could not be read
/// @param verdicts how many resources have each
/// @param opened findings that began with it, or came back
/// @param ended findings that ended with it
/// @param acts that it carried out
public record StoredRun(
    String id,
    Instant startedAt,
    Instant finishedAt,
    String version,
    List<String> namespaces,
    boolean complete,
    boolean failed,
    Map<Verdict, Integer> verdicts,
    int drift,
    int posture,
    int opened,
    int ended,
    int acts) {

  /// What a run could not read, or a problem that it reported.
  ///
  /// @param what such as `Deployment` or `rules CFG030, CFG031`; empty for a problem
  /// @param status of the coverage, or the code of the problem
  /// @param needs what suffers; empty for a problem
  /// @param objects as the coverage counts them
  public record Gap(String what, String status, List<String> needs, int objects, String reason) {
    public Gap {
      requireNonNull(what, "what is null");
      requireNonNull(status, "status is null");
      needs = List.copyOf(needs);
      requireNonNull(reason, "reason is null");
    }

    static Gap of(Coverage.Entry entry) {
      String what =
          switch (entry.subject()) {
            case Coverage.Subject.Kind(var apiVersion, var kind) -> kind + " (" + apiVersion + ")";
            case Coverage.Subject.Observer(var name) -> "observer " + name;
            case Coverage.Subject.Rules(var codes) -> "rules " + String.join(", ", codes);
            case Coverage.Subject.Files(var path, var kind) -> kind + " " + path;
            case Coverage.Subject.Resources() -> "resources";
          };
      return new Gap(
          what,
          label(entry.status()),
          entry.needs().stream().sorted().map(Gap::label).toList(),
          entry.count(),
          entry.reason());
    }

    static Gap of(Problem problem) {
      String where = problem.place().map(it -> it + ": ").orElse("");
      return new Gap("", problem.code().name(), List.of(), 0, where + problem.message());
    }

    private static String label(Enum<?> one) {
      return one.name().toLowerCase(Locale.ROOT);
    }

    static Gap of(ResultSet row) throws SQLException {
      return new Gap(
          row.getString("what"),
          row.getString("status"),
          words(row.getString("needs")),
          row.getInt("objects"),
          row.getString("reason"));
    }
  }

  public StoredRun {
    requireNonNull(id, "id is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
    requireNonNull(version, "version is null");
    namespaces = List.copyOf(namespaces);
    verdicts = Collections.unmodifiableMap(new EnumMap<>(verdicts));
  }

  static String column(Verdict verdict) {
    return verdict == Verdict.UNKNOWN
        ? "unknown_resources" // UNKNOWN is a word of SQL
        : verdict.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(it -> !it.isEmpty()).toList();
  }

  static StoredRun of(ResultSet row) throws SQLException {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(verdict, row.getInt(column(verdict)));
    }
    return new StoredRun(
        row.getString("id"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("finished_at")),
        row.getString("version"),
        words(row.getString("namespaces")),
        row.getInt("complete") == 1,
        row.getInt("failed") == 1,
        verdicts,
        row.getInt("drift_findings"),
        row.getInt("posture_findings"),
        row.getInt("opened"),
        row.getInt("ended"),
        row.getInt("acts"));
  }
}
