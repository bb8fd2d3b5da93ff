package dev.drift.store;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Problem;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Asks the store what it knows. All methods throw [dev.drift.model.DriftException] if it failed.
public final class RunQueries {
  private static final Comparator<StoredFinding> NEWEST =
      Comparator.comparing(StoredFinding::onset)
          .reversed()
          .thenComparing(StoredFinding::severity)
          .thenComparing(StoredFinding::resource)
          .thenComparing(StoredFinding::path)
          .thenComparing(StoredFinding::rule)
          .thenComparing(StoredFinding::id);

  private static final String ACTS =
      "SELECT acts.*, act_findings.finding FROM acts JOIN act_findings"
          + " ON act_findings.run = acts.run AND act_findings.ordinal = acts.ordinal";
  private static final String ACTS_OLDEST_FIRST = " ORDER BY acts.done_at, acts.run, acts.ordinal";

  private final Database database;

  public RunQueries(Database database) {
    this.database = database;
  }

  /// All targets, by the names of their clusters.
  public List<Target> targets() {
    return database.read(Targets::all);
  }

  public TargetStatus status(Target target) {
    return database.read(handle -> status(handle, target));
  }

  private static TargetStatus status(Handle handle, Target target) {
    StoredRun last =
        run(handle, target, "").orElseThrow(() -> new IllegalStateException("a target has a run"));
    Map<String, Object> row =
        handle
            .createQuery("SELECT first_run, in_sync_since FROM targets WHERE id = :id")
            .bind("id", target.id())
            .mapToMap()
            .one();
    return new TargetStatus(
        target,
        time(row.get("first_run")).orElseThrow(),
        last,
        run(handle, target, " AND complete = 1 AND failed = 0 AND namespaces = ''"),
        time(row.get("in_sync_since")),
        open(handle, target),
        handle
            .createQuery("SELECT * FROM run_gaps WHERE run = :run ORDER BY ordinal")
            .bind("run", last.id())
            .map((gap, _) -> StoredRun.Gap.of(gap))
            .list());
  }

  private static Optional<Instant> time(@Nullable Object millis) {
    return Optional.ofNullable(millis).map(it -> Instant.ofEpochMilli(((Number) it).longValue()));
  }

  private static Optional<StoredRun> run(Handle handle, Target target, String condition) {
    return handle
        .createQuery(
            "SELECT * FROM runs WHERE target = :target"
                + condition
                + " ORDER BY finished_at DESC, started_at DESC, id LIMIT 1")
        .bind("target", target.id())
        .map((row, _) -> StoredRun.of(row))
        .findOne();
  }

  private static List<TargetStatus.Open> open(Handle handle, Target target) {
    List<TargetStatus.Open> open =
        new ArrayList<>(
            handle
                .createQuery(
                    "SELECT kind_of_finding, severity, category, count(*) AS findings,"
                        + " min(onset) AS since, count(unseen_since) AS unseen,"
                        + " min(unseen_since) AS unseen_since FROM findings"
                        + " WHERE target = :target AND ended IS NULL"
                        + " GROUP BY kind_of_finding, severity, category")
                .bind("target", target.id())
                .map(
                    (row, _) -> {
                      long unseenSince = row.getLong("unseen_since");
                      return new TargetStatus.Open(
                          row.getString("kind_of_finding").equals("posture"),
                          Severity.valueOf(row.getString("severity")),
                          Category.valueOf(row.getString("category")),
                          row.getInt("findings"),
                          Instant.ofEpochMilli(row.getLong("since")),
                          row.getInt("unseen"),
                          unseenSince == 0
                              ? Optional.empty()
                              : Optional.of(Instant.ofEpochMilli(unseenSince)));
                    })
                .list());
    open.sort(
        Comparator.comparing(TargetStatus.Open::posture)
            .thenComparing(TargetStatus.Open::severity)
            .thenComparing(TargetStatus.Open::category));
    return open;
  }

  /// Runs of a target, the newest first.
  ///
  /// @param target its identity
  /// @param offset how many of the newest to skip
  /// @param limit how many at most
  public List<ListedRun> runs(String target, int offset, int limit) {
    List<String> input =
        Arrays.stream(Problem.Code.values())
            .filter(it -> it.type() == Problem.Type.INPUT)
            .map(Problem.Code::name)
            .toList();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT runs.*, EXISTS (SELECT 1 FROM run_gaps WHERE run_gaps.run = runs.id"
                        + " AND what = '' AND status IN (<input>)) AS invalid_input FROM runs"
                        + " WHERE target = :target ORDER BY started_at DESC, id LIMIT :limit"
                        + " OFFSET :offset")
                .bindList("input", input)
                .bind("target", target)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, _) -> new ListedRun(StoredRun.of(row), row.getBoolean("invalid_input")))
                .list());
  }

  public History history(Target target, HistoryFilter filter) {
    return database.read(
        handle -> {
          List<StoredFinding> found = findings(handle, target, filter);
          List<StoredFinding> shown = found.subList(0, Math.min(filter.limit(), found.size()));
          Map<String, List<StoredAct>> acts = acts(handle, target);
          return new History(
              target,
              shown.stream().map(it -> it.with(acts.getOrDefault(it.id(), List.of()))).toList(),
              found.size() - shown.size());
        });
  }

  /// The findings of a target that were open at some time since then, the newest onset first.
  ///
  /// @param target its identity
  /// @param limit how many are read at most
  public RecentFindings recent(String target, Instant since, int limit) {
    String condition =
        " FROM findings WHERE target = :target AND (ended IS NULL OR ended >= :since)";
    return database.read(
        handle -> {
          int all =
              handle
                  .createQuery("SELECT count(*)" + condition)
                  .bind("target", target)
                  .bind("since", since.toEpochMilli())
                  .mapTo(Integer.class)
                  .one();
          List<StoredFinding> found =
              handle
                  .createQuery("SELECT *" + condition + " ORDER BY onset DESC, id LIMIT :limit")
                  .bind("target", target)
                  .bind("since", since.toEpochMilli())
                  .bind("limit", limit)
                  .map((row, _) -> StoredFinding.of(row))
                  .list();
          Map<String, List<StoredAct>> acts = acts(handle, found);
          return new RecentFindings(
              found.stream()
                  .map(it -> it.with(acts.getOrDefault(it.id(), List.of())))
                  .sorted(NEWEST)
                  .toList(),
              all - found.size());
        });
  }

  /// By the finding.
  private static Map<String, List<StoredAct>> acts(Handle handle, List<StoredFinding> findings) {
    return findings.isEmpty()
        ? Map.of()
        : byFinding(
            handle
                .createQuery(
                    ACTS + " WHERE act_findings.finding IN (<findings>)" + ACTS_OLDEST_FIRST)
                .bindList("findings", findings.stream().map(StoredFinding::id).toList()));
  }

  /// @param days of each period: 1, or 7 from Monday to Sunday
  /// @param until the last day
  public Trend trend(Target target, HistoryFilter filter, LocalDate until, int days) {
    return database.read(
        handle -> {
          LocalDate first =
              begin(
                  filter
                      .since()
                      .or(
                          () ->
                              findings(handle, target, filter).stream()
                                  .map(StoredFinding::onset)
                                  .min(Instant::compareTo))
                      .map(it -> LocalDate.ofInstant(it, ZoneOffset.UTC))
                      .orElse(until),
                  days);
          // The first period is counted as a whole.
          Instant start = first.atStartOfDay(ZoneOffset.UTC).toInstant();
          return Trend.of(
              target, findings(handle, target, filter.since(start)), first, until, days);
        });
  }

  private static LocalDate begin(LocalDate day, int days) {
    return days == 7 ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
  }

  private static List<StoredFinding> findings(Handle handle, Target target, HistoryFilter filter) {
    StringBuilder sql = new StringBuilder("SELECT * FROM findings WHERE target = :target");
    Map<String, Object> values = new HashMap<>();
    values.put("target", target.id());
    filter
        .since()
        .ifPresent(
            it -> {
              sql.append(" AND (ended IS NULL OR ended >= :since)");
              values.put("since", it.toEpochMilli());
            });
    filter
        .until()
        .ifPresent(
            it -> {
              sql.append(" AND onset < :until");
              values.put("until", it.toEpochMilli());
            });
    filter
        .rule()
        .ifPresent(
            it -> {
              sql.append(" AND rule = :rule");
              values.put("rule", it);
            });
    filter
        .category()
        .ifPresent(
            it -> {
              sql.append(" AND category = :category");
              values.put("category", it.name());
            });
    if (!filter.posture()) {
      sql.append(" AND kind_of_finding = 'drift'");
    }
    Query query = handle.createQuery(sql.toString());
    return query
        .bindMap(values)
        .map((row, _) -> StoredFinding.of(row))
        .filter(filter::matches)
        .stream()
        .sorted(NEWEST)
        .toList();
  }

  /// By the finding.
  private static Map<String, List<StoredAct>> acts(Handle handle, Target target) {
    return byFinding(
        handle
            .createQuery(ACTS + " WHERE acts.target = :target" + ACTS_OLDEST_FIRST)
            .bind("target", target.id()));
  }

  private static Map<String, List<StoredAct>> byFinding(Query query) {
    Map<String, List<StoredAct>> acts = new HashMap<>();
    query
        .map((row, _) -> Map.entry(row.getString("finding"), StoredAct.of(row)))
        .forEach(
            it -> acts.computeIfAbsent(it.getKey(), _ -> new ArrayList<>()).add(it.getValue()));
    return acts;
  }
}
