package dev.drift.act.cluster;

import dev.drift.finding.Finding;
import dev.drift.finding.group.Seen;
import dev.drift.json.JsonWriter;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One policy report for each namespace with findings, and one for the objects in none. A report
/// says what is there now: it is updated in place, and one whose findings are gone is emptied.
///
/// What a run did not look at stays in the reports as the last run left it.
public final class PolicyReportChannel {
  /// The name of all reports.
  static final String NAME = "drift";

  /// An object must fit into etcd with its `managedFields`: 1.5 MB.
  static final int MOST_BYTES = 900_000;

  static final int MOST_RESULTS = 500;

  private static final String OMITTED = "drift.dev/omitted";

  private final ClusterObjects objects;

  public PolicyReportChannel(ClusterObjects objects) {
    this.objects = objects;
  }

  /// @param findings the worst first
  /// @return what went wrong: second halves of sentences
  public List<String> announce(Seen seen, List<Finding> findings) {
    Optional<ReportFormat> format = ReportFormat.served(objects);
    if (format.isEmpty()) {
      return List.of(
          "the cluster serves neither openreports.io/v1alpha1 nor wgpolicyk8s.io/v1alpha2");
    }
    if (!seen.compared()) {
      return List.of();
    }
    Map<String, List<Value.Obj>> results = new TreeMap<>();
    for (Finding finding : findings) {
      results
          .computeIfAbsent(finding.resource().id().namespace(), _ -> new ArrayList<>())
          .add(ReportResult.of(finding));
    }
    List<String> problems = new ArrayList<>();
    write(format.get().namespaced(), seen, results, problems);
    write(format.get().clusterScoped(), seen, results, problems);
    return problems.stream().distinct().limit(3).toList();
  }

  private void write(
      ApiKind kind, Seen seen, Map<String, List<Value.Obj>> results, List<String> problems) {
    Optional<List<Value.Obj>> there = objects.ours(kind);
    if (there.isEmpty()) {
      problems.add("%s could not be listed".formatted(kind.plural()));
      return;
    }
    Map<String, Value.Obj> ours = new TreeMap<>();
    for (Value.Obj report : there.get()) {
      Value.Obj metadata = report.object("metadata");
      if (metadata.text("name").equals(Optional.of(NAME))) {
        ours.put(metadata.text("namespace").orElse(""), report);
      }
    }
    Map<String, List<Value.Obj>> wanted = new TreeMap<>();
    results.forEach(
        (namespace, some) -> {
          if (kind.namespaced() != namespace.isEmpty()) {
            wanted.put(namespace, new ArrayList<>(some));
          }
        });
    ours.forEach(
        (namespace, report) ->
            wanted
                .computeIfAbsent(namespace, _ -> new ArrayList<>())
                .addAll(notLookedAt(report, seen)));
    wanted.forEach(
        (namespace, some) ->
            write(kind, namespace, some, Optional.ofNullable(ours.get(namespace)))
                .ifPresent(why -> problems.add("%s: %s".formatted(kind.kind(), why))));
  }

  private static List<Value.Obj> notLookedAt(Value.Obj report, Seen seen) {
    return report.objects("results").stream()
        .filter(
            result ->
                ReportResult.member(result)
                    .filter(member -> !seen.isPresent(member) && !seen.gone(member))
                    .isPresent())
        .toList();
  }

  private Optional<String> write(
      ApiKind kind, String namespace, List<Value.Obj> results, Optional<Value.Obj> there) {
    List<Value> kept = within(results);
    Value.Obj fields =
        Value.Obj.EMPTY.with("results", new Value.Arr(kept)).with("summary", summary(kept));
    String omitted = Integer.toString(results.size() - kept.size());
    if (there.isEmpty()) {
      Value.Obj report = created(kind, namespace, omitted);
      for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
        report = report.with(field.getKey(), field.getValue());
      }
      return objects.create(kind, namespace, report);
    }
    Value.Obj metadata = there.get().object("metadata");
    boolean same =
        there.get().list("results").equals(kept)
            && metadata.object("annotations").text(OMITTED).equals(Optional.of(omitted));
    if (same) {
      return Optional.empty();
    }
    return objects.set(
        kind,
        new ResourceId(kind.groupKind(), namespace, NAME),
        there.get(),
        fields.with(
            "metadata/annotations",
            metadata.object("annotations").with(OMITTED, Value.of(omitted))));
  }

  private static Value.Obj created(ApiKind kind, String namespace, String omitted) {
    Value.Obj metadata =
        Value.Obj.EMPTY
            .with("name", Value.of(NAME))
            .with(
                "labels",
                Value.Obj.EMPTY.with(ClusterObjects.MANAGED_BY, Value.of(ClusterObjects.DRIFT)))
            .with("annotations", Value.Obj.EMPTY.with(OMITTED, Value.of(omitted)));
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of(kind.apiVersion()))
        .with("kind", Value.of(kind.kind()))
        .with(
            "metadata",
            kind.namespaced() ? metadata.with("namespace", Value.of(namespace)) : metadata);
  }

  /// The first results that fit.
  private static List<Value> within(List<Value.Obj> results) {
    List<Value> kept = new ArrayList<>();
    int bytes = 0;
    for (Value.Obj result : results) {
      bytes += JsonWriter.text(result).getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes > MOST_BYTES || kept.size() == MOST_RESULTS) {
        break;
      }
      kept.add(result);
    }
    return kept;
  }

  private static Value.Obj summary(List<Value> results) {
    Value.Obj summary = Value.Obj.EMPTY;
    for (String outcome : List.of("pass", "fail", "warn", "error", "skip")) {
      long count =
          results.stream()
              .map(Value.Obj.class::cast)
              .filter(result -> result.text("result").equals(Optional.of(outcome)))
              .count();
      summary = summary.with(outcome, Value.Num.of(count));
    }
    return summary;
  }
}
