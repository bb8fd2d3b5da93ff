package dev.drift.store;

import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.group.Member;
import dev.drift.finding.group.Seen;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Brings the findings of a target up to what a run saw.
final class Findings {
  private final Handle handle;
  private final RunRecord run;
  private final Report report;
  private final Seen seen;

  /// @param opened how many began, or came back
  /// @param ended how many are gone
  /// @param rows of the findings that the run saw or ended, by their fingerprints
  record Change(int opened, int ended, Map<String, String> rows) {
    Change {
      rows = Map.copyOf(rows);
    }
  }

  /// A row that is open.
  ///
  /// @param home the namespace of its resource
  private record Open(String id, String home, Member member) {}

  Findings(Handle handle, RunRecord run) {
    this.handle = handle;
    this.run = run;
    this.report = run.report();
    // Runs about some namespaces leave the findings of others alone, so for those that they
    // concern they are whole.
    this.seen = Seen.of(report, true, run.blindRules());
  }

  Change update() {
    Map<String, Open> open = open();
    Map<String, Finding> found = new LinkedHashMap<>();
    run.undone().forEach(it -> found.put(it.fingerprint(), it));
    report.findings().forEach(it -> found.put(it.fingerprint(), it));
    Map<String, String> rows = new HashMap<>();
    int opened = 0;
    PreparedBatch updates = handle.prepareBatch(UPDATE);
    PreparedBatch inserts = handle.prepareBatch(INSERT);
    for (Finding finding : found.values()) {
      Open before = open.get(finding.fingerprint());
      if (before == null) {
        opened++;
        String id = "%s/%d".formatted(report.run().id(), opened);
        rows.put(finding.fingerprint(), id);
        open.put(finding.fingerprint(), new Open(id, home(finding), Member.of(finding)));
        bind(inserts.bind("id", id), finding)
            .bind("target", run.target().id())
            .bind("fingerprint", finding.fingerprint())
            .bind("onset", report.run().startedAt().toEpochMilli())
            .bind("home", home(finding))
            .add();
      } else {
        rows.put(finding.fingerprint(), before.id());
        bind(updates.bind("id", before.id()), finding).add();
      }
    }
    execute(inserts);
    execute(updates);
    return new Change(opened, leave(open, rows), rows);
  }

  private static String home(Finding finding) {
    return finding.resource().id().home();
  }

  /// @return how many ended
  private int leave(Map<String, Open> open, Map<String, String> rows) {
    PreparedBatch ends = handle.prepareBatch(ENDED);
    PreparedBatch unseen = handle.prepareBatch(UNSEEN);
    for (Open one : open.values()) {
      if (seen.isPresent(one.member()) || !run.concerns(one.home())) {
        continue;
      }
      if (seen.gone(one.member())) {
        rows.put(one.member().fingerprint(), one.id());
        ends.bind("id", one.id()).bind("at", report.run().finishedAt().toEpochMilli()).add();
      } else {
        unseen.bind("id", one.id()).bind("at", report.run().startedAt().toEpochMilli()).add();
      }
    }
    execute(unseen);
    int ended = ends.size();
    execute(ends);
    return ended;
  }

  /// The run saw no cluster.
  void unseen() {
    PreparedBatch unseen = handle.prepareBatch(UNSEEN);
    open().values().stream()
        .filter(it -> run.concerns(it.home()))
        .forEach(
            it ->
                unseen
                    .bind("id", it.id())
                    .bind("at", report.run().startedAt().toEpochMilli())
                    .add());
    execute(unseen);
  }

  /// By fingerprint.
  private Map<String, Open> open() {
    Map<String, Open> open = new LinkedHashMap<>();
    handle
        .createQuery(
            "SELECT id, fingerprint, home, kind_of_finding, rule, api_version, kind, namespace,"
                + " name FROM findings WHERE target = :target AND ended IS NULL ORDER BY onset, id")
        .bind("target", run.target().id())
        .map(
            (row, _) ->
                new Open(
                    row.getString("id"),
                    row.getString("home"),
                    new Member(
                        row.getString("fingerprint"),
                        Optional.of(StoredFinding.resource(row).id()),
                        row.getString("rule"),
                        row.getString("kind_of_finding").equals("posture"))))
        .forEach(it -> open.put(it.member().fingerprint(), it));
    return open;
  }

  private PreparedBatch bind(PreparedBatch batch, Finding finding) {
    Attribution attribution =
        finding instanceof Finding.Drift drift ? drift.attribution() : Attribution.UNKNOWN;
    Optional<Attribution.Request> request = attribution.request();
    return batch
        .bind("seenAt", report.run().finishedAt().toEpochMilli())
        .bind("run", report.run().id())
        .bind("kindOfFinding", finding instanceof Finding.Posture ? "posture" : "drift")
        .bind("rule", finding.rule())
        .bind("category", finding.category().name())
        .bind("severity", finding.severity().name())
        .bind("apiVersion", finding.resource().apiVersion())
        .bind("kind", finding.resource().id().kind())
        .bind("namespace", finding.resource().id().namespace())
        .bind("name", finding.resource().id().name())
        .bind("path", Texts.storable(finding.path().toString()))
        .bind("message", Texts.storable(finding.message()))
        .bind("remedy", Texts.storable(finding.remedy()))
        .bind("changedAt", attribution.time().map(Instant::toEpochMilli).orElse(null))
        .bind("manager", Texts.storable(attribution.manager()))
        .bind("operation", Texts.storable(attribution.operation()))
        .bind("user", request.map(Attribution.Request::user).map(Texts::storable).orElse(""))
        .bind(
            "actingAs", request.map(Attribution.Request::actingAs).map(Texts::storable).orElse(""))
        .bind("verb", request.map(Attribution.Request::verb).map(Texts::storable).orElse(""))
        .bind("tool", request.map(Attribution.Request::tool).map(Texts::storable).orElse(""))
        .bind("confidence", attribution.confidence().name())
        .bind("origin", finding.origin().map(Object::toString).map(Texts::storable).orElse(""));
  }

  private static void execute(PreparedBatch batch) {
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /// Not before it began: the clock may have been set back meanwhile.
  private static final String ENDED =
      "UPDATE findings SET ended = CASE WHEN :at < onset THEN onset ELSE :at END,"
          + " unseen_since = NULL WHERE id = :id";

  private static final String UNSEEN =
      "UPDATE findings SET unseen_since = COALESCE(unseen_since, :at) WHERE id = :id";

  private static final String INSERT =
      """
      INSERT INTO findings (id, target, fingerprint, onset, last_seen, first_run, last_run, seen,
        kind_of_finding, rule, category, severity, api_version, kind, namespace, name, home, path,
        message, remedy, changed_at, manager, operation, user_name, acting_as, verb, tool,
        confidence, origin)
      VALUES (:id, :target, :fingerprint, :onset, :seenAt, :run, :run, 1, :kindOfFinding, :rule,
        :category, :severity, :apiVersion, :kind, :namespace, :name, :home, :path, :message,
        :remedy, :changedAt, :manager, :operation, :user, :actingAs, :verb, :tool, :confidence,
        :origin)
      """;

  private static final String UPDATE =
      """
      UPDATE findings SET last_seen = :seenAt, last_run = :run, seen = seen + 1,
        unseen_since = NULL, kind_of_finding = :kindOfFinding, rule = :rule, category = :category,
        severity = :severity, api_version = :apiVersion, kind = :kind, namespace = :namespace,
        name = :name, path = :path, message = :message, remedy = :remedy, changed_at = :changedAt,
        manager = :manager, operation = :operation, user_name = :user, acting_as = :actingAs,
        verb = :verb, tool = :tool, confidence = :confidence, origin = :origin
      WHERE id = :id
      """;
}
